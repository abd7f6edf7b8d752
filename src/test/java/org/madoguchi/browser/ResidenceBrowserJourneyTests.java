package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SampleResident;
import org.madoguchi.demo.partners.ResidentRegister;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.journeys.World;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.residence.Wish;
import org.madoguchi.worklist.WorkItem;
import org.springframework.beans.factory.annotation.Autowired;

/** Residents and the bureau, from the comparison of both ways to the card in the hand, all of it in a browser. */
class ResidenceBrowserJourneyTests extends BrowserTest {

    @Autowired
    Wish wish;

    @Autowired
    CardsInForce cards;

    @Autowired
    Staff staff;

    private static final String SAPPORO = "011002";

    private String journey;
    private int pictures;

    @BeforeEach
    void the_world_begins_again() {
        world.begin();
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
        pictures = 0;
    }

    @Test
    void an_extension_with_the_merged_card() {
        journey = "merged";
        SampleResident person = resident(ResidentPlan.HAS_ONE_CARD);
        Visitor holder = visitor(Locale.ENGLISH);
        String number = file(holder, person, true);
        stateIs(holder.open("/track/" + number), "RECEIVED").sees("portal.residence.track.revoke");
        assertThat(wish.of(number).orElseThrow().explainedIn()).isEqualTo("en");

        accept(number);
        stateIs(holder, "ACCEPTED");
        grant(number, person);
        stateIs(holder, "GRANTED");
        takeStamps(number);
        stateIs(holder, "CONFIRM_RECORD").seesText(person.address());
        holder.press("portal.record.yes");
        world.settle();
        stateIs(holder, "IN_PRODUCTION").sees("portal.residence.track.revoke");

        world.pass(Duration.ofDays(10));
        world.pass(Duration.ofDays(2));
        stateIs(holder, "IN_TRANSIT");
        work(number, Role.ISA_CARD_OFFICER, "Task_ConfirmMergedReceipt", officer -> officer.choose("receipt", "RECEIVED")
                .fill("reference", "SEAL-00001"));
        world.settle();
        stateIs(holder, "READY_FOR_COLLECTION");
        work(number, Role.ISA_CARD_OFFICER, "Task_HandOverAtBureau", officer -> officer.choose("handover", "HANDED_OVER")
                .tick("identityChecked").choose("residenceCard", "SURRENDERED")
                .choose("myNumberCard", person.holdsMyNumberCard(ResidentPlan.HAS_ONE_CARD) ? "SURRENDERED" : "NONE")
                .tick("notCarriedOverTold").tick("signatureTaken").fill("note", "確認した。"));
        world.settle();
        stateIs(holder, "HANDED_OVER").sees("portal.residence.deadline.certificates");
        assertThat(cards.ofCase(number).orElseThrow().kind()).isEqualTo("SPECIFIED_RESIDENCE_CARD");
        world.taskListEqualsTheEngine();
        assertThat(holder.complaints()).isEmpty();
    }

    @Test
    void the_same_in_silence_with_the_card_on_the_day_of_the_permission() {
        journey = "silence";
        SampleResident person = resident(ResidentPlan.HAS_SEPARATE_CARDS);
        Visitor holder = visitor(Locale.JAPANESE);
        String number = file(holder, person, false);
        stateIs(holder.open("/track/" + number), "RECEIVED").sees("portal.residence.track.silent");
        accept(number);
        grant(number, person);
        stateIs(holder, "GRANTED");
        takeStamps(number);
        issue(number);
        stateIs(holder, "HANDED_OVER");
        assertThat(cards.ofCase(number).orElseThrow().issuedOn()).isEqualTo(Tokyo.today(clock))
                .isEqualTo(world.file(number).residence().grantedOn());
        assertThat(wish.of(number)).isEmpty();
        assertThat(holder.complaints()).isEmpty();
    }

    @Test
    void a_change_of_mind_before_printing() {
        journey = "mind";
        SampleResident person = resident(ResidentPlan.CHANGED_THEIR_MIND);
        Visitor holder = visitor(Locale.ENGLISH);
        String number = file(holder, person, false);
        holder.open("/track/" + number).follow("portal.residence.track.ask").sees("portal.wish.text");
        picture(holder, "both-ways");
        holder.press("portal.wish.button").isAt("/track/" + number + ".*").sees("portal.residence.track.revoke");
        accept(number);
        grant(number, person);
        takeStamps(number);
        stateIs(holder, "CONFIRM_RECORD");
        holder.press("portal.record.yes");
        world.settle();
        stateIs(holder, "IN_PRODUCTION");

        holder.follow("portal.residence.track.revoke").sees("portal.wish.revoke.text");
        picture(holder, "take-back");
        holder.press("portal.wish.revoke.button");
        world.settle();
        assertThat(world.openTasks(number)).containsExactly("Task_IssueResidenceCard");
        holder.open("/track/" + number).sees("portal.residence.track.outcome", holder.text("kind.RESIDENCE_CARD"));
        picture(holder, "taken-back");
        assertThat(simulators.jLis().orders(number)).singleElement().satisfies(order -> assertThat(order.state()).isEqualTo("CANCELLED"));
        issue(number);
        stateIs(holder, "HANDED_OVER");
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(cards.ofCase(number).orElseThrow().merged()).isFalse();
        assertThat(holder.complaints()).isEmpty();
    }

    @Test
    void a_lost_merged_card_found_again() {
        journey = "lost";
        SampleResident person = world.resident(ResidentPlan.HAS_ONE_CARD);
        String number = world.walk(person, ResidentPlan.HAS_ONE_CARD);
        Visitor holder = holder(person.email(), Locale.ENGLISH);
        holder.open("/track").followText(holder.text("portal.card.name.SPECIFIED_RESIDENCE_CARD") + " " + number).isAt("/track/cards/" + number);
        picture(holder, "card");
        holder.follow("portal.card.loss").sees("portal.loss.text").choose("what", "LOST");
        picture(holder, "report");
        assertThat(cards.ofCase(number).orElseThrow().suspended()).isFalse();
        holder.press("portal.loss.button").isAt("/track/cards/" + number).sees("portal.card.next.SUSPENDED").sees("portal.card.new.resident");
        assertThat(cards.ofCase(number).orElseThrow().suspendedAt()).as("before anything else").isEqualTo(clock.instant());
        picture(holder, "suspended");
        world.settle();
        assertThat(simulators.jLis().orders(number)).extracting("state").containsExactly("SUSPENDED");

        world.pass(Duration.ofDays(3));
        holder.press("portal.card.found.button").sees("portal.card.state.FOUND");
        picture(holder, "found");
        assertThat(cards.ofCase(number).orElseThrow().suspended()).as("found is not lifted").isTrue();
        work(number, Role.ISA_CARD_OFFICER, "Task_LiftAtBureau", officer -> officer.choose("lift", "LIFTED").tick("identityChecked")
                .tick("cardInHand"));
        world.settle();
        assertThat(cards.ofCase(number).orElseThrow().suspended()).isFalse();
        assertThat(simulators.jLis().orders(number)).extracting("state").containsExactly("ACTIVE");
        holder.open("/track/cards/" + number).sees("portal.card.next.IN_FORCE");
        picture(holder, "in-force-again");
        world.taskListEqualsTheEngine();
        assertThat(holder.complaints()).isEmpty();
    }

    @Test
    void a_lost_merged_card_replaced_by_an_ordinary_one() {
        journey = "reissue";
        SampleResident person = world.resident(ResidentPlan.HAS_ONE_CARD);
        String first = world.walk(person, ResidentPlan.HAS_ONE_CARD);
        Visitor holder = holder(person.email(), Locale.JAPANESE);
        holder.open("/track/cards/" + first + "/loss").choose("what", "STOLEN").press("portal.loss.button");
        world.settle();
        holder.follow("portal.card.new.button").isAt("/residence/apply/form.*");
        holder.choose("applyingAs", "SELF").select("status", person.status()).select("period", "12")
                .fill("periodUntil", world.file(first).residence().grantedUntil()).select("bureauCode", World.BUREAU);
        picture(holder, "form");
        holder.press("portal.form.toPhoto").upload("photo", "face.jpg", "image/jpeg", person.photo()).press("portal.photo.upload")
                .follow("portal.form.toReview").sees("portal.residence.silence");
        picture(holder, "review");
        holder.press("portal.review.submit").sees("portal.received.title");
        picture(holder, "received");
        String second = holder.path().split("/")[2];
        world.settle();
        holder.open("/track/cards/" + first).sees("portal.card.replacedBy").seesText(second);
        stateIs(holder.open("/track/" + second), "RECEIVED");
        accept(second);
        work(second, Role.ISA_EXAMINER, "Task_ExamineBaseProcedure", examiner -> examiner.choose("baseDecision", "GRANTED"));
        world.settle();
        work(second, Role.ISA_CARD_OFFICER, "Task_IssueResidenceCard", officer -> officer.sees("issuance.issue.lost").tick("identityChecked")
                .tick("functionEndTold").tick("signatureTaken"));
        world.settle();
        stateIs(holder, "HANDED_OVER");
        assertThat(cards.ofCase(first).orElseThrow().endReason()).isEqualTo(CardsInForce.EndReason.LOST);
        assertThat(cards.ofCase(second).orElseThrow().merged()).isFalse();
        assertThat(simulators.jLis().orders(first)).extracting("state").containsExactly("STOPPED");
        holder.open("/track/cards/" + first).sees("portal.card.turnedUp");
        picture(holder, "replaced");
        assertThat(holder.complaints()).isEmpty();
    }

    @Test
    void another_municipality_comes_to_be_in_charge_in_mid_case() {
        journey = "moved";
        SampleResident person = world.resident(ResidentPlan.TO_BE_ACCEPTED_THERE);
        String number = world.walk(person, ResidentPlan.TO_BE_ACCEPTED_THERE);
        staff.put(new CurrentUser("municipal-officer-b", CurrentUser.Kind.STAFF, "担当b", "Officer b",
                Set.of(new Post(Role.MUNICIPAL_OFFICER, SAPPORO))));
        Visitor before = staff("municipal-officer-a", Locale.ENGLISH);
        Visitor after = staff("municipal-officer-b", Locale.ENGLISH);
        WorkItem open = world.openTask(number);
        before.open("/tasks/" + open.taskId()).press("tasks.claim").sees("tasks.release");
        picture(before, "before");
        String due = before.page().locator("time").first().innerText();
        assertThat(after.open("/tasks?view=OPEN").page().content()).doesNotContain(number);
        assertThat(after.page().navigate("/cases/" + number).ok()).isFalse();

        world.pass(Duration.ofHours(5));
        simulators.reportMove(simulators.jLis(), number, SAPPORO);
        world.settle();

        after.open("/tasks?view=OPEN").page().locator("tr[data-row]", new Page.LocatorOptions().setHasText(number)).locator("a").first().click();
        after.isAt("/tasks/" + open.taskId()).seesText(due).seesText(after.text("tasks.nobody"));
        picture(after, "after");
        after.press("tasks.claim").sees("tasks.release").open("/cases/" + number).sees("event.APPLICATION_RECEIVED").sees("event.MUNICIPALITY_CHANGED");
        picture(after, "history");
        assertThat(before.open("/tasks?view=OPEN").page().content()).doesNotContain(number);
        assertThat(before.page().navigate("/tasks/" + open.taskId()).ok()).isFalse();
        assertThat(before.page().navigate("/cases/" + number).ok()).isFalse();
        Visitor holder = holder(person.email(), Locale.ENGLISH).open("/track/" + number).sees("event.MUNICIPALITY_CHANGED");
        picture(holder, "holder");
        world.taskListEqualsTheEngine();
        assertThat(holder.complaints()).isEmpty();
    }

    /** From the public comparison to the case number; asking only where {@code merged}. */
    private String file(Visitor holder, SampleResident person, boolean merged) {
        holder.open("/residence").sees("portal.ways.title");
        picture(holder, "comparison");
        holder.follow("portal.residence.apply").isAt("/sign-in");
        signInByCode(holder, person.email());
        holder.isAt("/residence/apply/form.*");
        picture(holder, "form-empty");
        holder.press("portal.form.toPhoto").sees("field.summary.title");
        holder.select("baseProcedure", "EXTENSION").choose("channel", "COUNTER").select("bureauCode", World.BUREAU)
                .choose("applyingAs", "SELF").fill("familyLatin", person.familyName()).fill("givenLatin", person.givenName())
                .fill("dateOfBirth", person.birthDate()).choose("sex", person.sex()).select("nationality", person.nationality())
                .select("municipalityCode", World.MUNICIPALITY).fill("domicile", person.address())
                .select("statusGroup", "MID_TO_LONG_TERM").select("status", person.status()).select("period", "12")
                .fill("periodUntil", person.stayEnds()).choose("heldCard", "SEPARATE").fill("residenceCardNumber", person.cardNumber())
                .fill("cardUntil", person.stayEnds()).fill("myNumberCardUntil", person.stayEnds()).choose("hardship", "no")
                .fill("phone", "090-1234-5678").fill("myNumber", person.myNumber());
        picture(holder, "form-filled");
        holder.press("portal.form.toPhoto").sees("portal.photo.title").upload("photo", "face.jpg", "image/jpeg", person.photo())
                .press("portal.photo.upload").sees("portal.photo.kept").follow("portal.form.toReview").sees("portal.residence.silence");
        assertThat(holder.page().locator("main input:checked").count()).as("nothing is chosen beforehand").isZero();
        if (merged) {
            holder.follow("portal.ways.title");
            picture(holder, "explanation");
            holder.press("portal.residence.explained.back").tick("wish");
        }
        picture(holder, "review");
        holder.press("portal.review.submit").sees("portal.received.title");
        picture(holder, "received");
        world.settle();
        return holder.path().split("/")[2];
    }

    private void accept(String number) {
        work(number, Role.ISA_CLERK, "Task_AcceptAtBureau", clerk -> {
            clerk.choose("acceptance", "ACCEPTED").choose("appearing", "SELF").fill("note", "原本を確認した。");
            clerk.page().locator("input[name=documents]").all().forEach(Locator::check);
        });
        world.settle();
    }

    private void grant(String number, SampleResident person) {
        LocalDate until = person.stayEnds().plusYears(3);
        work(number, Role.ISA_EXAMINER, "Task_ExamineBaseProcedure", examiner -> examiner.choose("baseDecision", "GRANTED")
                .fill("grantedMonths", "36").fill("grantedUntil", until).seesNot("residence.wish"));
        world.settle();
    }

    private void takeStamps(String number) {
        work(number, Role.ISA_CLERK, "Task_TakeRevenueStamps", clerk -> clerk.tick("stampsTaken"));
        world.settle();
    }

    private void issue(String number) {
        work(number, Role.ISA_CARD_OFFICER, "Task_IssueResidenceCard", officer -> officer.tick("identityChecked")
                .choose("residenceCard", "SURRENDERED").tick("signatureTaken"));
        world.settle();
    }

    /** Somebody whom the Basic Resident Register knows as they state themselves. */
    private SampleResident resident(ResidentPlan plan) {
        SampleResident person = world.resident(plan);
        simulators.jLis().residents().register(new ResidentRegister.Resident((person.familyName() + " " + person.givenName()).strip(),
                person.birthDate(), person.sex(), person.address(), person.municipalityCode(), person.myNumber()));
        return person;
    }

    private Visitor stateIs(Visitor holder, String state) {
        holder.page().reload();
        String own = "portal.residence.state." + state;
        boolean residents = messages.getMessage(own, null, null, Locale.ENGLISH) != null;
        holder.sees(residents ? own : "portal.state." + state);
        picture(holder, "follow-" + state);
        assertThat(holder.page().content()).doesNotContain("??");
        return holder;
    }

    private void work(String number, Role role, String taskKey, Consumer<Visitor> form) {
        assertThat(world.openTasks(number)).containsExactly(taskKey);
        WorkItem task = world.openTask(number);
        Visitor officer = staff(role.id() + "-a", Locale.ENGLISH).open("/tasks?view=OPEN");
        officer.page().locator("tr[data-row]", new Page.LocatorOptions().setHasText(number)).locator("a").first().click();
        officer.isAt("/tasks/" + task.taskId()).press("tasks.claim").sees("tasks.release");
        form.accept(officer);
        picture(officer, taskKey);
        officer.press("tasks.complete").isAt("/tasks").sees("tasks.completed", officer.text("task." + taskKey));
        officer.open("/cases/" + number);
        picture(officer, taskKey + "-case");
        assertThat(officer.page().content()).doesNotContain("??");
        assertThat(officer.complaints()).isEmpty();
    }

    private void picture(Visitor visitor, String name) {
        visitor.look("residence-%s-%02d-%s".formatted(journey, ++pictures, name));
    }
}
