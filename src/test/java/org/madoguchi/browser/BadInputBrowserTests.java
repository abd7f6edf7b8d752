package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.appointments.AWaitingCard;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.journeys.World;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What goes wrong in a browser, and what the person then reads. */
class BadInputBrowserTests extends BrowserTest {

    @Autowired
    ApplicationContext product;

    @Autowired
    ApplicantAccounts accounts;

    @Autowired
    Appointments appointments;

    @Autowired
    CaseFiles cases;

    @BeforeEach
    void begin() {
        world.begin();
    }

    @Test
    void submitting_twice_makes_one_case() {
        SamplePerson person = registered(SamplePlan.EXAMINING);
        Visitor holder = aReviewedApplication(person);
        Page otherTab = holder.context().newPage();
        otherTab.navigate("/apply/review");

        holder.press("portal.review.submit").sees("portal.received.title");
        otherTab.locator("main form button[type=submit]").last().click();
        otherTab.waitForURL("**/received");

        assertThat(otherTab.url()).isEqualTo(holder.page().url());
        assertThat(casesOf(person)).hasSize(1);
        holder.page().goBack();
        holder.isAt("/apply");
        assertThat(casesOf(person)).hasSize(1);
        holder.close();
    }

    @Test
    void the_back_button_leads_to_a_form_that_was_refused_once() {
        Visitor holder = holder("back@example.com", Locale.ENGLISH).open("/residence/apply/form");
        holder.press("portal.form.toPhoto").sees("field.summary.title").isAt("/residence/apply/form");
        holder.page().waitForLoadState();
        holder.open("/residence").page().goBack();
        holder.isAt("/residence/apply/form").sees("portal.residence.form.lead");
        holder.close();
    }

    @Test
    void a_second_application_while_one_is_open_is_told_before_anything_changes() {
        SamplePerson person = registered(SamplePlan.EXAMINING);
        Visitor first = aReviewedApplication(person);
        first.press("portal.review.submit").sees("portal.received.title").close();
        Visitor second = aReviewedApplication(person);
        second.press("portal.review.submit").sees("portal.review.refused").look("bad-second-application");
        assertThat(casesOf(person)).hasSize(1);
        second.close();
    }

    @Test
    void a_wrong_code_opens_nothing_and_the_sixth_attempt_is_too_late() {
        String email = "guess@example.com";
        Visitor visitor = visitor(Locale.ENGLISH).open("/sign-in").fill("email", email).press("signin.send");
        String code = codeFor(email);
        String wrong = code.equals("12345678") ? "87654321" : "12345678";
        for (int i = 0; i < 5; i++) {
            visitor.fill("code", wrong).press("signin.code.submit").sees("signin.code.wrong");
        }
        visitor.look("bad-wrong-code");
        visitor.fill("code", code).press("signin.code.submit").sees("signin.code.wrong");
        assertThat(visitor.open("/track").path()).isEqualTo("/sign-in");

        clock.tick(Duration.ofSeconds(30));
        visitor.fill("email", email).press("signin.send").fill("code", codeFor(email)).press("signin.code.submit").isAt("/track");
        visitor.close();
    }

    @Test
    void a_slot_taken_a_moment_ago_is_told_beside_those_that_are_free() {
        var aWaitingCard = new AWaitingCard(product);
        CaseFile waiting = cases.get(aWaitingCard.at("FI-HEL"));
        Visitor holder = holder(accounts.get(waiting.accountId()).email(), Locale.ENGLISH).open("/book/" + waiting.number())
                .isAt("/book/" + waiting.number());
        var choice = holder.page().locator("input[name=start]").first();
        choice.check();
        Instant start = Instant.parse(choice.getAttribute("value"));
        LocalDate day = LocalDate.ofInstant(start, java.time.ZoneId.of("Europe/Helsinki"));
        while (appointments.freeSlots("FI-HEL", day, 1).stream().anyMatch(slot -> slot.start().toInstant().equals(start))) {
            appointments.book(aWaitingCard.at("FI-HEL"), start, CurrentUser.SYSTEM);
        }

        holder.press("book.submit");
        holder.page().locator("#refusal").waitFor();
        holder.look("bad-slot-taken");
        assertThat(holder.page().locator("input[name=start][value='" + start + "']").count()).isZero();
        assertThat(appointments.booked(waiting.number())).isEmpty();
        holder.page().locator("input[name=start]").first().check();
        holder.press("book.submit").sees("book.done.booked");
        holder.close();
    }

    @Test
    void a_file_that_is_no_photo_is_refused_with_the_reason_and_not_kept() {
        SamplePerson person = registered(SamplePlan.EXAMINING);
        Visitor holder = aStatedApplication(person);
        holder.upload("photo", "face.png", "image/png", new byte[30_000]);
        holder.page().locator("#photo-problem:not(:empty)").waitFor();
        holder.look("bad-photo-before-sending");
        byte[] notAPhoto = "This is not a photo. ".repeat(2_000).getBytes(StandardCharsets.UTF_8);
        holder.upload("photo", "face.jpg", "image/jpeg", notAPhoto).press("portal.photo.upload").sees("field.summary.title");
        holder.look("bad-photo");
        holder.upload("photo", "face.png", "image/png", new byte[30_000]);
        holder.page().locator("#photo-problem:not(:empty)").waitFor();
        assertThat(holder.page().locator("#photo-error, .error-summary").count()).as("what was said of the file before").isZero();
        assertThat(holder.open("/apply/photo").page().locator("img.portrait").count()).isZero();
        holder.close();
    }

    @Test
    void two_officers_complete_the_same_task_and_the_second_is_told() {
        String caseNumber = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        WorkItem task = world.openTask(caseNumber);
        Visitor first = staff("municipal-officer-a", Locale.ENGLISH).open("/tasks/" + task.taskId());
        Visitor second = staff("municipal-officer-b", Locale.ENGLISH).open("/tasks/" + task.taskId());
        second.choose("examination", "REFUSE");
        first.choose("examination", "ISSUE").press("tasks.complete").sees("tasks.completed", first.text("task.Task_ExamineApplication"));
        second.press("tasks.complete").sees("refusal.TASK_DONE");
        second.look("bad-task-done");
        assertThat(world.openTasks(caseNumber)).isEmpty();
        assertThat(cases.decision(caseNumber).orElseThrow().decision()).isEqualTo("ISSUE");
    }

    @Test
    void whoever_comes_back_after_the_session_has_ended_signs_in_again() {
        SamplePerson person = world.somebody(SamplePlan.AT_THE_COUNTER);
        WorkItem task = world.openTask(world.walk(person, SamplePlan.AT_THE_COUNTER));
        Visitor officer = visitor(Locale.ENGLISH).open("/sign-in");
        officer.page().locator("button[value='consular-officer-a']").click();
        officer.open("/tasks/" + task.taskId()).fill("mrzLine1", person.passport(Tokyo.today(clock))[0]);
        officer.context().clearCookies();
        officer.press("verification.check").isAt("/sign-in");
        officer.look("bad-session-ended-htmx");
        officer.page().locator("button[value='consular-officer-a']").click();
        officer.isAt("/tasks.*");

        officer.open("/tasks/" + task.taskId()).choose("attendance", "DID_NOT_COME").choose("decision", "NO_SHOW");
        officer.context().clearCookies();
        officer.press("tasks.complete").sees("refusal.FORM_EXPIRED").look("bad-session-ended");
        assertThat(world.openTask(task.caseNumber()).taskId()).isEqualTo(task.taskId());
        officer.close();
    }

    @Test
    void what_goes_wrong_beside_the_page_is_told_on_the_page() {
        SamplePerson person = world.somebody(SamplePlan.AT_THE_COUNTER);
        WorkItem task = world.openTask(world.walk(person, SamplePlan.AT_THE_COUNTER));
        Visitor officer = staff("consular-officer-b", Locale.ENGLISH).open("/tasks/" + task.taskId());
        officer.page().route("**/passport-check", route -> route.resume(new com.microsoft.playwright.Route.ResumeOptions()
                .setUrl(route.request().url().replace(task.caseNumber(), "A26-00000000"))));
        officer.press("verification.check");
        officer.page().locator("#errors .notice").waitFor();
        assertThat(officer.page().locator("#errors").innerText()).contains(officer.text("refusal.CASE_NUMBER_MALFORMED"));
        officer.isAt("/tasks/" + task.taskId());
    }

    private List<CaseFile> casesOf(SamplePerson person) {
        return cases.ofAccount(accounts.byEmail(person.email()).orElseThrow().id());
    }

    private Visitor aStatedApplication(SamplePerson person) {
        Visitor holder = visitor(Locale.ENGLISH).open("/apply");
        for (String answer : List.of("NEW", "yes", "no", "yes", "yes", "yes", "NONE")) {
            holder.choose("answer", answer).press("portal.next");
        }
        holder.fill("answer", person.birthDate()).press("portal.next").follow("portal.outcome.continue");
        signInByCode(holder, person.email());
        return holder.choose("applyingAs", "SELF").fill("familyName", person.familyName()).fill("givenName", person.givenName())
                .fill("familyKana", person.familyKana()).fill("givenKana", person.givenKana())
                .fill("familyLatin", person.familyLatin()).fill("givenLatin", person.givenLatin()).choose("sex", person.sex())
                .select("municipalityCode", World.MUNICIPALITY).fill("domicile", person.domicile()).select("missionCode", World.MISSION)
                .fill("phone", "+66 2 207 8500").press("portal.form.toPhoto").sees("portal.photo.title");
    }

    private Visitor aReviewedApplication(SamplePerson person) {
        return aStatedApplication(person).upload("photo", "face.jpg", "image/jpeg", person.photo()).press("portal.photo.upload")
                .sees("portal.photo.kept").follow("portal.form.toReview").sees("portal.review.title");
    }
}
