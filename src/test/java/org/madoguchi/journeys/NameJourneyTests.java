package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile.Name;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.partners.JLisSimulator.Order;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.names.NameChange;
import org.madoguchi.names.NameChange.Decision;
import org.madoguchi.names.NameChange.Ground;
import org.madoguchi.names.NameChange.Stated;
import org.madoguchi.names.NameChanges;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.HolderActions;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** A name that changes in mid-case, at every stage of it, and on a card in force; abroad and for residents. */
@MadoguchiTest
@Import({World.class, ResidenceWorld.class})
class NameJourneyTests {

    @Autowired
    World world;

    @Autowired
    ResidenceWorld residents;

    @Autowired
    NameChanges names;

    @Autowired
    LinkedRecords links;

    @Autowired
    CaseFiles cases;

    @Autowired
    HolderActions holders;

    @Autowired
    Worklist worklist;

    @Autowired
    Simulators simulators;

    @Autowired
    MockMvcTester pages;

    @Autowired
    JsonMapper json;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void begin() {
        world.begin();
    }

    @AfterEach
    void the_clock_runs_again() {
        simulators.behave();
        clock.run();
    }

    // Abroad

    @Test
    void the_link_is_frozen_at_once_and_the_register_matched_again_under_the_new_name() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.EXAMINING);
        assertThat(links.linkedTo(number)).isPresent();

        SamplePerson after = married(before);
        names.state(number, stated(after, Ground.MARRIAGE), holder(number));
        assertThat(links.linkedTo(number)).isEmpty();
        assertThat(links.held(number)).isTrue();

        world.settle();
        assertThat(world.openTasks(number)).containsExactlyInAnyOrder("Task_ExamineApplication", "Task_DecideNameChange");
        assertThat(notices(number)).contains("name-change-received");

        simulators.familyRegister().rename(number, after.familyName(), after.givenName(), after.familyKana(), after.givenKana());
        does(number, "Task_DecideNameChange", Map.of("nameDecision", "CORRECT", "note", "戸籍の記載を確認した。"));
        assertThat(world.file(number).applicant().fullName()).isEqualTo(name(after));
        assertThat(world.openTasks(number)).isEmpty();
        assertThat(world.file(number).state()).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
        assertThat(links.linkedTo(number)).isEmpty();
        assertThat(events(number)).contains("NAME_CHANGE_STATED", "NAME_CORRECTED", "LINK_GIVEN_UP", "MATCHED_AGAIN");
        assertThat(names.all(number)).singleElement().satisfies(change -> {
            assertThat(change.before()).isEqualTo(name(before));
            assertThat(change.decision()).isEqualTo(Decision.CORRECT);
        });

        world.walkOn(number, after, SamplePlan.HANDED_OVER);
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(worklist.ofCase(number)).filteredOn(item -> item.taskKey().equals("Task_ExamineApplication")).hasSize(2);
        assertThat(simulators.jLis().orders(number)).hasSize(1);
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(before);
        world.engineKnowsNothingOf(after);
    }

    @Test
    void a_name_that_changes_before_the_match_is_matched_as_it_is_now() {
        SamplePerson before = world.somebody(SamplePlan.UNKNOWN_DOMICILE);
        String number = upTo(before, SamplePlan.UNKNOWN_DOMICILE);
        assertThat(world.file(number).state()).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
        SamplePerson after = married(before);
        names.state(number, stated(after, Ground.MARRIAGE), holder(number));
        world.settle();
        does(number, "Task_DecideNameChange", Map.of("nameDecision", "CORRECT"));
        assertThat(world.file(number).applicant().name()).isEqualTo(after.familyName() + " " + after.givenName());
        assertThat(cases.openRequest(number)).as("what was asked is still wanted").isPresent();
        assertThat(events(number)).doesNotContain("MATCHED_AGAIN");
    }

    @Test
    void while_the_holder_has_yet_to_confirm_the_record_it_is_looked_for_again() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.HOLDER_ASKED);
        SamplePerson after = married(before);
        assertThat(simulators.familyRegister().nameChanged(number, after.familyName(), after.givenName(), after.familyKana(),
                after.givenKana(), today())).isTrue();
        world.settle();
        assertThat(world.openTasks(number)).containsExactly("Task_DecideNameChange");
        assertThat(names.open(number).orElseThrow().registeredAt()).isNotNull();

        refuses(number, Map.of("nameDecision", "CORRECT"), "NAME_INCOMPLETE");
        does(number, "Task_DecideNameChange", Map.of("nameDecision", "ASK", "question", "ローマ字の表記を教えてください。"));
        assertThat(notices(number)).contains("name-question");
        names.state(number, stated(after, Ground.MARRIAGE), holder(number));
        world.settle();
        does(number, "Task_DecideNameChange", Map.of("nameDecision", "CORRECT"));
        world.walkOn(number, after, SamplePlan.HANDED_OVER);
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
    }

    @Test
    void a_fee_that_was_paid_is_not_asked_for_again() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER_AFTER_FEE);
        String number = world.walk(before, SamplePlan.FEE_TO_PAY);
        simulators.payment().pay(number);
        world.settle();
        assertThat(world.file(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
        SamplePerson after = changes(number, before);
        world.walkOn(number, after, SamplePlan.HANDED_OVER_AFTER_FEE);
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(sql.sql("select state from fee_payment where case_number = :case").param("case", number).query(String.class).list())
                .containsExactly("PAID");
    }

    @Test
    void an_order_in_the_old_name_is_taken_back() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.IN_PRODUCTION);
        SamplePerson after = changes(number, before);
        assertThat(simulators.jLis().orders(number)).extracting(Order::state).containsExactly("CANCELLED");
        world.walkOn(number, after, SamplePlan.HANDED_OVER);
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(simulators.jLis().orders(number)).extracting(Order::state).containsExactly("CANCELLED", "ACTIVE");
    }

    @Test
    void nothing_is_ordered_while_the_name_is_being_looked_at_and_at_once_when_it_is_not() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.EXAMINING);
        names.state(number, stated(married(before), Ground.DIVORCE), holder(number));
        world.settle();
        does(number, "Task_ExamineApplication", Map.of("examination", "ISSUE"));
        world.pass(Duration.ofHours(1));
        assertThat(simulators.jLis().orders(number)).isEmpty();

        does(number, "Task_DecideNameChange", Map.of("nameDecision", "NOT_A_CHANGE", "note", "戸籍に変更の記載がない。"));
        world.pass(Duration.ofMinutes(10));
        assertThat(simulators.jLis().orders(number)).hasSize(1);
        assertThat(world.file(number).applicant().fullName()).isEqualTo(name(before));
        assertThat(notices(number)).contains("name-not-changed");
        world.walkOn(number, before, SamplePlan.HANDED_OVER);
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
    }

    @Test
    void a_card_at_the_mission_is_disposed_of_by_two_people_and_made_again() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.VISIT_BOOKED);
        SamplePerson after = changes(number, before);
        assertThat(world.openTasks(number)).containsExactly("Task_DisposeOfCard");
        assertThat(events(number)).contains("VISIT_CANCELLED");
        world.walkOn(number, after, SamplePlan.HANDED_OVER);
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(simulators.jLis().orders(number)).extracting(Order::state).containsExactly("STOPPED", "ACTIVE");
        assertThat(worklist.ofCase(number)).extracting(WorkItem::taskKey).contains("Task_WitnessDisposal");
    }

    @Test
    void at_the_counter_a_card_in_the_old_name_is_not_handed_over() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.ABOUT_TO_HAND_OVER);
        SamplePerson after = married(before);
        names.state(number, stated(after, Ground.MARRIAGE), world.officer(Role.CONSULAR_OFFICER, "a"));
        world.settle();
        WorkItem handOver = task(number, "Task_HandOverCard");
        assertThatThrownBy(() -> worklist.complete(handOver.taskId(), json.valueToTree(Map.of("handover", "HANDED_OVER", "signatureTaken",
                true, "servicesShown", true)), officer(handOver))).isInstanceOf(Refusal.class).hasMessageContaining("NAME_CHANGE_OPEN");

        simulators.familyRegister().rename(number, after.familyName(), after.givenName(), after.familyKana(), after.givenKana());
        does(number, "Task_DecideNameChange", Map.of("nameDecision", "CORRECT"));
        assertThat(world.openTasks(number)).containsExactly("Task_DisposeOfCard");
        world.walkOn(number, after, SamplePlan.HANDED_OVER);
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(simulators.jLis().orders(number)).hasSize(2);
    }

    @Test
    void where_only_the_spelling_changes_the_office_may_keep_the_card() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.INVITED);
        Name spelled = new Name(before.familyName(), before.givenName(), before.familyKana(), before.givenKana(),
                before.familyLatin() + "H", before.givenLatin());
        names.state(number, new Stated(spelled, today(), Ground.OTHER), holder(number));
        world.settle();
        does(number, "Task_DecideNameChange", Map.of("nameDecision", "KEEP"));
        assertThat(world.file(number).applicant().familyLatin()).isEqualTo(spelled.familyLatin());
        assertThat(world.file(number).state()).isEqualTo(CaseState.READY_FOR_COLLECTION);
        assertThat(links.linkedTo(number)).isPresent();
        assertThat(notices(number)).contains("name-kept");

        names.state(number, stated(married(before), Ground.MARRIAGE), holder(number));
        world.settle();
        refuses(number, Map.of("nameDecision", "KEEP"), "KEEP_ONLY_SPELLING");
    }

    @Test
    void the_same_said_again_changes_nothing_and_something_else_takes_its_place() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.EXAMINING);
        Stated first = stated(married(before), Ground.MARRIAGE);
        names.state(number, first, holder(number));
        names.state(number, first, holder(number));
        world.settle();
        assertThat(names.all(number)).hasSize(1);
        assertThat(notices(number)).containsOnlyOnce("name-change-received");

        Name other = new Name("加藤", before.givenName(), "カトウ", before.givenKana(), "KATO", before.givenLatin());
        names.state(number, new Stated(other, today(), Ground.MARRIAGE), holder(number));
        world.settle();
        assertThat(names.all(number)).extracting(NameChange::decision).containsExactly(Decision.RESTATED, null);
        assertThat(world.openTasks(number)).containsOnlyOnce("Task_DecideNameChange");
        refuses(number, Map.of("nameDecision", "CORRECT", "change", names.all(number).get(0).id().toString()), "NAME_CHANGE_RESTATED");

        Stated asBefore = new Stated(name(before), today(), Ground.MARRIAGE);
        assertThatThrownBy(() -> names.state(number, asBefore, holder(number))).isInstanceOf(Refusal.class).hasMessageContaining("NAME_UNCHANGED");
        Stated tomorrow = new Stated(other, today().plusDays(1), Ground.MARRIAGE);
        assertThatThrownBy(() -> names.state(number, tomorrow, holder(number))).isInstanceOf(Refusal.class).hasMessageContaining("DATE_IN_FUTURE");
    }

    @Test
    void a_withdrawal_ends_the_look_at_the_name_too() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.EXAMINING);
        names.state(number, stated(married(before), Ground.MARRIAGE), holder(number));
        world.settle();
        holders.withdraw(number, holder(number));
        world.settle();
        assertThat(world.openTasks(number)).isEmpty();
        assertThat(world.file(number).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThatThrownBy(() -> names.state(number, stated(married(before), Ground.MARRIAGE), holder(number)))
                .isInstanceOf(Refusal.class).hasMessageContaining("CASE_CLOSED");
    }

    @Test
    void on_a_card_in_force_nothing_ends_and_the_holder_is_told_what_to_do() {
        SamplePerson person = world.somebody(SamplePlan.HANDED_OVER);
        String number = world.walk(person, SamplePlan.HANDED_OVER);
        for (int time = 0; time < 2; time++) {
            simulators.familyRegister().nameChanged(number, "小林", person.givenName(), null, null, today());
            world.settle();
        }
        assertThat(notices(number)).containsOnlyOnce("card-name-overseas");
        assertThat(sql.sql("select ended_at is null from card_in_force where case_number = :case").param("case", number)
                .query(Boolean.class).single()).isTrue();
        assertThat(names.all(number)).isEmpty();

        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        shows("/cases/" + number, officer);
        shows("/track/cards/" + number + "/name", holder(number));
        for (int time = 0; time < 2; time++) {
            assertThat(pages.post().uri("/cases/" + number + "/name/noted").with(user(officer)).with(csrf())).hasStatus3xxRedirection();
        }
        assertThat(events(number)).containsOnlyOnce("NAME_NOTED_ON_CARD");
        assertThat(pages.post().uri("/cases/" + number + "/name/noted").with(user(world.officer(Role.CONSULAR_CLERK, "a"))).with(csrf()))
                .hasStatus(403);
    }

    @Test
    void holders_and_officers_state_it_on_a_page() {
        SamplePerson before = world.somebody(SamplePlan.HANDED_OVER);
        String number = upTo(before, SamplePlan.EXAMINING);
        SamplePerson after = married(before);
        shows("/track/" + number + "/name", holder(number));
        shows("/cases/" + number + "/name", world.officer(Role.MUNICIPAL_OFFICER, "a"));
        assertThat(pages.post().uri("/track/" + number + "/name").param("familyName", "小林").param("familyLatin", "小林").with(user(holder(number)))
                .with(csrf())).hasStatus(422);
        assertThat(names.all(number)).isEmpty();

        assertThat(pages.post().uri("/track/" + number + "/name").param("familyName", after.familyName()).param("givenName", after.givenName())
                .param("familyKana", after.familyKana()).param("givenKana", after.givenKana()).param("familyLatin", after.familyLatin())
                .param("givenLatin", after.givenLatin()).param("changedOn", today().toString()).param("ground", "MARRIAGE")
                .with(user(holder(number))).with(csrf())).hasRedirectedUrl("/track/" + number);
        world.settle();
        shows("/track/" + number, holder(number));
        shows("/track/" + number + "/name", holder(number));
        assertThat(names.open(number).orElseThrow().name()).isEqualTo(name(after));
        assertThat(pages.get().uri("/track/" + number + "/name").with(user(CurrentUser.applicant(UUID.randomUUID().toString())))).hasStatus(404);
    }

    // Residents

    @Test
    void a_resident_whose_passport_has_another_name_is_matched_again_and_gets_the_card_in_the_new_one() {
        residents.begin();
        var person = residents.somebody();
        String number = residents.files(person, "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        residents.grants(number);
        residents.takesStamps(number);
        residents.confirmsTheRecord(number);
        assertThat(simulators.jLis().orders(number)).hasSize(1);

        simulators.jLis().rename(number, "TRAN", person.given());
        statesAsResident(number, "TRAN");
        assertThat(links.linkedTo(number)).isEmpty();
        residents.does(number, "Task_DecideNameAtBureau", Map.of("nameDecision", "CORRECT", "note", "Passport seen"));
        assertThat(residents.file(number).applicant().name()).isEqualTo("TRAN " + person.given());
        assertThat(residents.file(number).residence().granted()).as("a permission is to the person, not to the name").isTrue();
        assertThat(simulators.jLis().orders(number)).extracting(Order::state).containsExactly("CANCELLED");

        residents.confirmsTheRecord(number);
        residents.producerDelivers();
        residents.receives(number);
        residents.does(number, "Task_HandOverAtBureau", ResidenceWorld.handOver());
        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
    }

    @Test
    void a_resident_s_merged_card_in_the_old_name_is_disposed_of() {
        residents.begin();
        String number = residents.files(residents.somebody(), "ADDRESS_CHANGE", "MUNICIPALITY");
        residents.acceptsWithWish(number);
        residents.confirmsTheRecord(number);
        residents.producerDelivers();
        residents.receives(number);
        statesAsResident(number, "TRAN");
        residents.does(number, "Task_DecideNameAtBureau", Map.of("nameDecision", "CORRECT"));
        residents.does(number, "Task_DisposeOfMergedCard", Map.of("method", "DESTROY", "reference", "SHRED-1"));
        residents.does(number, "Task_WitnessMergedDisposal", Map.of("witness", "CONFIRMED"));
        assertThat(residents.file(number).residence().granted()).as("nobody examines an address").isTrue();
        assertThat(simulators.jLis().orders(number)).hasSize(1);
        assertThat(events(number)).contains("CARD_DESTROYED");
    }

    @Test
    void an_ordinary_residence_card_waits_until_the_name_is_clear() {
        residents.begin();
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.accepts(number);
        residents.grants(number);
        residents.takesStamps(number);
        statesAsResident(number, "TRAN");
        WorkItem issue = task(number, "Task_IssueResidenceCard");
        assertThatThrownBy(() -> worklist.complete(issue.taskId(), json.valueToTree(Map.of("identityChecked", true, "residenceCard",
                "SURRENDERED", "functionEndTold", true, "signatureTaken", true)), officer(issue))).isInstanceOf(Refusal.class)
                .hasMessageContaining("NAME_CHANGE_OPEN");
        residents.does(number, "Task_DecideNameAtBureau", Map.of("nameDecision", "CORRECT"));
        residents.issuesResidenceCard(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(events(number)).contains("BEGUN_AGAIN").containsOnlyOnce("STAMPS_TAKEN");
    }

    @Test
    void a_resident_not_yet_at_the_counter_is_only_written_down_anew() {
        residents.begin();
        var person = residents.somebody();
        String number = residents.files(person, "EXTENSION", "COUNTER");
        assertThat(simulators.jLis().nameChanged(number, "TRAN", person.given(), today())).isTrue();
        world.settle();
        residents.does(number, "Task_DecideNameAtBureau", Map.of("nameDecision", "CORRECT"));
        assertThat(world.openTasks(number)).containsExactly("Task_AcceptAtBureau");
        assertThat(residents.file(number).applicant().familyName()).isEqualTo("TRAN");
        assertThat(events(number)).doesNotContain("BEGUN_AGAIN");
    }

    @Test
    void a_resident_with_a_card_in_force_is_told_of_the_fourteen_days() {
        residents.begin();
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.accepts(number);
        residents.grants(number);
        residents.takesStamps(number);
        residents.issuesResidenceCard(number);
        names.ofCard(number, today(), residents.holder(number));
        names.ofCard(number, today(), residents.holder(number));
        world.settle();
        assertThat(notices(number)).containsOnlyOnce("card-name-resident");
        assertThat(names.notifyUntil(names.onCard(number).orElseThrow())).isEqualTo(today().plusDays(14));
        shows("/track/cards/" + number + "/name", residents.holder(number));
    }

    // What people do

    /** Walks this person to where that plan stops. */
    private String upTo(SamplePerson person, SamplePlan plan) {
        return world.walk(person, plan);
    }

    /** The name changes, the register knows it, and the municipality finds that it is so. */
    private SamplePerson changes(String number, SamplePerson before) {
        SamplePerson after = married(before);
        simulators.familyRegister().rename(number, after.familyName(), after.givenName(), after.familyKana(), after.givenKana());
        names.state(number, stated(after, Ground.MARRIAGE), holder(number));
        world.settle();
        does(number, "Task_DecideNameChange", Map.of("nameDecision", "CORRECT"));
        return after;
    }

    private void statesAsResident(String number, String family) {
        var person = residents.file(number).applicant();
        names.state(number, new Stated(new Name(family, person.givenName(), "", "", family, person.givenLatin()), today(), Ground.NEW_PASSPORT),
                residents.holder(number));
        world.settle();
    }

    private static SamplePerson married(SamplePerson p) {
        return new SamplePerson(p.seq(), "小林", p.givenName(), "コバヤシ", p.givenKana(), "KOBAYASHI", p.givenLatin(), p.birthDate(), p.sex(),
                p.domicile(), p.municipalityCode(), p.missionCode(), p.departedOn(), p.myNumber(), p.email(), p.language());
    }

    private static Name name(SamplePerson p) {
        return new Name(p.familyName(), p.givenName(), p.familyKana(), p.givenKana(), p.familyLatin(), p.givenLatin());
    }

    private Stated stated(SamplePerson person, Ground ground) {
        return new Stated(name(person), today(), ground);
    }

    private LocalDate today() {
        return Tokyo.today(clock);
    }

    private CurrentUser holder(String number) {
        return CurrentUser.applicant(world.file(number).accountId().toString());
    }

    private WorkItem task(String number, String key) {
        return residents.task(number, key);
    }

    private CurrentUser officer(WorkItem item) {
        return residents.officer(item);
    }

    private void does(String number, String key, Map<String, Object> form) {
        residents.does(number, key, form);
    }

    private void refuses(String number, Map<String, Object> form, String code) {
        WorkItem item = task(number, "Task_DecideNameChange");
        assertThatThrownBy(() -> worklist.complete(item.taskId(), json.valueToTree(form), officer(item))).isInstanceOf(Refusal.class)
                .hasMessageContaining(code);
    }

    private List<String> events(String number) {
        return residents.events(number);
    }

    private List<String> notices(String number) {
        return residents.notices(number);
    }

    private void shows(String path, CurrentUser reader) {
        for (String language : List.of("ja", "en")) {
            assertThat(pages.get().uri(path + "?lang=" + language).with(user(reader))).as(path + " in " + language).hasStatusOk()
                    .bodyText().doesNotContainPattern("\\?\\?[\\w.-]+");
        }
    }
}
