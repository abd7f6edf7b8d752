package org.madoguchi.accessregister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.AccessRegister.CaseConcern;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NewCase;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What the privacy officer sees of reading, and what holders ask about it. */
@MadoguchiTest
class AccessPagesTests {

    private static final CurrentUser OFFICER = staff("privacy-1", Role.PRIVACY_OFFICER, "HQ");
    private static final CurrentUser READER = staff("curious-1", Role.CONSULAR_OFFICER, "TH-BKK");

    @Autowired
    MockMvcTester http;

    @Autowired
    AccessRegister register;

    @Autowired
    UnusualReadings unusual;

    @Autowired
    ReadingQuestions questions;

    @Autowired
    Holds holds;

    @Autowired
    ReadLogSeals seals;

    @Autowired
    CaseFiles cases;

    @Autowired
    ApplicantAccounts accounts;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient sql;

    @Autowired
    MessageSource messages;

    @Value("${madoguchi.data-directory}")
    Path directory;

    private CaseFile file;
    private CurrentUser holder;

    private static CurrentUser staff(String id, Role role, String office) {
        return new CurrentUser(id, CurrentUser.Kind.STAFF, "担当", "Officer", Set.of(new Post(role, office)));
    }

    @BeforeEach
    void aCase() {
        sql.sql("truncate read_log, read_seal, read_log_check, read_log_finding, unusual_reading, reading_question, legal_hold").update();
        NotedSeal.in(directory).file().toFile().delete();
        sql.sql("delete from work_item where task_key = 'Task_X'").update();
        // a Tuesday, ten in the morning in Bangkok
        clock.stopAt(Instant.parse("2026-06-02T03:00:00Z"));
        UUID account = accounts.findOrCreate(UUID.randomUUID() + "@example.org", "en");
        holder = CurrentUser.applicant(account.toString());
        var applicant = new Applicant("山田", UUID.randomUUID().toString(), "ヤマダ", "ハナコ", "YAMADA", "HANAKO", LocalDate.of(1990, 4, 1), "FEMALE",
                "東京都千代田区丸の内一丁目1番", null, null, true, "ADULT", null, null, null, Map.of());
        file = cases.get(cases.receive(NewCase.overseas("NEW", "FIRST_ISSUE", "ONLINE", account, "en", "131016", "TH-BKK", null, applicant, null),
                CurrentUser.SYSTEM));
    }

    @AfterEach
    void timeGoesOn() {
        clock.run();
    }

    @Test
    void what_stands_out_is_listed_until_somebody_has_looked_into_it_and_again_when_it_grows() {
        readOthers(6);
        unusual.look();
        unusual.look();
        assertThat(page("/access", OFFICER)).contains("Opened 6 cases without a task", "curious-1", "10:00–10:05", "1 in the last 14 days")
                .doesNotContain("??");
        long id = unusual.list(false, null, 10).get(0).id();
        assertThat(page("/access/unusual/" + id, OFFICER)).contains("A26-TEST0", "Looking the case up").doesNotContain("??");
        assertThat(post("/access/unusual/" + id, OFFICER, "note", " ")).hasStatus(422);
        assertThat(post("/access/unusual/" + id, OFFICER, "note", "Helped at the counter.")).hasRedirectedUrl("/access");
        assertThat(page("/access", OFFICER)).doesNotContain("without a task");
        assertThat(page("/access?all=true", OFFICER)).contains("without a task", "Looked into");
        unusual.look();
        assertThat(unusual.list(false, null, 10)).isEmpty();
        readOthers(8);
        unusual.look();
        assertThat(unusual.list(false, null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.times()).isEqualTo(8);
            assertThat(entry.note()).isEqualTo("Helped at the counter.");
        });
    }

    @Test
    void a_case_with_a_task_at_the_office_does_not_stand_out() {
        readOthers(8);
        for (int i = 0; i < 3; i++) {
            sql.sql("insert into work_item (task_id, case_number, task_key, form_key, role, office_code, created_at, due_at, at_risk_at, closed_at) "
                            + "values (:id, :case, 'Task_X', 'x', 'consular-officer', 'TH-BKK', :at, :at, :at, :closed)").param("id", UUID.randomUUID().toString())
                    .param("case", "A26-TEST" + i).param("at", clock.instant().minus(Duration.ofDays(9)).atOffset(ZoneOffset.UTC))
                    .param("closed", i == 0 ? clock.instant().minus(Duration.ofDays(8)).atOffset(ZoneOffset.UTC) : null, Types.TIMESTAMP_WITH_TIMEZONE)
                    .update();
        }
        unusual.look();
        assertThat(unusual.list(false, null, 10)).as("two have one, and one had one long ago").singleElement()
                .satisfies(entry -> assertThat(entry.times()).isEqualTo(6));
    }

    @Test
    void many_cases_stand_out_only_against_what_the_reader_usually_opens() {
        for (int days = 1; days <= 5; days++) {
            opened(20, Duration.ofDays(days));
        }
        opened(59, Duration.ZERO);
        unusual.look();
        assertThat(unusual.list(true, null, 10)).noneMatch(entry -> entry.reason().equals("VOLUME"));
        opened(60, Duration.ZERO);
        unusual.look();
        assertThat(unusual.list(true, null, 10)).filteredOn(entry -> entry.reason().equals("VOLUME")).singleElement().satisfies(entry -> {
            assertThat(entry.times()).isEqualTo(60);
            assertThat(entry.usual()).isEqualTo(20);
        });
    }

    private void opened(int count, Duration ago) {
        sql.sql("insert into read_log (at, reader_kind, reader_id, office_code, case_number, purpose) select :at, 'STAFF', 'busy-1', 'TH-BKK', "
                        + "'A26-BUSY' || n, 'TASK' from generate_series(1, :count) n").param("count", count)
                .param("at", clock.instant().minus(ago).atOffset(ZoneOffset.UTC)).update();
    }

    @Test
    void a_long_list_is_paged() {
        for (int i = 0; i < 45; i++) {
            sql.sql("insert into unusual_reading (reader_id, office_code, day, reason, times, first_at, last_at, found_at) values "
                    + "(:reader, 'TH-BKK', date '2026-06-01', 'NO_TASK', 7, now(), now(), now())").param("reader", "reader-" + i).update();
        }
        String page = page("/access", OFFICER);
        int seen = 0;
        for (int pages = 1; pages <= 3; pages++) {
            seen += page.split("/access/unusual/", -1).length - 1;
            Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(page);
            assertThat(next.find()).as("more after page " + pages).isEqualTo(pages < 3);
            page = pages < 3 ? page(next.group(1).replace("&amp;", "&"), OFFICER) : page;
        }
        assertThat(seen).isEqualTo(45);
    }

    @Test
    void a_holder_asks_about_a_reading_and_sees_the_answer() {
        cases.open(file.number(), READER, Purpose.CASE_WORK);
        cases.open(file.number(), READER, Purpose.CASE_WORK);
        for (int i = 0; i < 30; i++) {
            page("/track/" + file.number() + "/access", holder);
        }
        String list = page("/track/" + file.number() + "/access", holder);
        assertThat(list).contains("You looked yourself: 31 times", "2 times that day", "Looking the case up").doesNotContain("??", "curious-1");
        assertThat(list.split("Looking the case up", -1)).hasSize(2);
        long reading = register.readingsOf(file.number(), clock.getZone(), 0, 10).get(0).id();

        String ask = "/track/" + file.number() + "/access/" + reading + "/question";
        assertThat(page(ask, holder)).contains("Why do you ask?").doesNotContain("??");
        assertThat(post(ask, holder, "reason", "", "words", "?")).hasStatus(422);
        assertThat(post(ask, holder, "reason", "NOT_EXPECTED", "words", "x".repeat(1001))).hasStatus(422);
        assertThat(post(ask, holder, "reason", "NOT_EXPECTED", "words", "Who was it? <b>")).hasRedirectedUrl("/track/" + file.number() + "/access");
        assertThat(page("/track/" + file.number() + "/access", holder)).contains("Who was it? &lt;b&gt;", "The privacy officer is looking into it", "You asked about it");
        assertThat(holds.on(file.number())).isTrue();

        UUID id = questions.waiting().get(0).id();
        assertThat(page("/access", OFFICER)).contains("I do not know why they looked", file.number());
        assertThat(page("/access/questions/" + id, OFFICER)).contains("curious-1", "Who was it?", "The office had no task of this case then.",
                "opened the case 2 times", "Japan Time").doesNotContain("??", "Asia/Tokyo");
        assertThat(post("/access/questions/" + id, OFFICER, "finding", "", "answer", "x")).hasStatus(422);
        assertThat(post("/access/questions/" + id, OFFICER, "finding", "IN_ORDER", "answer", "Your visit was prepared.")).hasRedirectedUrl("/access");
        assertThat(post("/access/questions/" + id, OFFICER, "finding", "IN_ORDER", "answer", "again")).hasStatus(409);
        assertThat(page("/track/" + file.number() + "/access", holder)).contains("Your visit was prepared.", "The reading was needed for the work");
        assertThat(holds.on(file.number())).isFalse();
        assertThat(sql.sql("select template from notification where case_number = :case").param("case", file.number()).query(String.class).list())
                .containsExactly("reading-answered");
    }

    @Test
    void nobody_asks_about_a_reading_of_another_case_or_without_end() {
        register.open(READER, new CaseConcern("A26-TESTX", "x", "TH-BKK", null, null, null), Purpose.CASE_WORK);
        long foreign = sql.sql("select id from read_log where case_number = 'A26-TESTX'").query(Long.class).single();
        assertThat(post("/track/" + file.number() + "/access/" + foreign + "/question", holder, "reason", "OTHER", "words", "")).hasStatus(404);
        for (int i = 0; i < 11; i++) {
            cases.open(file.number(), READER, Purpose.CASE_WORK);
            long id = sql.sql("select max(id) from read_log").query(Long.class).single();
            assertThat(post("/track/" + file.number() + "/access/" + id + "/question", holder, "reason", "OTHER", "words", ""))
                    .hasStatus(i < 10 ? 302 : 409);
        }
    }

    @Test
    void seals_are_verified_on_the_page() {
        readOthers(3);
        seals.sealNew();
        assertThat(page("/access/seals", OFFICER)).contains("Not verified yet", "The last seal, for your notes");
        assertThat(post("/access/seals", OFFICER)).hasRedirectedUrl("/access/seals");
        assertThat(page("/access/seals", OFFICER)).contains("are as they were sealed", "Thailand");
        long row = sql.sql("select max(id) from read_log where seal is not null").query(Long.class).single();
        sql.sql("update read_log set reader_id = 'somebody' where id = :id").param("id", row).update();
        post("/access/seals", OFFICER);
        assertThat(page("/access/seals", OFFICER)).contains("A row was changed", "2 Jun 2026", ">" + row + "<").doesNotContain("??");
        assertThat(page("/access", OFFICER)).contains("not as it was sealed. Findings: 1");
    }

    @Test
    void a_hold_is_placed_once_for_a_reason_and_lifted() {
        assertThat(post("/access/holds", OFFICER, "caseNumber", "", "why", "COMPLAINT")).hasStatus(422);
        assertThat(post("/access/holds", OFFICER, "caseNumber", "A26-00000000", "why", "COMPLAINT")).hasStatus(422);
        assertThat(post("/access/holds", OFFICER, "caseNumber", file.number().toLowerCase(), "why", "COMPLAINT")).hasRedirectedUrl("/access/holds");
        assertThat(post("/access/holds", OFFICER, "caseNumber", file.number(), "why", "COMPLAINT")).hasStatus(422);
        assertThat(page("/access/holds", OFFICER)).contains(file.number(), "A complaint").doesNotContain("??");
        assertThat(holds.on(file.number())).isTrue();
        assertThat(post("/access/holds/" + holds.inForce().get(0).id() + "/lift", OFFICER)).hasRedirectedUrl("/access/holds");
        assertThat(holds.on(file.number())).isFalse();
    }

    @Test
    void every_page_speaks_japanese_too() {
        readOthers(6);
        unusual.look();
        cases.open(file.number(), READER, Purpose.CASE_WORK);
        long reading = sql.sql("select max(id) from read_log").query(Long.class).single();
        post("/track/" + file.number() + "/access/" + reading + "/question", holder, "reason", "OTHER", "words", "");
        for (String path : new String[] {"/access", "/access/seals", "/access/holds", "/access/deletions", "/access/unusual/" + unusual.list(false, null, 1).get(0).id(),
            "/access/questions/" + questions.waiting().get(0).id()}) {
            assertThat(page(path + "?lang=ja", OFFICER)).as(path).contains("lang=\"ja\"").doesNotContain("??");
        }
    }

    @Test
    void every_purpose_of_reading_has_its_words() {
        for (Locale language : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            for (Purpose purpose : Purpose.values()) {
                assertThat(messages.getMessage("access.purpose." + purpose, null, null, language)).as("for the privacy officer: " + purpose).isNotBlank();
                assertThat(messages.getMessage("portal.reading." + purpose, null, null, language)).as("for the holder: " + purpose).isNotBlank();
            }
        }
    }

    /** A minute apart, cases of other people, with no task. */
    private void readOthers(int count) {
        Instant begin = clock.instant();
        for (int i = 0; i < count; i++) {
            register.open(READER, new CaseConcern("A26-TEST" + i, "x", "TH-BKK", null, null, null), Purpose.CASE_WORK);
            clock.tick(Duration.ofMinutes(1));
        }
        clock.stopAt(begin.plus(Duration.ofMinutes(count)));
    }

    private String page(String path, CurrentUser reader) {
        MvcTestResult result = http.get().uri(path).with(user(reader)).header("Accept-Language", "en").exchange();
        assertThat(result).as(path).hasStatusOk();
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MvcTestResult post(String path, CurrentUser actor, String... fields) {
        var request = http.post().uri(path).with(user(actor)).with(csrf()).header("Accept-Language", "en");
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
