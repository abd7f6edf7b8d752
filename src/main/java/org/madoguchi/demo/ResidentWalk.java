package org.madoguchi.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.demo.ResidentPlan.Trait;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.portal.HolderActions;
import org.madoguchi.portal.ResidentApplications;
import org.madoguchi.programme.MyNumber;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.residence.Residences.Filing;
import org.madoguchi.residence.Wish;
import org.madoguchi.residence.Wish.Explanation;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What the people of a resident's sample case do next: the resident, and whoever has the open task. Looks only at the case. */
@Component
@Profile({"demo", "simulators"})
public class ResidentWalk {

    /** A quick bureau, so that the walk gets somewhere within its weeks. */
    private static final Duration EXAMINATION = Duration.ofDays(12);

    private final ResidentApplications applications;
    private final HolderActions holders;
    private final Wish wish;
    private final LinkWalk links;
    private final Worklist worklist;
    private final CaseFiles cases;
    private final NumberVault vault;
    private final ApplicantAccounts accounts;
    private final Simulators simulators;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    ResidentWalk(ResidentApplications applications, HolderActions holders, Wish wish, LinkWalk links, Worklist worklist,
            CaseFiles cases, NumberVault vault, ApplicantAccounts accounts, Simulators simulators, TransactionTemplate transaction,
            JsonMapper json, Clock clock) {
        this.applications = applications;
        this.holders = holders;
        this.wish = wish;
        this.links = links;
        this.worklist = worklist;
        this.cases = cases;
        this.vault = vault;
        this.accounts = accounts;
        this.simulators = simulators;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** The person files a procedure; {@code remember} runs in the same transaction. Half of those who ask do so at once. */
    public String apply(SampleResident person, ResidentPlan plan, Consumer<String> remember) {
        simulators.jLis().residents().register(person.registered(plan));
        String caseNumber = transaction.execute(status -> {
            UUID account = accounts.findOrCreate(person.email(), person.language());
            UUID number = person.statesNumber(plan) ? vault.store(MyNumber.of(person.myNumber())) : null;
            String filed = applications.file(new Filing(plan.channel(), account, person.language(), person.municipalityCode(),
                    person.bureauCode(), null, person.applicant(plan, number), person.photo(), person.stay(plan)),
                    CurrentUser.applicant(account.toString()));
            remember.accept(filed);
            return filed;
        });
        if (plan.has(Trait.ASKS) && person.seq() % 2 == 0) {
            applications.ask(caseNumber, new Explanation(Wish.PAGE, person.language()), true);
        }
        return caseNumber;
    }

    /**
     * Does the next thing.
     *
     * @return how long until somebody looks again, or empty where the plan ends here
     */
    public Optional<Duration> step(String caseNumber, SampleResident person, ResidentPlan plan) {
        CaseFile file = cases.get(caseNumber);
        Optional<WorkItem> task = worklist.ofCase(caseNumber).stream().filter(WorkItem::open).findFirst();
        if (task.isPresent()) {
            return work(task.get(), file, person, plan);
        }
        if (!file.open()) {
            return plan.has(Trait.WRONG_LINK) ? links.step(caseNumber, holder(file), false) : Optional.empty();
        }
        return switch (file.state()) {
            case WAITING_FOR_APPLICANT -> answer(file, plan);
            case WAITING_FOR_PAYMENT -> {
                if (plan.has(Trait.NEVER_PAYS)) {
                    yield Optional.empty();
                }
                simulators.payment().pay(caseNumber);
                yield Optional.of(Duration.ofHours(5));
            }
            case IN_PRODUCTION -> {
                if (plan.has(Trait.REVOKES) && wish.revocable(caseNumber)) {
                    wish.revoke(caseNumber, holder(file));
                }
                yield plan == ResidentPlan.CARD_BEING_MADE ? Optional.empty() : Optional.of(Duration.ofDays(2));
            }
            default -> Optional.of(Duration.ofHours(20));
        };
    }

    private Optional<Duration> answer(CaseFile file, ResidentPlan plan) {
        if (cases.openRequest(file.number()).isPresent()) {
            return plan == ResidentPlan.LAPSED ? Optional.of(Duration.ofDays(10)) : Optional.empty();
        }
        if (plan.has(Trait.NEVER_CONFIRMS)) {
            return Optional.empty();
        }
        holders.confirmRecord(file.number(), true, holder(file));
        return Optional.of(Duration.ofHours(20));
    }

    private Optional<Duration> work(WorkItem item, CaseFile file, SampleResident person, ResidentPlan plan) {
        if (item.taskKey().equals(plan.stopsAtTask())) {
            return Optional.empty();
        }
        if (item.taskKey().equals("Task_ExamineBaseProcedure")) {
            if (plan.has(Trait.WITHDRAWS)) {
                holders.withdraw(file.number(), holder(file));
                return Optional.of(Duration.ofHours(1));
            }
            Duration left = Duration.between(clock.instant(), item.createdAt().plus(EXAMINATION));
            if (left.compareTo(Duration.ZERO) > 0) {
                return Optional.of(left);
            }
        }
        CurrentUser officer = worklist.candidates(item).stream().filter(one -> worklist.barred(item, one).isEmpty()).findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody can do " + item.taskKey() + " at " + item.officeCode()));
        worklist.complete(item.taskId(), json.valueToTree(form(item, file, person, plan)), officer);
        return Optional.of(Duration.ofHours(5 + Math.floorMod(item.taskId().hashCode(), 20)));
    }

    private Map<String, Object> form(WorkItem item, CaseFile file, SampleResident person, ResidentPlan plan) {
        String seal = "SEAL-%05d".formatted(50_000 + person.seq());
        return switch (item.taskKey()) {
            case "Task_AcceptAtBureau", "Task_AcceptAtMunicipality" -> accept(file, person, plan);
            case "Task_ExamineBaseProcedure" -> examine(person, plan);
            case "Task_ConfirmBaseRefusal" -> Map.of("refusal", "CONFIRMED", "note", "確認した。");
            case "Task_TakeRevenueStamps" -> Map.of("stampsTaken", true);
            case "Task_ReviewMatch", "Task_SecondReviewMatch" -> Map.of("verdict", "SAME", "reason", "住所の表記の違いのみ。");
            case "Task_ConfirmMergedReceipt" -> plan.has(Trait.CARD_MISSING) ? Map.of("receipt", "NOT_ARRIVED", "note", "便に入っていない。")
                    : Map.of("receipt", "RECEIVED", "reference", seal);
            case "Task_ForwardToMunicipality" -> Map.of("reference", seal, "seal", seal);
            case "Task_ConfirmAtMunicipality" -> Map.of("reference", seal);
            case "Task_HandOverAtBureau", "Task_HandOverAtMunicipality" -> Map.of("handover", "HANDED_OVER", "identityChecked", true,
                    "residenceCard", "SURRENDERED", "myNumberCard", person.holdsMyNumberCard(plan) ? "SURRENDERED" : "NONE",
                    "notCarriedOverTold", true, "signatureTaken", true, "note", "確認した。");
            case "Task_IssueResidenceCard" -> Map.of("identityChecked", true, "residenceCard", "SURRENDERED", "functionEndTold", true,
                    "signatureTaken", true);
            default -> LinkWalk.form(item.taskKey(), true);
        };
    }

    private Map<String, Object> accept(CaseFile file, SampleResident person, ResidentPlan plan) {
        if (plan.has(Trait.LACKS_PAPERS)) {
            return Map.of("acceptance", "ASK", "mergedCardAsked", false, "explainedByMe", false, "question", "在職を証明する書類をお持ちください。");
        }
        var form = new LinkedHashMap<String, Object>(Map.of("acceptance", "ACCEPTED", "appearing", plan.has(Trait.CHILD)
                ? "LEGAL_REPRESENTATIVE" : "SELF", "documents", List.of("RESIDENCE_FORM", "PASSPORT", "RESIDENCE_CARD", "PHOTO"),
                "note", "原本を確認した。"));
        if (plan.has(Trait.CHILD)) {
            form.put("proof", "出生証明書");
        }
        boolean asks = plan.has(Trait.ASKS) && wish.of(file.number()).isEmpty();
        form.putAll(Map.of("mergedCardAsked", asks, "explainedByMe", asks, "explainedIn", asks ? person.language() : ""));
        return form;
    }

    private Map<String, Object> examine(SampleResident person, ResidentPlan plan) {
        if (plan.has(Trait.REFUSED)) {
            return Map.of("baseDecision", "REFUSED", "refusalReason", "NO_REASONABLE_GROUNDS", "note", "活動の継続が確認できない。");
        }
        if (!plan.baseProcedure().equals("EXTENSION")) {
            return Map.of("baseDecision", "GRANTED");
        }
        int years = person.seq() % 3 == 0 ? 1 : 3;
        LocalDate from = person.stayEnds().isBefore(Tokyo.today(clock)) ? Tokyo.today(clock) : person.stayEnds();
        return Map.of("baseDecision", "GRANTED", "grantedMonths", 12 * years, "grantedUntil", from.plusYears(years).toString());
    }

    private static CurrentUser holder(CaseFile file) {
        return CurrentUser.applicant(file.accountId().toString());
    }
}
