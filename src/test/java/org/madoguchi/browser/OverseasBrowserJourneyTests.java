package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.worklist.WorkItem;
import org.springframework.beans.factory.annotation.Autowired;

/** A case from the first question to the card in the hand and on to its renewal, all of it in a browser. */
class OverseasBrowserJourneyTests extends BrowserTest {

    private static final Locale ENGLISH = Locale.ENGLISH;
    private static final Locale JAPANESE = Locale.JAPANESE;

    @Autowired
    CaseFiles cases;

    @Autowired
    ApplicantAccounts accounts;

    @Autowired
    Appointments appointments;

    @Autowired
    Renewals renewals;

    private String journey;
    private int pictures;

    @BeforeEach
    void the_world_begins_again() {
        world.begin();
        pictures = 0;
    }

    @Test
    void a_person_abroad_gets_a_card_and_years_later_renews_it() {
        journey = "card";
        SamplePerson person = registered(SamplePlan.HANDED_OVER);
        Visitor holder = visitor(JAPANESE);

        String caseNumber = apply(holder, person, "NONE");
        holder.follow("portal.received.track");
        stateIs(holder, "RECEIVED");

        world.settle();
        stateIs(holder, "CONFIRM_RECORD").sees("portal.record.title").seesText(person.domicile());
        holder.press("portal.record.yes");
        world.settle();
        stateIs(holder, "EXAMINING");

        work(caseNumber, Role.MUNICIPAL_OFFICER, "Task_ExamineApplication", officer -> officer.choose("examination", "ISSUE"));
        world.settle();
        stateIs(holder, "IN_PRODUCTION");
        assertThat(world.openTasks(caseNumber)).isEmpty();

        world.pass(Duration.ofDays(12));
        stateIs(holder, "IN_TRANSIT");
        world.pass(Duration.ofDays(6));
        work(caseNumber, Role.CONSULAR_CLERK, "Task_ConfirmCardReceipt", clerk -> clerk.choose("receipt", "RECEIVED")
                .fill("reference", "SEAL-00001"));
        world.settle();
        stateIs(holder, "READY_FOR_COLLECTION");

        holder.follow("portal.track.book").sees("book.choose");
        picture(holder, "book");
        holder.page().locator("input[name=start]").nth(3).check();
        holder.press("book.submit").sees("book.done.booked").sees("book.visit");
        picture(holder, "booked");
        stateIs(holder.open("/track/" + caseNumber), "VISIT_BOOKED");
        world.settle();

        Instant start = appointments.booked(caseNumber).orElseThrow().start();
        world.pass(Duration.between(clock.instant(), start));
        String[] passport = person.passport(Tokyo.today(clock));
        work(caseNumber, Role.CONSULAR_OFFICER, "Task_VerifyIdentity", officer -> {
            officer.choose("attendance", "CAME").fill("mrzLine1", passport[0]).fill("mrzLine2", passport[1])
                    .choose("face", "SAME").choose("oldCard", "NONE_EXPECTED");
            officer.press("verification.check");
            officer.sees("verification.pointsTo.VERIFIED");
            picture(officer, "passport-checked");
            officer.choose("decision", "VERIFIED");
        });
        stateIs(holder, "AT_THE_COUNTER");
        work(caseNumber, Role.CONSULAR_CLERK, "Task_PrepareHandover", clerk -> clerk.choose("preparation", "READY")
                .choose("oldCard", "NONE").choose("pin", "SEALED_FORM"));
        world.settle();
        work(caseNumber, Role.CONSULAR_OFFICER, "Task_HandOverCard", officer -> officer.choose("handover", "HANDED_OVER")
                .tick("signatureTaken").tick("servicesShown"));
        world.settle();
        stateIs(holder, "HANDED_OVER");
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person);

        renewsYearsLater(holder, person, caseNumber);
        assertThat(holder.complaints()).isEmpty();
    }

    private void renewsYearsLater(Visitor holder, SamplePerson person, String caseNumber) {
        UUID account = world.file(caseNumber).accountId();
        LocalDate validUntil = sql.sql("select valid_until from card_in_force where case_number = :case").param("case", caseNumber)
                .query(LocalDate.class).single();
        LocalDate firstDay = validUntil.minusYears(1).plusDays(1);
        clock.stopAt(firstDay.minusDays(1).atTime(12, 0).atZone(Tokyo.ZONE).toInstant());
        renewals.openDue(Tokyo.today(clock));
        assertThat(renewals.waitingFor(account)).isEmpty();
        holder.open("/track").seesNot("portal.renewal.title");

        clock.stopAt(firstDay.atTime(0, 5).atZone(Tokyo.ZONE).toInstant());
        for (int i = 0; i < 3; i++) {
            renewals.openDue(Tokyo.today(clock));
            world.settle();
        }
        assertThat(renewals.waitingFor(account)).hasSize(1);
        assertThat(sql.sql("select count(*) from notification where template = 'renewal-invitation' and account_id = :account")
                .param("account", account).query(Long.class).single()).isEqualTo(1);

        holder.open("/track").sees("portal.renewal.title").seesText(person.familyName());
        picture(holder, "invited-to-renew");
        holder.follow("portal.renewal.apply");
        answer(holder, "japaneseNational", "yes");
        answer(holder, "residentRecordInJapan", "no");
        holder.sees("portal.outcome.ELIGIBLE");
        picture(holder, "renewal-outcome");
        holder.follow("portal.outcome.continue");
        assertThat(holder.page().inputValue("#familyName")).isEqualTo(person.familyName());
        assertThat(holder.page().inputValue("#domicile")).isEqualTo(person.domicile());
        picture(holder, "renewal-form-filled");
        holder.choose("applyingAs", "SELF").press("portal.form.toPhoto");
        sendPhoto(holder, person);
        holder.press("portal.review.submit").sees("portal.received.title");
        world.settle();

        assertThat(renewals.waitingFor(account)).isEmpty();
        List<CaseFile> now = cases.ofAccount(account);
        assertThat(now).extracting(CaseFile::purpose).containsExactlyInAnyOrder("NEW", "RENEWAL");
        holder.open("/track").seesNot("portal.renewal.title");
        picture(holder, "both-cases");
    }

    @Test
    void a_fee_is_paid_on_the_page_of_the_payment_service() {
        journey = "fee";
        SamplePerson person = registered(SamplePlan.FEE_TO_PAY);
        Visitor holder = visitor(ENGLISH);

        String caseNumber = apply(holder, person, "LAPSED_ON_DEPARTURE");
        world.settle();
        stateIs(holder.open("/track/" + caseNumber), "CONFIRM_RECORD");
        holder.press("portal.record.yes");
        world.settle();
        work(caseNumber, Role.MUNICIPAL_OFFICER, "Task_ExamineApplication", officer -> officer.choose("examination", "ISSUE"));
        world.settle();

        stateIs(holder, "WAITING_FOR_PAYMENT").follow("portal.track.pay");
        picture(holder, "payment-page");
        holder.page().locator("button").first().click();
        holder.isAt("/track/" + caseNumber);
        world.settle();
        stateIs(holder, "IN_PRODUCTION");
        assertThat(world.file(caseNumber).state()).isEqualTo(CaseState.IN_PRODUCTION);
        assertThat(holder.complaints()).isEmpty();
    }

    /** From the front page to the case number. */
    private String apply(Visitor holder, SamplePerson person, String card) {
        holder.open("/");
        picture(holder, "home");
        holder.follow("portal.home.apply");
        picture(holder, "first-question");
        answer(holder, "purpose", "NEW");
        answer(holder, "japaneseNational", "yes");
        answer(holder, "residentRecordInJapan", "no");
        answer(holder, "everRegistered", "yes");
        answer(holder, "residentRecordSinceNumbering", "yes");
        answer(holder, "registeredDomicileKnown", "yes");
        answer(holder, "card", card);
        if (card.equals("LAPSED_ON_DEPARTURE")) {
            holder.fill("answer", person.departedOn()).press("portal.next");
        }
        holder.fill("answer", person.birthDate());
        picture(holder, "last-question");
        holder.press("portal.next").sees("portal.outcome.ELIGIBLE");
        picture(holder, "outcome");

        holder.follow("portal.outcome.continue").isAt("/sign-in");
        picture(holder, "sign-in");
        holder.fill("email", person.email()).press("signin.send").sees("signin.code.title");
        picture(holder, "code");
        holder.fill("code", codeFor(person.email())).press("signin.code.submit").isAt("/apply/form.*");

        picture(holder, "form-empty");
        holder.press("portal.form.toPhoto").sees("field.summary.title");
        picture(holder, "form-with-errors");
        holder.choose("applyingAs", "SELF").fill("familyName", person.familyName()).fill("givenName", person.givenName())
                .fill("familyKana", person.familyKana()).fill("givenKana", person.givenKana())
                .fill("familyLatin", person.familyLatin()).fill("givenLatin", person.givenLatin())
                .choose("sex", person.sex()).select("municipalityCode", World.MUNICIPALITY).fill("domicile", person.domicile())
                .fill("departedOn", person.departedOn()).fill("myNumber", person.myNumber()).select("missionCode", World.MISSION)
                .choose("certificatesWanted", "yes").fill("phone", "+66 2 207 8500");
        assertThat(holder.page().inputValue("#dateOfBirth")).as("is not typed twice").isEqualTo(person.birthDate().toString());
        picture(holder, "form-filled");
        holder.press("portal.form.toPhoto");
        sendPhoto(holder, person);
        picture(holder, "review");
        holder.press("portal.review.submit").sees("portal.received.title");
        picture(holder, "received");
        return holder.path().split("/")[2];
    }

    private void sendPhoto(Visitor holder, SamplePerson person) {
        holder.sees("portal.photo.title").upload("photo", "face.jpg", "image/jpeg", person.photo());
        picture(holder, "photo-chosen");
        holder.press("portal.photo.upload").sees("portal.photo.kept");
        picture(holder, "photo-kept");
        holder.follow("portal.form.toReview").sees("portal.review.title");
    }

    private static void answer(Visitor visitor, String question, String value) {
        visitor.sees("portal.question." + question).choose("answer", value).press("portal.next");
    }

    /** The page on which the holder follows the case says so now. */
    private Visitor stateIs(Visitor holder, String state) {
        holder.page().reload();
        holder.sees("portal.state." + state).sees("portal.next." + state);
        picture(holder, "follow-" + state);
        return holder;
    }

    /** Somebody of the office finds the task in the list, takes it, fills in its form and completes it. */
    private void work(String caseNumber, Role role, String taskKey, Consumer<Visitor> form) {
        assertThat(world.openTasks(caseNumber)).containsExactly(taskKey);
        WorkItem task = world.openTask(caseNumber);
        Visitor officer = staff(role.id() + "-a", ENGLISH).open("/tasks?view=OPEN");
        picture(officer, taskKey + "-list");
        Locator row = officer.page().locator("tr[data-row]", new Page.LocatorOptions().setHasText(caseNumber));
        // the office may have more work than one page shows
        while (row.count() == 0) {
            officer.follow("tasks.next").page().waitForLoadState();
        }
        row.locator("a").first().click();
        officer.isAt("/tasks/" + task.taskId()).press("tasks.claim").sees("tasks.release");
        form.accept(officer);
        picture(officer, taskKey);
        officer.press("tasks.complete").isAt("/tasks").sees("tasks.completed", officer.text("task." + taskKey));
        officer.open("/cases/" + caseNumber);
        officer.page().locator("[data-bpmn-src] svg").first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        picture(officer, taskKey + "-case");
        assertThat(officer.complaints()).isEmpty();
    }

    private void picture(Visitor visitor, String name) {
        visitor.look("%s-%02d-%s".formatted(journey, ++pictures, name));
    }
}
