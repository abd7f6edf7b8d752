package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.journeys.World;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.worklist.WorkItem;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every page, in both languages: axe finds nothing against WCAG 2.2 A and AA, no script complains, and nothing has to be
 * scrolled sideways on a screen of 320 CSS pixels (success criterion 1.4.10).
 */
class AccessibilityTests extends BrowserTest {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final List<Locale> LANGUAGES = List.of(Locale.JAPANESE, Locale.ENGLISH);
    private static final String ANYBODY = "anybody";
    private static final String HOLDER = "holder";
    private static final String CLERK = "consular-clerk-a";
    private static final String LINKAGE = "linkage-officer-a";
    private static final String ADMINISTRATOR = "administrator-a";
    private static final String PRIVACY = "privacy-officer-a";
    private static final String SUPERVISOR = "consular-supervisor-a";

    private record Look(String who, Consumer<Visitor> way) {}

    @Autowired
    EveryPlace places;

    @Autowired
    List<TaskForm<?>> taskForms;

    @Autowired
    Renewals renewals;

    private final Map<String, Visitor> visitors = new HashMap<>();
    private final Map<String, Look> looks = new LinkedHashMap<>();

    @BeforeAll
    void a_case_at_every_place() {
        places.fill();
        LocalDate today = Tokyo.today(clock);
        sql.sql("update card_in_force set valid_until = :soon where case_number = :case").param("soon", today.plusMonths(11))
                .param("case", places.caseOf(SamplePlan.HANDED_OVER)).update();
        renewals.openDue(today);
        world.settle();
        listThePages();
    }

    @AfterAll
    void everybodyLeaves() {
        visitors.values().forEach(Visitor::close);
    }

    private void listThePages() {
        page(ANYBODY, "/");
        page(ANYBODY, "/apply");
        page(ANYBODY, "/open");
        look("question of a day", ANYBODY, visitor -> visitor.open("/apply?question=dateOfBirth"));
        look("question unanswered", ANYBODY, visitor -> visitor.open("/apply").press("portal.next"));
        look("not eligible", ANYBODY, visitor -> visitor.open("/apply?question=purpose").choose("answer", "NEW").press("portal.next")
                .choose("answer", "no").press("portal.next").sees("portal.outcome.NOT_ELIGIBLE"));
        page(ANYBODY, "/open/card-items");
        page(ANYBODY, "/open/access");
        page(ANYBODY, "/open/access?reader=isa-examiner");
        page(ANYBODY, "/open/card-items?card=SPECIFIED_RESIDENCE_CARD");
        page(ANYBODY, "/sign-in");
        look("code", ANYBODY, visitor -> visitor.open("/sign-in").fill("email", "code@example.com").press("signin.send"));
        look("wrong code", ANYBODY, visitor -> visitor.open("/sign-in").fill("email", "code@example.com").press("signin.send")
                .fill("code", "00000000").press("signin.code.submit").sees("signin.code.wrong"));

        page(ADMINISTRATOR, "/admin");
        look("leaving", ADMINISTRATOR, visitor -> visitor.open("/admin/staff/" + CLERK).page().locator("summary").click());
        page(ADMINISTRATOR, "/admin/staff/" + ADMINISTRATOR);
        look("away", ADMINISTRATOR, visitor -> visitor.open("/admin/staff/" + LINKAGE).fill("firstDay", LocalDate.of(2027, 1, 4))
                .fill("lastDay", LocalDate.of(2027, 1, 8)).press("admin.absences.add").sees("admin.change.ABSENCE_ADDED"));
        look("not hired", ADMINISTRATOR, visitor -> visitor.open("/admin/hire").fill("id", CLERK).press("admin.hire.submit").isAt("/admin/hire"));
        page(ADMINISTRATOR, "/admin/open-office");
        page(ADMINISTRATOR, "/admin/offices");
        page(ADMINISTRATOR, "/admin/offices/TH-BKK");
        page(ADMINISTRATOR, "/admin/offices/131016/calendar");
        page(ADMINISTRATOR, "/admin/offices/TH-BKK/calendar");
        look("calendar", ADMINISTRATOR, visitor -> {
            visitor.open("/admin/offices/EG-CAI/calendar?year=2027").page().locator("#close-first").fill("2027-05-12");
            visitor.page().locator("#close-ja").fill("設備の点検");
            visitor.page().locator("#close-en").fill("Maintenance");
            visitor.press("calendar.close.submit").sees("calendar.change.CLOSED");
            visitor.page().locator("details").evaluateAll("all => all.forEach(one => one.open = true)");
        });

        page(HOLDER, "/track");
        page(HOLDER, "/passkeys");
        look("passkey added", HOLDER, visitor -> {
            new Device(visitor);
            visitor.open("/passkeys").press("passkeys.add").sees("passkeys.added");
        });
        look("passkey unknown", ANYBODY, visitor -> {
            new Device(visitor);
            visitor.open("/sign-in").press("signin.passkey").sees("refusal.PASSKEY_CANCELLED");
        });
        look("eligible", HOLDER, this::answerTheQuestions);
        look("form", HOLDER, visitor -> answerTheQuestions(visitor).follow("portal.outcome.continue"));
        look("form with errors", HOLDER, visitor -> visitor.open("/apply/form").press("portal.form.toPhoto").sees("field.summary.title"));
        look("photo", HOLDER, visitor -> fillInTheForm(visitor.open("/apply/form")).press("portal.form.toPhoto").sees("portal.photo.title"));
        look("photo refused", HOLDER, visitor -> visitor.open("/apply/photo").press("portal.photo.upload").sees("field.summary.title"));
        look("photo kept", HOLDER, visitor -> visitor.open("/apply/photo").upload("photo", "face.jpg", "image/jpeg",
                world.somebody(SamplePlan.EXAMINING).photo()).press("portal.photo.upload").sees("portal.photo.kept"));
        page(HOLDER, "/apply/review");
        look("two drafts", HOLDER, visitor -> answerTheQuestions(visitor).follow("portal.outcome.continue").sees("portal.drafts.title"));
        look("draft in the list", HOLDER, visitor -> visitor.open("/track").sees("portal.draft.title"));
        page(HOLDER, "/apply/delete");
        look("draft thrown away", HOLDER, visitor -> visitor.open("/apply/delete").page().locator("main button[type=submit]").first().click());
        for (SamplePlan plan : List.of(SamplePlan.UNKNOWN_DOMICILE, SamplePlan.HOLDER_ASKED, SamplePlan.EXAMINING, SamplePlan.PHOTO_WANTED,
                SamplePlan.REFUSED, SamplePlan.FEE_TO_PAY, SamplePlan.IN_PRODUCTION, SamplePlan.CARD_IN_POUCH, SamplePlan.INVITED,
                SamplePlan.VISIT_BOOKED, SamplePlan.PREPARING, SamplePlan.HANDED_OVER, SamplePlan.WITHDRAWN, SamplePlan.LAPSED)) {
            look("track " + plan, HOLDER, visitor -> visitor.open("/track/" + places.caseOf(plan)));
        }
        look("answer missing", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.PHOTO_WANTED)).press("portal.answer.send")
                .sees("field.summary.title"));
        look("received", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.EXAMINING) + "/received"));
        look("change", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.EXAMINING) + "/change"));
        page(HOLDER, "/track/address");
        look("address malformed", HOLDER, visitor -> visitor.open("/track/address").press("signin.send").sees("field.summary.title"));
        look("withdraw", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.EXAMINING) + "/withdraw"));
        look("who has looked", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.HANDED_OVER) + "/access"));
        for (SamplePlan plan : List.of(SamplePlan.HANDED_OVER, SamplePlan.CARD_SUSPENDED, SamplePlan.CARD_FOUND, SamplePlan.CARD_TO_BE_RETURNED,
                SamplePlan.CARD_RETURNED)) {
            look("card " + plan, HOLDER, visitor -> visitor.open("/track/cards/" + places.caseOf(plan)));
        }
        look("card lost abroad", HOLDER, visitor -> visitor.open("/track/cards/" + places.lostAbroad()));
        look("card lost", HOLDER, visitor -> visitor.open("/track/cards/" + places.caseOf(SamplePlan.HANDED_OVER) + "/loss"));
        look("nothing said of the loss", HOLDER, visitor -> visitor.open("/track/cards/" + places.caseOf(SamplePlan.HANDED_OVER) + "/loss")
                .press("portal.loss.button").sees("field.summary.title"));
        look("police report empty", HOLDER, visitor -> visitor.open("/track/cards/" + places.lostAbroad()).press("portal.card.police.save")
                .sees("field.summary.title"));
        look("card to give back", HOLDER, visitor -> visitor.open("/track/cards/" + places.caseOf(SamplePlan.HANDED_OVER) + "/return"));
        look("another name on the card", HOLDER, visitor -> visitor.open("/track/cards/" + places.caseOf(SamplePlan.HANDED_OVER) + "/name")
                .sees("portal.cardName.title"));
        look("day of another name missing", HOLDER, visitor -> visitor.open("/track/cards/" + places.caseOf(SamplePlan.HANDED_OVER) + "/name")
                .press("portal.cardName.save").sees("field.summary.title"));
        look("another name", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.EXAMINING) + "/name").sees("portal.name.title"));
        look("another name without a reason", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.EXAMINING) + "/name")
                .press("portal.name.save").sees("field.summary.title"));
        look("track with another name", HOLDER, visitor -> visitor.open("/track/" + places.renamed()).sees("portal.name.underWay"));
        look("book", HOLDER, visitor -> visitor.open("/book/" + places.caseOf(SamplePlan.INVITED)));
        look("no slot chosen", HOLDER, visitor -> visitor.open("/book/" + places.caseOf(SamplePlan.VISIT_BOOKED)));
        look("nothing to book", HOLDER, visitor -> visitor.open("/book/" + places.caseOf(SamplePlan.EXAMINING)));
        page(HOLDER, "/track/A26-00000000");

        residentsPages();
        page(CLERK, "/tasks?view=MINE");
        page(CLERK, "/tasks?view=OPEN");
        page(SUPERVISOR, "/tasks?view=ALL");
        page(CLERK, "/tasks?view=DONE");
        page(CLERK, "/tasks?view=WAITING");
        page(SUPERVISOR, "/tasks?view=ALL&state=ON_TIME&order=OLDEST&columns=CASE,KIND,LANGUAGE,RECEIVED,OFFICE,DUE,WHY,ASSIGNEE");
        page(CLERK, "/tasks/distribution");
        page(SUPERVISOR, "/tasks/distribution");
        page(CLERK, "/tasks/notices");
        look("questions of colleagues", "municipal-officer-b", visitor -> visitor.open("/tasks/notices").sees("questions.title"));
        look("a colleague asks", "municipal-officer-b", visitor -> visitor.open("/tasks/notices").page().locator("a[href^='/tasks/questions/']").first().click());
        look("an empty answer", "municipal-officer-b", visitor -> {
            visitor.open("/tasks/notices").page().locator("a[href^='/tasks/questions/']").first().click();
            visitor.press("questions.submit").sees("refusal.FIELD_EMPTY");
        });
        page(CLERK, "/tasks/absence");
        page(SUPERVISOR, "/tasks/absence");
        look("tasks at once", "municipal-officer-a", visitor -> visitor.open("/tasks?view=ALL").page().locator("#bulk button[name=all]").click());
        look("tasks at once, asking", "municipal-officer-a", visitor -> {
            visitor.open("/tasks?view=ALL").page().selectOption("#bulk-kind", "HOLD");
            visitor.press("bulk.all").sees("bulk.preview");
        });
        page(CLERK, "/search");
        for (TaskForm<?> form : taskForms) {
            look(form.taskKey(), form.taskKey(), visitor -> openTask(visitor, form.taskKey()));
        }
        look("task with errors", "Task_ExamineApplication", visitor -> openTask(visitor, "Task_ExamineApplication").press("tasks.complete")
                .sees("field.summary.title"));
        look("passport checked", "Task_VerifyIdentity", visitor -> openTask(visitor, "Task_VerifyIdentity").fill("mrzLine1", "P<JPN")
                .press("verification.check").page().locator("#findings .notice").waitFor());
        look("task of a supervisor", SUPERVISOR, visitor -> openTask(visitor, "Task_ConfirmCardReceipt"));
        page(CLERK, "/cases");
        look("letters of a case", CLERK, visitor -> visitor.open("/cases/" + places.caseOf(SamplePlan.INVITED) + "/letters").page()
                .locator("main form button").first().click());
        page(CLERK, "/reports");
        page(SUPERVISOR, "/reports");
        page(CLERK, "/print-runs");
        look("found", CLERK, visitor -> visitor.open("/search").fill("text", places.caseOf(SamplePlan.INVITED)).press("search.submit")
                .seesText(places.caseOf(SamplePlan.INVITED)));
        look("nothing to look for", CLERK, visitor -> visitor.open("/search").fill("text", "a").press("search.submit").sees("refusal.SEARCH_TOO_SHORT"));
        look("palette", CLERK, visitor -> {
            visitor.open("/models").page().waitForLoadState();
            visitor.page().keyboard().press("/");
            visitor.page().keyboard().insertText(places.caseOf(SamplePlan.INVITED));
            visitor.page().locator("#palette-found a").first().waitFor();
        });
        look("keys", CLERK, visitor -> {
            visitor.open("/tasks?view=OPEN").page().waitForLoadState();
            visitor.page().keyboard().press("?");
            visitor.page().locator("#shortcuts-title").waitFor();
        });
        look("case under way", CLERK, visitor -> visitor.open("/cases/" + places.caseOf(SamplePlan.INVITED)));
        look("case with another name", CLERK, visitor -> visitor.open("/cases/" + places.renamed()).sees("names.underWay.case"));
        look("another name at the counter", CLERK, visitor -> visitor.open("/cases/" + places.renamed() + "/name").sees("portal.name.title"));
        look("asking for a number", "municipal-officer-b", visitor -> visitor.open(ofNumber()).sees("numbers.ask"));
        look("asking for a number without a purpose", "municipal-officer-b", visitor -> visitor.open(ofNumber()).press("numbers.ask.submit")
                .sees("field.summary.title"));
        look("number asked for", "municipal-supervisor-a", visitor -> visitor.open(places.numberRequest(false)));
        look("deciding about a number", "municipal-officer-b", visitor -> visitor.open(places.numberRequest(false)).press("numbers.decide.submit")
                .sees("field.summary.title"));
        look("number released", "municipal-officer-a", visitor -> visitor.open(places.numberRequest(true)).sees("numbers.open"));
        look("number shown", "municipal-officer-a", visitor -> visitor.open(places.numberRequest(true)).press("numbers.open.submit")
                .sees("numbers.shown.once"));
        look("tasks and a number to release", "municipal-officer-b", visitor -> visitor.open("/tasks"));
        look("case with a number", "municipal-officer-b", visitor -> visitor.open("/cases/" + places.withNumber()).sees("numbers.ask"));
        page(CLERK, "/models/change-of-name");
        look("case closed", CLERK, visitor -> visitor.open("/cases/" + places.caseOf(SamplePlan.HANDED_OVER)));
        look("case for paper", "municipal-officer-a", visitor -> visitor.open("/cases/" + places.caseOf(SamplePlan.HANDED_OVER) + "?whole=true").sees("cases.compare"));
        look("note refused", CLERK, visitor -> visitor.open("/cases/" + places.caseOf(SamplePlan.INVITED)).fill("note", "123456789018").press("cases.note.submit")
                .sees("refusal.NUMBER_IN_TEXT"));
        look("case of a lost card", CLERK, visitor -> visitor.open("/cases/" + places.caseOf(SamplePlan.CARD_SUSPENDED)));
        page(CLERK, "/models/card-loss");
        page(ANYBODY, "/report-link");
        look("report without words", ANYBODY, visitor -> visitor.open("/report-link").press("portal.reportLink.send").sees("field.summary.title"));
        page(ANYBODY, "/report-link/thanks");
        look("report of a holder", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.EXAMINING) + "/report"));
        look("track in correction", HOLDER, visitor -> visitor.open("/track/" + places.inCorrection()).sees("correction.holder.title"));
        look("track corrected", HOLDER, visitor -> visitor.open("/track/" + places.corrected()).sees("correction.holder.title"));
        page(LINKAGE, "/corrections");
        page("privacy-officer-a", "/corrections");
        page(PRIVACY, "/access");
        page(PRIVACY, "/access/seals");
        page(PRIVACY, "/access/holds");
        page(PRIVACY, "/access/deletions");
        page(PRIVACY, "/access/attempts");
        look("hold without a case", PRIVACY, visitor -> visitor.open("/access/holds").press("access.hold.place").sees("field.summary.title"));
        look("unusual reading", PRIVACY, visitor -> visitor.open("/access/unusual/" + places.unusualReading()));
        look("question of a holder", PRIVACY, visitor -> visitor.open("/access/questions/" + places.readingQuestion()));
        look("asking about a reading", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(SamplePlan.EXAMINING) + "/access/" + places.reading() + "/question")
                .press("portal.ask.send").sees("field.summary.title"));
        look("case in correction", LINKAGE, visitor -> visitor.open("/cases/" + places.inCorrection()).sees("correction.copies"));
        look("case corrected", LINKAGE, visitor -> visitor.open("/cases/" + places.corrected()).sees("correction.stage.FINAL"));
        look("record of a correction", LINKAGE, visitor -> visitor.open("/cases/" + places.corrected()).follow("correction.record")
                .sees("correction.filedReports"));
        page(SUPERVISOR, "/supervision");
        page(SUPERVISOR, "/supervision/figures");
        page(SUPERVISOR, "/supervision/heat");
        page(SUPERVISOR, "/supervision/alerts");
        page("municipal-supervisor-a", "/supervision");
        page(CLERK, "/models");
        page(CLERK, "/models/overseas-card-application");
        page(CLERK, "/models/overseas-eligibility");
        page(CLERK, "/cases/A26-00000000");
        page(CLERK, "/supervision");
    }

    private void residentsPages() {
        page(ANYBODY, "/residence");
        page(ANYBODY, "/residence/check");
        look("check of a resident with gaps", ANYBODY, visitor -> visitor.open("/residence/check").press("portal.residence.check.submit")
                .sees("field.summary.title"));
        look("check of a resident answered", ANYBODY, visitor -> visitor.open("/residence/check").select("statusGroup", "MID_TO_LONG_TERM")
                .select("period", "36").choose("residentRecordInJapan", "yes").select("baseProcedure", "EXTENSION")
                .choose("channel", "ONLINE").press("portal.residence.check.submit").sees("portal.residence.answer"));

        page(HOLDER, "/residence/apply/form");
        look("resident's form with errors", HOLDER, visitor -> visitor.open("/residence/apply/form").press("portal.form.toPhoto")
                .sees("field.summary.title"));
        look("resident's photo", HOLDER, visitor -> fillInTheResidentsForm(visitor.open("/residence/apply/form")).press("portal.form.toPhoto")
                .sees("portal.photo.title"));
        look("resident's review", HOLDER, visitor -> visitor.open("/residence/apply/photo").upload("photo", "face.jpg", "image/jpeg",
                world.resident(ResidentPlan.CHILD).photo()).press("portal.photo.upload").follow("portal.form.toReview")
                .sees("portal.residence.silence"));
        page(HOLDER, "/residence/apply/explanation");
        look("resident's review after reading", HOLDER, visitor -> visitor.open("/residence/apply/explanation")
                .press("portal.residence.explained.back").sees("portal.residence.wish"));
        look("resident's draft in the list", HOLDER, visitor -> visitor.open("/track").sees("portal.residence.draft.title"));
        page(HOLDER, "/residence/apply/delete");
        look("resident's draft thrown away", HOLDER, visitor -> visitor.open("/residence/apply/delete").page()
                .locator("main button[type=submit]").first().click());
        for (ResidentPlan plan : List.of(ResidentPlan.TO_BE_ACCEPTED, ResidentPlan.PAPERS_WANTED, ResidentPlan.BEING_EXAMINED_WITH_WISH,
                ResidentPlan.REFUSED, ResidentPlan.STAMPS_DUE, ResidentPlan.PAYMENT_DUE, ResidentPlan.RECORD_TO_CONFIRM,
                ResidentPlan.CARD_BEING_MADE, ResidentPlan.CARD_THERE, ResidentPlan.HAS_ONE_CARD, ResidentPlan.HAS_SEPARATE_CARDS,
                ResidentPlan.ADDRESS_WRITTEN, ResidentPlan.LAPSED)) {
            look("track resident " + plan, HOLDER, visitor -> visitor.open("/track/" + places.caseOf(plan)));
        }
        look("resident's answer missing", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(ResidentPlan.PAPERS_WANTED))
                .press("portal.answer.send").sees("field.summary.title"));
        look("resident's filing received", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(ResidentPlan.TO_BE_ACCEPTED) + "/received"));
        look("wish", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(ResidentPlan.TO_BE_ACCEPTED) + "/wish"));
        look("wish too late", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(ResidentPlan.STAMPS_DUE) + "/wish")
                .press("portal.wish.button").sees("portal.wish.refused"));
        look("wish taken back", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(ResidentPlan.CARD_BEING_MADE) + "/wish/revoke"));
        look("resident's change", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(ResidentPlan.TO_BE_ACCEPTED) + "/change"));
        look("resident's withdrawal", HOLDER, visitor -> visitor.open("/track/" + places.caseOf(ResidentPlan.TO_BE_ACCEPTED) + "/withdraw"));

        page("contact-centre-agent-a", "/cases/call");
        page("isa-clerk-a", "/cases/new");
        page("municipal-officer-a", "/cases/new");
        look("filing at the counter with gaps", "isa-clerk-a", visitor -> visitor.open("/cases/new").press("portal.counter.submit")
                .sees("field.summary.title"));
        page("isa-clerk-a", "/cases");
        look("resident's case under way", "isa-card-officer-a", visitor -> visitor.open("/cases/" + places.caseOf(ResidentPlan.CARD_THERE)));
        look("resident's case closed", "isa-clerk-a", visitor -> visitor.open("/cases/" + places.caseOf(ResidentPlan.HAS_ONE_CARD)));
        page("isa-supervisor-a", "/supervision");
        page(CLERK, "/models/residence-card-application");
        page(CLERK, "/models/residence-eligibility");
    }

    private Visitor fillInTheResidentsForm(Visitor visitor) {
        return visitor.select("baseProcedure", "EXTENSION").choose("channel", "COUNTER").select("bureauCode", World.BUREAU)
                .choose("applyingAs", "SELF").fill("givenLatin", "BUDIMAN").fill("dateOfBirth", LocalDate.of(1990, 5, 6))
                .choose("sex", "MALE").select("nationality", "IDN").select("municipalityCode", World.MUNICIPALITY)
                .fill("domicile", "東京都千代田区中央町1丁目2番3号").select("statusGroup", "MID_TO_LONG_TERM").select("status", "STUDENT")
                .select("period", "15").fill("periodUntil", LocalDate.of(2026, 8, 1)).choose("heldCard", "SEPARATE")
                .fill("residenceCardNumber", "AB12345678CD").fill("cardUntil", LocalDate.of(2026, 8, 1)).fill("phone", "090-1234-5678");
    }

    private void page(String who, String path) {
        look(path + (looks.containsKey(path) ? " of " + who : ""), who, visitor -> visitor.open(path));
    }

    private void look(String name, String who, Consumer<Visitor> way) {
        looks.put(name, new Look(who, way));
    }

    Stream<Arguments> pages() {
        return LANGUAGES.stream().flatMap(language -> looks.keySet().stream().map(name -> Arguments.of(language, name)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("pages")
    void a_page_is_for_everybody(Locale language, String name) {
        Look look = looks.get(name);
        Visitor visitor = who(look.who(), language);
        visitor.complaints().clear();
        look.way().accept(visitor);
        // a page that is still coming has links without words
        visitor.page().waitForLoadState();
        drawingsAreThere(visitor);
        picture(visitor, language, name);

        assertThat(violations(visitor, language)).isEmpty();
        visitor.page().setViewportSize(320, 640);
        picture(visitor, language, name + " narrow");
        assertThat(tooWide(visitor)).isEmpty();
        visitor.page().setViewportSize(1280, 900);
        assertThat(visitor.complaints()).isEmpty();
        assertThat(visitor.page().content()).doesNotContain("??");
    }

    /** Pictures of all pages take as long as the checks, so they are made on demand: {@code -DargLine=-Dpictures=true}. */
    private static void picture(Visitor visitor, Locale language, String name) {
        if (Boolean.getBoolean("pictures")) {
            visitor.look("all-%s-%s".formatted(language, name.replaceAll("[^A-Za-z0-9]+", "-")));
        }
    }

    @Test
    void no_task_form_is_left_out() {
        assertThat(places.taskKeys()).containsAll(taskForms.stream().map(TaskForm::taskKey).toList());
    }

    private Visitor who(String who, Locale language) {
        WorkItem task = places.task(who);
        String person = task == null ? who : places.whoMayDo(task).id();
        return switch (person) {
            case ANYBODY -> visitors.computeIfAbsent(ANYBODY + language, key -> visitor(language));
            case HOLDER -> visitors.computeIfAbsent(HOLDER + language, key -> holder(EveryPlace.EMAIL, language));
            default -> staff(person, language);
        };
    }

    private String ofNumber() {
        return "/cases/" + places.withNumber() + "/number";
    }

    private Visitor openTask(Visitor visitor, String taskKey) {
        return visitor.open("/tasks/" + places.task(taskKey).taskId());
    }

    private Visitor answerTheQuestions(Visitor visitor) {
        visitor.open("/apply");
        if (visitor.has("portal.apply.restart")) {
            visitor.press("portal.apply.restart");
        }
        for (String answer : List.of("NEW", "yes", "no", "yes", "yes", "yes", "NONE")) {
            visitor.choose("answer", answer).press("portal.next");
        }
        return visitor.fill("answer", LocalDate.of(1985, 4, 1)).press("portal.next").sees("portal.outcome.ELIGIBLE");
    }

    private Visitor fillInTheForm(Visitor visitor) {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        return visitor.choose("applyingAs", "SELF").fill("familyName", person.familyName()).fill("givenName", person.givenName())
                .fill("familyKana", person.familyKana()).fill("givenKana", person.givenKana())
                .fill("familyLatin", person.familyLatin()).fill("givenLatin", person.givenLatin()).choose("sex", person.sex())
                .select("municipalityCode", World.MUNICIPALITY).fill("domicile", person.domicile()).fill("myNumber", person.myNumber())
                .select("missionCode", World.MISSION).fill("phone", "+66 2 207 8500");
    }

    private static void drawingsAreThere(Visitor visitor) {
        Locator drawings = visitor.page().locator("[data-bpmn-src], [data-dmn-src]");
        for (int i = 0; i < drawings.count(); i++) {
            drawings.nth(i).locator("svg, table").first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        }
    }

    /** Asked for nothing but what is wrong: to describe all that is right takes axe as long again. Colours have no language. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Visitor visitor, Locale language) {
        visitor.page().evaluate(AxeBuilder.getAxeScript());
        return (List<String>) visitor.page().evaluate("""
                ([tags, colours]) => axe.run(document, {runOnly: {type: 'tag', values: tags}, rules: {'color-contrast': {enabled: colours}},
                        resultTypes: ['violations']})
                    .then(found => found.violations.map(rule => `${rule.id}: ${rule.help} ${rule.nodes.map(node => node.html)}`))""",
                List.of(WCAG, language.equals(Locale.JAPANESE)));
    }

    /** What sticks out to the right, unless it scrolls within itself. */
    private static List<?> tooWide(Visitor visitor) {
        return (List<?>) visitor.page().evaluate("""
                () => document.scrollingElement.scrollWidth <= 320 ? [] : [...document.querySelectorAll('body *')]
                    .filter(one => one.getBoundingClientRect().right > 321 && !one.closest('.table-scroll, [data-bpmn-src], [data-dmn-src]'))
                    .map(one => one.outerHTML.slice(0, 120))""");
    }
}
