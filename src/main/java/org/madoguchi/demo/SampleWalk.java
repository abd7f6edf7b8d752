package org.madoguchi.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.demo.SamplePlan.Trait;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.eligibility.EligibilityRequest;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.loss.Loss;
import org.madoguchi.loss.Losses;
import org.madoguchi.loss.Returns;
import org.madoguchi.portal.Applications;
import org.madoguchi.portal.HolderActions;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.MyNumber;
import org.madoguchi.programme.Purpose;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What the people of one sample case do next: the applicant, and whoever has the open task. Looks only at the case. */
@Component
@Profile({"demo", "simulators"})
public class SampleWalk {

    /** How long the diplomatic pouch takes. */
    private static final Duration POUCH = Duration.ofDays(6);

    private final Applications applications;
    private final HolderActions holders;
    private final Appointments appointments;
    private final Worklist worklist;
    private final CaseFiles cases;
    private final LinkWalk links;
    private final Losses losses;
    private final Returns returns;
    private final NumberVault vault;
    private final ApplicantAccounts accounts;
    private final MissionCapabilities capabilities;
    private final Offices offices;
    private final Simulators simulators;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final Clock clock;

    SampleWalk(Applications applications, HolderActions holders, Appointments appointments, Worklist worklist, CaseFiles cases,
            LinkWalk links, Losses losses, Returns returns, NumberVault vault, ApplicantAccounts accounts,
            MissionCapabilities capabilities, Offices offices, Simulators simulators, TransactionTemplate transaction, JsonMapper json,
            Clock clock) {
        this.applications = applications;
        this.holders = holders;
        this.appointments = appointments;
        this.worklist = worklist;
        this.cases = cases;
        this.links = links;
        this.losses = losses;
        this.returns = returns;
        this.vault = vault;
        this.accounts = accounts;
        this.capabilities = capabilities;
        this.offices = offices;
        this.simulators = simulators;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /** The person applies; {@code remember} runs in the same transaction. */
    public String apply(SamplePerson person, SamplePlan plan, Consumer<String> remember) {
        simulators.familyRegister().register(person.registered(plan));
        return transaction.execute(status -> {
            UUID account = accounts.findOrCreate(person.email(), person.language());
            var card = plan.has(Trait.FEE) ? new EligibilityRequest.Card(true, CardState.LAPSED_ON_DEPARTURE, null, false, null)
                    : new EligibilityRequest.Card(false, null, null, null, null);
            var facts = EligibilityRequest.overseas(Purpose.NEW, true, false, !plan.has(Trait.CONFLICTING_FACTS), true,
                    !plan.has(Trait.DOMICILE_UNKNOWN), true, person.birthDate(), person.departedOn(), null, Channel.ONLINE, card);
            Map<String, Object> answers = new LinkedHashMap<>(json.convertValue(facts,
                    new tools.jackson.core.type.TypeReference<Map<String, Object>>() {}));
            answers.values().removeIf(java.util.Objects::isNull);
            UUID number = person.statesNumber(plan) ? vault.store(MyNumber.of(person.myNumber())) : null;
            var applicant = new Applicant(person.familyName(), person.givenName(), person.familyKana(), person.givenKana(),
                    person.familyLatin(), person.givenLatin(), person.birthDate(), person.sex(), person.domicile(), person.departedOn(),
                    "+1 555 01%02d".formatted(person.seq() % 100), true, "ADULT", null, null, number, answers);
            String caseNumber = applications.submit(new Applications.Application(facts, applicant, person.municipalityCode(),
                    person.missionCode(), person.photo(), false, account, person.language()), CurrentUser.applicant(account.toString()));
            remember.accept(caseNumber);
            return caseNumber;
        });
    }

    /**
     * Does the next thing.
     *
     * @return how long until somebody looks again, or empty where the plan ends here
     */
    public Optional<Duration> step(String caseNumber, SamplePerson person, SamplePlan plan) {
        CaseFile file = cases.get(caseNumber);
        Optional<WorkItem> task = worklist.ofCase(caseNumber).stream().filter(WorkItem::open).findFirst();
        if (task.isPresent()) {
            return work(task.get(), file, person, plan);
        }
        CurrentUser holder = CurrentUser.applicant(file.accountId().toString());
        if (!file.open()) {
            return afterwards(file, holder, plan);
        }
        return switch (file.state()) {
            case WAITING_FOR_APPLICANT -> answer(file, holder, plan);
            case WAITING_FOR_PAYMENT -> {
                if (plan.has(Trait.NEVER_PAYS)) {
                    yield Optional.empty();
                }
                simulators.payment().pay(caseNumber);
                yield Optional.of(Duration.ofHours(5));
            }
            case IN_PRODUCTION -> {
                if (plan.has(Trait.WITHDRAWS)) {
                    holders.withdraw(caseNumber, holder);
                }
                yield plan == SamplePlan.IN_PRODUCTION ? Optional.empty() : Optional.of(Duration.ofDays(2));
            }
            case READY_FOR_COLLECTION -> book(file, holder, plan);
            case VISIT_BOOKED -> plan == SamplePlan.VISIT_BOOKED ? Optional.empty() : untilTheVisit(caseNumber);
            default -> Optional.of(Duration.ofHours(20));
        };
    }

    /** What befalls the card in its holder's hand, or what it was made from. */
    private Optional<Duration> afterwards(CaseFile file, CurrentUser holder, SamplePlan plan) {
        String number = file.number();
        if (plan.has(Trait.WRONG_LINK)) {
            return links.step(number, holder, plan == SamplePlan.COPIES_TOLD);
        }
        if (plan.has(Trait.RETURNS_CARD) && returns.of(number).isEmpty()) {
            returns.request(number, holder);
            return Optional.of(Duration.ofDays(2));
        }
        if (!plan.has(Trait.LOSES_CARD)) {
            return Optional.empty();
        }
        Optional<Loss> loss = losses.of(number);
        if (loss.isEmpty()) {
            losses.report(number, new Losses.Report(file.number().hashCode() % 2 == 0 ? Loss.What.LOST : Loss.What.STOLEN, null, false), holder);
            return Optional.of(Duration.ofHours(30));
        }
        if (loss.get().open() && !loss.get().policeReported()) {
            losses.police(number, new Losses.PoliceReport("LP-%05d".formatted(Math.floorMod(number.hashCode(), 100_000)),
                    "Central Police Station", Tokyo.today(clock).minusDays(1)), holder);
            return plan.has(Trait.FINDS_CARD) ? Optional.of(Duration.ofDays(2)) : Optional.empty();
        }
        if (loss.get().state() == Loss.State.SUSPENDED && plan.has(Trait.FINDS_CARD)) {
            losses.found(number, holder);
            return Optional.of(Duration.ofDays(1));
        }
        return Optional.empty();
    }

    private Optional<Duration> answer(CaseFile file, CurrentUser holder, SamplePlan plan) {
        if (cases.openRequest(file.number()).isPresent()) {
            return plan == SamplePlan.LAPSED ? Optional.of(Duration.ofDays(10)) : Optional.empty();
        }
        if (plan.has(Trait.NEVER_CONFIRMS)) {
            return Optional.empty();
        }
        holders.confirmRecord(file.number(), true, holder);
        return Optional.of(Duration.ofHours(30));
    }

    private Optional<Duration> book(CaseFile file, CurrentUser holder, SamplePlan plan) {
        if (plan.has(Trait.NEVER_BOOKS)) {
            return Optional.empty();
        }
        ZoneId zone = offices.get(file.missionCode()).zone();
        LocalDate from = LocalDate.ofInstant(clock.instant(), zone).plusDays(plan == SamplePlan.VISIT_BOOKED ? 6 : 3);
        List<Appointments.Slot> free = appointments.freeSlots(file.missionCode(), from, Appointments.MOST_DAYS).stream()
                .filter(slot -> slot.free() > 0).toList();
        if (free.isEmpty()) {
            return Optional.of(Duration.ofDays(1));
        }
        appointments.book(file.number(), free.get(file.number().hashCode() % 7 + 7 < free.size() ? Math.abs(file.number().hashCode() % 7) : 0)
                .start().toInstant(), holder);
        return Optional.of(Duration.ofHours(12));
    }

    private Optional<Duration> untilTheVisit(String caseNumber) {
        Instant start = appointments.booked(caseNumber).orElseThrow().start();
        Duration left = Duration.between(clock.instant(), start.plusSeconds(600));
        return Optional.of(left.isNegative() ? Duration.ofHours(1) : left);
    }

    private Optional<Duration> work(WorkItem item, CaseFile file, SamplePerson person, SamplePlan plan) {
        if (item.taskKey().equals(plan.stopsAtTask)) {
            return Optional.empty();
        }
        Duration onItsWay = Duration.between(clock.instant(), item.createdAt().plus(POUCH));
        if (item.taskKey().equals("Task_ConfirmCardReceipt") && !onItsWay.isNegative() && !onItsWay.isZero()) {
            return Optional.of(onItsWay);
        }
        CurrentUser officer = worklist.candidates(item).stream().filter(one -> worklist.barred(item, one).isEmpty()).findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody can do " + item.taskKey() + " at " + item.officeCode()));
        worklist.complete(item.taskId(), json.valueToTree(form(item, file, person, plan)), officer);
        return Optional.of(Duration.ofHours(9 + Math.floorMod(item.taskId().hashCode(), 40)));
    }

    private Map<String, Object> form(WorkItem item, CaseFile file, SamplePerson person, SamplePlan plan) {
        String seal = "SEAL-%05d".formatted(person.seq());
        return switch (item.taskKey()) {
            case "Task_ReviewEligibility" -> Map.of("outcome", "ELIGIBLE", "reason", "転出届の写しで確認。");
            case "Task_ReviewMatch", "Task_SecondReviewMatch" -> Map.of("verdict", "SAME", "reason", "異体字の違いのみ。他の項目はすべて一致。");
            case "Task_ResolveNotFound" -> Map.of("resolution", "NOT_LINKED", "reason", "再照会しても該当なし。");
            case "Task_InvestigateConflict" -> Map.of("investigation", "SEPARATE", "reason", "別人の記録。");
            case "Task_ExamineApplication" -> plan.has(Trait.REFUSED)
                    ? Map.of("examination", "REFUSE", "refusalReason", "DOCUMENTS_MISSING", "note", "必要な書類の提出がない。")
                    : plan.has(Trait.ASKED_FOR_PHOTO)
                            ? Map.of("examination", "ASK", "wanted", "PHOTO_WANTED", "question", "背景に影があります。無地の背景で撮り直した写真をお送りください。")
                            : Map.of("examination", "ISSUE");
            case "Task_ConfirmRefusal" -> Map.of("refusal", "CONFIRMED", "note", "確認した。");
            case "Task_PassOnCard", "Task_ForwardToNewPlace" -> Map.of("reference", seal, "seal", seal);
            case "Task_ConfirmForwardedCard" -> Map.of("receipt", "RECEIVED", "reference", seal);
            case "Task_ConfirmCardReceipt" -> plan.has(Trait.CARD_MISSING) ? Map.of("receipt", "NOT_ARRIVED", "note", "便に入っていない。")
                    : Map.of("receipt", "RECEIVED", "reference", seal);
            case "Task_VerifyIdentity" -> visit(item, person, plan);
            case "Task_SecondVerification" -> Map.of("face", "SAME", "decision", "VERIFIED");
            case "Task_PrepareHandover" -> Map.of("preparation", "READY", "oldCard", "NONE", "pin", capabilities.of(file.missionCode()).pin().name());
            case "Task_HandOverCard" -> Map.of("handover", "HANDED_OVER", "signatureTaken", true, "servicesShown", true);
            case "Task_DisposeOfCard" -> Map.of("method", capabilities.of(item.officeCode()).disposal().name(), "reference", seal);
            case "Task_WitnessDisposal" -> Map.of("witness", "CONFIRMED");
            case "Task_LiftAtMission" -> Map.of("lift", "LIFTED", "identityChecked", true, "cardInHand", true);
            case "Task_TakeBackAtMission" -> Map.of("takeBack", "TAKEN_BACK", "identityChecked", true, "disposal", "RETURN",
                    "reference", seal);
            default -> LinkWalk.form(item.taskKey(), false);
        };
    }

    private Map<String, Object> visit(WorkItem item, SamplePerson person, SamplePlan plan) {
        boolean first = worklist.ofCase(item.caseNumber()).stream().filter(one -> one.taskKey().equals(item.taskKey())).count() == 1;
        if (plan.has(Trait.NO_SHOW_ONCE) && first) {
            return Map.of("attendance", "DID_NOT_COME", "decision", "NO_SHOW");
        }
        String[] passport = person.passport(Tokyo.today(clock));
        var entries = new LinkedHashMap<String, Object>(Map.of("attendance", "CAME", "mrzLine1", passport[0], "mrzLine2", passport[1],
                "oldCard", "NONE_EXPECTED"));
        entries.putAll(plan.has(Trait.FACE_IN_DOUBT)
                ? Map.of("face", "IN_DOUBT", "decision", "DOUBT", "reason", "FACE_IN_DOUBT", "note", "髪型が写真と大きく異なる。")
                : Map.of("face", "SAME", "decision", "VERIFIED"));
        return entries;
    }
}
