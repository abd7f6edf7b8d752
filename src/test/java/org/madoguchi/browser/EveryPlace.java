package org.madoguchi.browser;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.accessregister.ReadingQuestions;
import org.madoguchi.accessregister.UnusualReadings;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Name;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.NumberPurpose;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.issuance.Issuance;
import org.madoguchi.issuance.PinResets;
import org.madoguchi.journeys.ResidentCards;
import org.madoguchi.journeys.World;
import org.madoguchi.linkage.Correction;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.loss.Loss;
import org.madoguchi.loss.Losses;
import org.madoguchi.loss.Returns;
import org.madoguchi.names.NameChange.Ground;
import org.madoguchi.names.NameChange.Stated;
import org.madoguchi.names.NameChanges;
import org.madoguchi.numbers.NumberRequest;
import org.madoguchi.numbers.NumberRequests;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** One case at every place where a case can be, all of the same applicant, so that each page has something to show. */
@TestComponent
class EveryPlace {

    static final String EMAIL = "everywhere@example.com";
    private static final String OTHER_MISSION = "TH-CNX";
    /** Plans of so many days and more come before those that wait for somebody. */
    private static final int LONG = 30;
    private static final Instant TODAY = World.BEGIN.plus(Duration.ofDays(25));

    /** Those that take long first: each begins on the same day, and time goes on for everybody who is already there. */
    private static final List<SamplePlan> PLANS = List.of(SamplePlan.LAPSED, SamplePlan.CARD_RETURNED,
            SamplePlan.CARD_RELEASED, SamplePlan.CARD_FOUND, SamplePlan.CARD_SUSPENDED, SamplePlan.CARD_TO_BE_RETURNED, SamplePlan.HANDED_OVER,
            SamplePlan.WITHDRAWN,
            SamplePlan.REFUSED, SamplePlan.ABOUT_TO_HAND_OVER, SamplePlan.PREPARING, SamplePlan.FACE_IN_DOUBT,
            SamplePlan.AT_THE_COUNTER, SamplePlan.INVITED, SamplePlan.CARD_MISSING, SamplePlan.CARD_IN_POUCH, SamplePlan.VISIT_BOOKED,
            SamplePlan.IN_PRODUCTION, SamplePlan.FEE_TO_PAY, SamplePlan.REFUSAL_PROPOSED, SamplePlan.PHOTO_WANTED, SamplePlan.EXAMINING,
            SamplePlan.HOLDER_ASKED, SamplePlan.RECORDS_CONFLICT, SamplePlan.NOT_IN_REGISTER, SamplePlan.VARIANT_SECOND,
            SamplePlan.VARIANT_NAME, SamplePlan.UNKNOWN_DOMICILE, SamplePlan.FACTS_CONFLICT);

    private UUID readingQuestion;
    private long reading;
    private String withNumber;
    private String inCorrection;
    private String corrected;

    private final AccessRegister register;
    private final UnusualReadings unusual;
    private final ReadingQuestions questions;
    private final NumberRequests numbers;
    private final World world;
    private final CaseFlow flow;
    private final PinResets pinResets;
    private final NameChanges names;
    private final Corrections corrections;
    private final Worklist worklist;
    private final Issuance issuance;
    private final CaseFiles cases;
    private final Losses losses;
    private final Returns returns;
    private final ResidentCards residents;
    private final Simulators simulators;
    private final Staff staff;
    private final MovableClock clock;
    private final JdbcClient sql;
    private final JsonMapper json;
    private final Map<SamplePlan, String> byPlan = new EnumMap<>(SamplePlan.class);
    private final Map<ResidentPlan, String> byResidentPlan = new EnumMap<>(ResidentPlan.class);
    private final Map<String, WorkItem> byTask = new LinkedHashMap<>();
    private String lostAbroad;
    private String renamed;

    EveryPlace(AccessRegister register, UnusualReadings unusual, ReadingQuestions questions, NumberRequests numbers, World world, CaseFlow flow,
            PinResets pinResets, NameChanges names, Corrections corrections, Worklist worklist, Issuance issuance, CaseFiles cases, Losses losses, Returns returns,
            ResidentCards residents, Simulators simulators, Staff staff,
            MovableClock clock, JdbcClient sql, JsonMapper json) {
        this.register = register;
        this.unusual = unusual;
        this.questions = questions;
        this.numbers = numbers;
        this.world = world;
        this.flow = flow;
        this.pinResets = pinResets;
        this.names = names;
        this.corrections = corrections;
        this.worklist = worklist;
        this.issuance = issuance;
        this.cases = cases;
        this.losses = losses;
        this.returns = returns;
        this.residents = residents;
        this.simulators = simulators;
        this.staff = staff;
        this.clock = clock;
        this.sql = sql;
        this.json = json;
    }

    void fill() {
        residents(plan -> plan.days() >= LONG);
        for (SamplePlan plan : PLANS) {
            byPlan.put(plan, walk(plan));
        }
        rejectedByTheProducer();
        viaTheMunicipality();
        notPutIntoForce();
        disposedOf();
        correctLinks();
        forwarded();
        residents();
        residents(plan -> plan.days() < LONG);
        mergedCardRejected();
        mergedCardDisposedOf();
        forgottenPins();
        otherNames();
        withNumber = Stream.generate(() -> walk(SamplePlan.EXAMINING)).filter(number -> cases.get(number).applicant().numberRef() != null)
                .findFirst().orElseThrow();
        atTwoMissions();
        readAtNight();
        clock.stopAt(TODAY);
        world.settle();
        for (WorkItem item : sql.sql("select distinct case_number from work_item where closed_at is null").query(String.class).list()
                .stream().flatMap(number -> worklist.ofCase(number).stream()).filter(WorkItem::open).toList()) {
            byTask.putIfAbsent(item.taskKey(), item);
        }
        aColleagueAsks();
    }

    private void aColleagueAsks() {
        WorkItem task = worklist.ofCase(byPlan.get(SamplePlan.EXAMINING)).stream().filter(WorkItem::open).findFirst().orElseThrow();
        sql.sql("""
                insert into work_question (occasion, task_id, case_number, by_id, asked_id, question, asked_at)
                values (gen_random_uuid(), :task, :case, 'municipal-officer-a', 'municipal-officer-b', '附票も見ますか。', now())
                """).param("task", task.taskId()).param("case", task.caseNumber()).update();
    }

    /** An officer opens a case in the night, and its holder asks about another reading. */
    private void readAtNight() {
        CaseFile file = cases.get(byPlan.get(SamplePlan.EXAMINING));
        clock.stopAt(TODAY.minus(Duration.ofHours(8)));
        cases.open(file.number(), world.officer(Role.MUNICIPAL_OFFICER, "a"), Purpose.CASE_WORK);
        unusual.look();
        reading = register.readingsOf(file.number(), Tokyo.ZONE, 0, 1).get(0).id();
        questions.ask(file.number(), file.accountId(), file.language(), reading, ReadingQuestions.Reason.NOT_EXPECTED, "夜中に見られています。");
        readingQuestion = questions.waiting().get(0).id();
    }

    /** Under examination, and its applicant stated a My Number: not all do. */
    String withNumber() {
        return withNumber;
    }

    /** The page of a request to see a My Number: one that waits for the second person, or one that was released; a new one when that was used. */
    String numberRequest(boolean released) {
        String number = withNumber();
        CurrentUser asker = world.officer(released ? Role.MUNICIPAL_OFFICER : Role.MUNICIPAL_SUPERVISOR, "a");
        CurrentUser second = world.officer(Role.MUNICIPAL_OFFICER, "b");
        UUID request = numbers.ofCase(cases.get(number)).stream().filter(one -> one.open() && one.askedBy().equals(asker.id())).map(NumberRequest::id)
                .findFirst().orElseGet(() -> numbers.ask(number, NumberPurpose.RECORD_IN_DOUBT, "同姓同名の記録が二つある。", asker));
        if (released && numbers.of(cases.get(number), request).state() == NumberRequest.State.ASKED) {
            numbers.release(number, request, second);
        }
        return "/cases/" + number + "/number/" + request;
    }

    long unusualReading() {
        return unusual.list(false, null, 1).get(0).id();
    }

    /** Somebody read the case under examination. */
    long reading() {
        return reading;
    }

    UUID readingQuestion() {
        return readingQuestion;
    }

    private void residents(Predicate<ResidentPlan> which) {
        Arrays.stream(ResidentPlan.values()).filter(which).sorted(Comparator.comparing(ResidentPlan::days).reversed())
                .forEach(plan -> byResidentPlan.put(plan, walk(plan)));
    }

    private String walk(ResidentPlan plan) {
        world.begin();
        return world.walk(world.resident(plan).under(EMAIL), plan);
    }

    private void mergedCardRejected() {
        simulators.jLis().rejectLaterNext(1, "NAME_NOT_PRINTABLE");
        walk(ResidentPlan.CARD_BEING_MADE);
        world.pass(Duration.ofDays(12));
        simulators.jLis().behave();
    }

    private void mergedCardDisposedOf() {
        Map<String, Object> damaged = Map.of("receipt", "DAMAGED", "note", "封が破れていた。");
        complete(walk(ResidentPlan.CARD_ON_ITS_WAY), damaged);
        String second = walk(ResidentPlan.CARD_ON_ITS_WAY);
        complete(second, damaged);
        complete(second, Map.of("method", "DESTROY", "reference", "SHRED-2"));
    }

    private String walk(SamplePlan plan) {
        world.begin();
        return world.walk(theSameApplicant(world.somebody(plan)), plan);
    }

    private static SamplePerson theSameApplicant(SamplePerson p) {
        return new SamplePerson(p.seq(), p.familyName(), p.givenName(), p.familyKana(), p.givenKana(), p.familyLatin(), p.givenLatin(),
                p.birthDate(), p.sex(), p.domicile(), p.municipalityCode(), p.missionCode(), p.departedOn(), p.myNumber(), EMAIL, "ja");
    }

    private void rejectedByTheProducer() {
        simulators.jLis().rejectLaterNext(1, "PHOTO_UNSUITABLE");
        walk(SamplePlan.IN_PRODUCTION);
        world.pass(Duration.ofDays(12));
    }

    private void viaTheMunicipality() {
        route("VIA_MUNICIPALITY");
        walk(SamplePlan.IN_PRODUCTION);
        String ended = walk(SamplePlan.IN_PRODUCTION);
        String destroyed = walk(SamplePlan.IN_PRODUCTION);
        world.pass(Duration.ofDays(12));
        route("DIRECT");
        for (String number : List.of(ended, destroyed)) {
            flow.tell(number, "case-ended", Map.of("ending", "WITHDRAWN"));
            world.settle();
        }
        complete(destroyed, Map.of("method", "DESTROY", "reference", "SHRED-2"));
    }

    private void route(String route) {
        sql.sql("update mission_capability set route = :route where office_code = :office").param("route", route)
                .param("office", World.MISSION).update();
    }

    private void notPutIntoForce() {
        String number = walk(SamplePlan.PREPARING);
        simulators.jLis().rejectNext(1, "CARD_STOPPED");
        complete(number, Map.of("preparation", "READY", "oldCard", "NONE", "pin", "SEALED_FORM"));
        simulators.jLis().behave();
    }

    private void disposedOf() {
        Map<String, Object> damaged = Map.of("receipt", "DAMAGED", "note", "封が破れていた。");
        complete(walk(SamplePlan.CARD_IN_POUCH), damaged);
        String second = walk(SamplePlan.CARD_IN_POUCH);
        complete(second, damaged);
        complete(second, Map.of("method", "DESTROY", "reference", "SHRED-1"));
    }

    private void forwarded() {
        atTwoMissions();
        askForAnotherMission(walk(SamplePlan.INVITED));
        for (String pouch : List.of("POUCH-9", "POUCH-10")) {
            String number = walk(SamplePlan.INVITED);
            askForAnotherMission(number);
            atTwoMissions();
            complete(number, Map.of("reference", pouch));
            if (pouch.equals("POUCH-10")) {
                complete(number, Map.of("receipt", "NOT_ARRIVED", "note", "便に入っていない。"));
            }
        }
    }

    /** Every walk hires the staff anew, at one mission each. */
    private void atTwoMissions() {
        staff.put(new CurrentUser("consular-clerk-b", CurrentUser.Kind.STAFF, "担当b", "Officer b",
                Set.of(new Post(Role.CONSULAR_CLERK, World.MISSION), new Post(Role.CONSULAR_CLERK, OTHER_MISSION))));
    }

    /** Somebody abroad and a resident whose names are being looked at, and a card in force with another name on it. */
    private void otherNames() {
        renamed = walk(SamplePlan.EXAMINING);
        otherName(renamed, true);
        otherName(walk(ResidentPlan.PERMISSION_GIVEN), false);
        names.ofCard(byPlan.get(SamplePlan.HANDED_OVER), Tokyo.today(clock), holderOf(byPlan.get(SamplePlan.HANDED_OVER)));
        world.settle();
    }

    private void otherName(String number, boolean abroad) {
        var person = cases.get(number).applicant();
        Name name = abroad ? new Name("小林", person.givenName(), "コバヤシ", person.givenKana(), "KOBAYASHI", person.givenLatin())
                : new Name("TRAN", person.givenName(), "", "", "TRAN", person.givenLatin());
        names.state(number, new Stated(name, Tokyo.today(clock), abroad ? Ground.MARRIAGE : Ground.NEW_PASSPORT), holderOf(number));
        world.settle();
    }

    private CurrentUser holderOf(String number) {
        return CurrentUser.applicant(cases.get(number).accountId().toString());
    }

    /** A case in which a change of name is being looked at. */
    String renamed() {
        return renamed;
    }

    private void forgottenPins() {
        for (String number : List.of(walk(SamplePlan.HANDED_OVER), residents.handedOver(EMAIL, "COUNTER"))) {
            pinResets.ask(number, CurrentUser.applicant(cases.get(number).accountId().toString()));
            world.settle();
        }
    }

    /** Residents with a card that was found, at either counter, or is to be given back there. */
    private void residents() {
        for (String channel : List.of("COUNTER", "MUNICIPALITY")) {
            String found = residents.handedOver(EMAIL, channel);
            CurrentUser holder = CurrentUser.applicant(cases.get(found).accountId().toString());
            losses.report(found, new Losses.Report(Loss.What.LOST, null, true), holder);
            world.settle();
            lostAbroad = found;
            if (channel.equals("COUNTER")) {
                losses.found(found, holder);
            }
            returns.request(residents.handedOver(EMAIL, channel), holder);
            world.settle();
        }
        String atMunicipality = residents.handedOver(EMAIL, "MUNICIPALITY");
        CurrentUser holder = CurrentUser.applicant(cases.get(atMunicipality).accountId().toString());
        losses.report(atMunicipality, new Losses.Report(Loss.What.STOLEN, null, false), holder);
        world.settle();
        losses.found(atMunicipality, holder);
    }

    /** A correction at each of its tasks, and an anonymous report without a case. */
    private void correctLinks() {
        corrections.reportAnonymously(null, "保険証の画面", "別の人の名前が出ています。");
        corrections.reportAnonymously(walk(SamplePlan.EXAMINING), null, "番号が違うようです。");
        Map<String, Object> filed = Map.of("filedOn", "today", "recipient", "個人情報保護委員会", "reference", "1", "summary", "概要");
        Map<String, Object> everything = new LinkedHashMap<>(filed);
        everything.putAll(Map.of("items", "氏名", "persons", 1, "cause", "原因", "secondaryDamage", "なし", "actionToPersons", "連絡",
                "publication", "件数", "prevention", "防止"));
        List<Step> steps = List.of(
                new Step("Task_TraceCopies", Map.of("added", List.of("OTHER"), "other", "市の台帳", "complete", true)),
                new Step("Task_ProposeCorrection", Map.of("proposal", "UNLINK", "reason", "別人の記録。")),
                new Step("Task_ConfirmCorrection", Map.of("confirmation", "CONFIRMED")),
                new Step("Task_CheckReadLog", Map.of("verdict", "THIRD_PARTY", "views", 1, "persons", 1, "note", "一人が見ていた。")),
                new Step("Task_FilePreliminaryReport", filed),
                new Step("Task_FileFinalReport", everything));
        inCorrection = correctedUpTo(1, steps);
        for (int done : new int[] {0, 2, 3, 4, 5}) {
            correctedUpTo(done, steps);
        }
        corrected = correctedUpTo(steps.size(), steps);
        String chased = report(walk(SamplePlan.EXAMINING));
        correct(chased, steps.get(0));
    }

    private record Step(String taskKey, Map<String, Object> form) {}

    private String report(String number) {
        CurrentUser holder = CurrentUser.applicant(cases.get(number).accountId().toString());
        corrections.report(number, Correction.Reporter.HOLDER, "この記録は私のものではありません。", holder);
        return number;
    }

    private String correctedUpTo(int done, List<Step> steps) {
        String number = report(walk(SamplePlan.EXAMINING));
        for (Step step : steps.subList(0, done)) {
            correct(number, step);
            corrections.latest(number).stream().flatMap(one -> corrections.copies(one).stream()).filter(copy -> !copy.confirmed())
                    .forEach(copy -> corrections.confirmCopy(number, copy.id(), "電話で確認", world.officer(Role.LINKAGE_OFFICER, "a")));
        }
        return number;
    }

    private void correct(String number, Step step) {
        WorkItem item = worklist.ofCase(number).stream().filter(one -> one.open() && one.taskKey().equals(step.taskKey())).findFirst().orElseThrow();
        Map<String, Object> form = new LinkedHashMap<>(step.form());
        form.computeIfPresent("filedOn", (field, today) -> Tokyo.today(clock).toString());
        worklist.complete(item.taskId(), json.valueToTree(form), whoMayDo(item));
        world.settle();
    }

    /** A case whose link is frozen. */
    String inCorrection() {
        return inCorrection;
    }

    /** A case whose correction has come to its last task. */
    String corrected() {
        return corrected;
    }

    private void askForAnotherMission(String number) {
        UUID account = cases.get(number).accountId();
        issuance.requestChange(number, Issuance.Change.COLLECTION_PLACE, OTHER_MISSION, CurrentUser.applicant(account.toString()));
        world.settle();
    }

    private void complete(String number, Map<String, Object> form) {
        WorkItem item = world.openTask(number);
        worklist.complete(item.taskId(), json.valueToTree(form), whoMayDo(item));
        world.settle();
    }

    /** The number of the case that was walked by this plan. */
    String caseOf(SamplePlan plan) {
        return byPlan.get(plan);
    }

    /** The case that issued the card of a resident who lost it abroad. */
    String lostAbroad() {
        return lostAbroad;
    }

    /** The number of the resident's case that was walked by this plan. */
    String caseOf(ResidentPlan plan) {
        return byResidentPlan.get(plan);
    }

    /** The tasks that are open somewhere. */
    Set<String> taskKeys() {
        return byTask.keySet();
    }

    WorkItem task(String taskKey) {
        return byTask.get(taskKey);
    }

    CurrentUser whoMayDo(WorkItem item) {
        return worklist.candidates(item).stream().filter(one -> worklist.barred(item, one).isEmpty()).findFirst().orElseThrow();
    }
}
