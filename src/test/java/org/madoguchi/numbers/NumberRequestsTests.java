package org.madoguchi.numbers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NewCase;
import org.madoguchi.casefile.NumberPurpose;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.AtAKeycloakBrowser;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MyNumber;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Nobody sees a My Number alone, and nobody sees it twice. */
@MadoguchiTest
@ExtendWith(OutputCaptureExtension.class)
class NumberRequestsTests {

    private static final CurrentUser ASKER = staff("chiyoda-1", Role.MUNICIPAL_OFFICER, "131016");
    private static final CurrentUser COLLEAGUE = staff("chiyoda-2", Role.MUNICIPAL_SUPERVISOR, "131016");
    private static final CurrentUser ELSEWHERE = staff("elsewhere-1", Role.MUNICIPAL_OFFICER, "011002");
    private static final CurrentUser LINKAGE = staff("linkage-1", Role.LINKAGE_OFFICER, "HQ");
    private static final MyNumber NUMBER = MyNumber.of("123456789018");

    @Autowired
    MockMvcTester http;

    @Autowired
    NumberRequests requests;

    @Autowired
    NumberVault vault;

    @Autowired
    CaseFiles cases;

    @Autowired
    ApplicantAccounts accounts;

    @Autowired
    Staff staff;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient sql;

    private CaseFile file;
    private CurrentUser holder;

    private static CurrentUser staff(String id, Role role, String office) {
        return new CurrentUser(id, CurrentUser.Kind.STAFF, "担当 " + id, "Officer " + id, Set.of(new Post(role, office)));
    }

    @BeforeEach
    void aCase() {
        clock.stopAt(Instant.parse("2026-06-02T03:00:00Z"));
        UUID account = accounts.findOrCreate(UUID.randomUUID() + "@example.org", "en");
        holder = CurrentUser.applicant(account.toString());
        var applicant = new Applicant("山田", UUID.randomUUID().toString(), "ヤマダ", "ハナコ", "YAMADA", "HANAKO", LocalDate.of(1990, 4, 1), "FEMALE",
                "東京都千代田区丸の内一丁目1番", null, null, true, "ADULT", null, null, vault.store(NUMBER), Map.of());
        file = cases.get(cases.receive(NewCase.overseas("NEW", "FIRST_ISSUE", "ONLINE", account, "en", "131016", "TH-BKK", null, applicant, null),
                CurrentUser.SYSTEM));
        sql.sql("truncate read_log").update();
    }

    @AfterEach
    void timeGoesOn() {
        clock.run();
    }

    @Test
    void one_asks_another_releases_and_the_first_sees_it_once(CapturedOutput log) {
        assertThat(page("/cases/" + file.number(), ASKER)).contains("Ending in 9018", "Ask to see the whole number").doesNotContain("??");
        assertThat(page(path(), ASKER)).contains("The match with the register is in doubt").doesNotContain("A wrong link is put right", "??");
        String request = asked();
        assertThat(page(request, ASKER)).contains("Waits for a second person", "has to release it by", "Two records").doesNotContain("Show the number", "Decide on", "??");
        assertThat(page("/tasks", ASKER)).doesNotContain("in full (" + file.number() + ")");

        assertThat(page("/tasks", COLLEAGUE)).contains("asks to see a My Number in full (" + file.number() + ")", request);
        assertThat(page(request, COLLEAGUE)).contains("Officer chiyoda-1", "Two records", "Decide on the request").doesNotContain("Show the number", "??");
        assertThat(post(request, COLLEAGUE, "decision", "RELEASE")).hasRedirectedUrl(request);
        assertThat(page("/tasks", COLLEAGUE)).doesNotContain("in full (" + file.number() + ")");

        assertThat(page("/tasks", ASKER)).contains("once and within minutes", request);
        assertThat(page(request, ASKER)).contains("Show the number once").doesNotContain("??");
        clock.tick(Duration.ofMinutes(4));
        MvcTestResult shown = post(request + "/show", ASKER);
        assertThat(shown).hasStatusOk().hasHeader("Cache-Control", "no-store").hasHeader("Referrer-Policy", "no-referrer");
        assertThat(text(shown)).contains("<span>1234</span><span>5678</span><span>9018</span>", "This page is shown once").doesNotContain("??");

        assertThat(post(request + "/show", ASKER)).hasStatus(409);
        assertThat(http.get().uri(request + "/show").with(user(ASKER)).exchange()).hasRedirectedUrl(request);
        assertThat(page(request, ASKER)).contains("You have seen the number").doesNotContain("Show the number", NUMBER.digits(), "??");

        assertThat(steps()).containsExactly("NUMBER_ASKED chiyoda-1 NUMBER_FOR_RECORD_IN_DOUBT Two records of this name.",
                "NUMBER_RELEASED chiyoda-2 NUMBER_FOR_RECORD_IN_DOUBT null", "NUMBER_SHOWN chiyoda-1 NUMBER_FOR_RECORD_IN_DOUBT null");
        assertThat(reads("NUMBER_REQUEST")).containsExactly("chiyoda-1", "chiyoda-2");
        assertThat(reads("NUMBER_SHOWN")).containsExactly("chiyoda-1");
        assertThat(sql.sql("select reader_id || ' ' || purpose from number_reveal where case_number = :case").param("case", file.number())
                .query(String.class).list()).containsExactly("chiyoda-1 RECORD_IN_DOUBT");
        assertThat(page("/cases/" + file.number(), ASKER)).contains("Saw the whole My Number", "Two records of this name.").doesNotContain("??");
        assertThat(page("/track/" + file.number() + "/access", holder)).contains("Your whole My Number shown to a member of staff").doesNotContain("??");
        assertThat(page("/track/" + file.number(), holder)).doesNotContain("Saw the whole My Number");
        assertThat(log.getAll()).doesNotContain(NUMBER.digits());
    }

    @Test
    void whoever_asked_does_not_release_it() {
        String request = asked();
        assertThat(post(request, ASKER, "decision", "RELEASE")).hasStatus(403);
        assertThat(post(request, ASKER, "decision", "REFUSE", "note", "No.")).hasStatus(403);
        assertThat(post(request + "/show", ASKER)).as("not released").hasStatus(409);
        assertThat(steps()).hasSize(1);
        assertThatThrownBy(() -> sql.sql("update number_request set decided_by = asked_by, decided_at = asked_at").update())
                .as("nor does the table let it").hasMessageContaining("number_request");
    }

    @Test
    void whoever_released_it_does_not_see_it() {
        String request = released();
        assertThat(post(request + "/show", COLLEAGUE)).hasStatus(403);
        assertThat(post(request + "/show", LINKAGE)).hasStatus(403);
        assertThat(reads("NUMBER_SHOWN")).isEmpty();
    }

    @Test
    void another_office_neither_asks_nor_releases() {
        assertThat(post(path(), ELSEWHERE, "purpose", "RECORD_IN_DOUBT", "reason", "x")).hasStatus(404);
        assertThat(http.get().uri(path()).with(user(ELSEWHERE)).exchange()).hasStatus(404);
        String request = asked();
        assertThat(post(request, ELSEWHERE, "decision", "RELEASE")).hasStatus(404);
        assertThat(post(request + "/show", ELSEWHERE)).hasStatus(404);
        assertThat(post(request, LINKAGE, "decision", "RELEASE")).as("may open the case, but is of another office").hasStatus(403);
        assertThat(page(request, LINKAGE)).doesNotContain("Decide on the request");
        assertThat(page("/tasks", ELSEWHERE)).doesNotContain(file.number());
    }

    @Test
    void what_moved_to_another_municipality_is_shown_no_more() {
        String request = released();
        cases.moveMunicipality(file.number(), "011002", CurrentUser.SYSTEM);
        assertThat(post(request + "/show", ASKER)).hasStatus(404);
        assertThat(post(request + "/show", ELSEWHERE)).hasStatus(403);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_role_asks_for_its_purposes_only(Role role) {
        String office = switch (role.officeKind()) {
            case MISSION -> "TH-BKK";
            case MUNICIPALITY -> "131016";
            case BUREAU -> "ISA-TYO";
            case HEADQUARTERS -> "HQ";
        };
        CurrentUser somebody = staff("somebody", role, office);
        Set<NumberPurpose> its = Stream.of(NumberPurpose.values()).filter(purpose -> purpose.roles().contains(role)).collect(Collectors.toSet());
        assertThat(requests.purposes(file, somebody)).containsExactlyInAnyOrderElementsOf(its);
        for (NumberPurpose purpose : NumberPurpose.values()) {
            if (!its.contains(purpose)) {
                assertThat(post(path(), somebody, "purpose", purpose.name(), "reason", "x")).as(purpose.name()).hasStatus(403);
            }
        }
        if (its.isEmpty()) {
            assertThat(http.get().uri(path()).with(user(somebody)).exchange()).hasStatus(403);
        }
    }

    @Test
    void mission_and_holder_see_no_way_to_it() {
        assertThat(page("/cases/" + file.number(), staff("bangkok-1", Role.CONSULAR_OFFICER, "TH-BKK"))).doesNotContain("Ending in", path());
        assertThat(http.get().uri(path()).with(user(holder)).exchange()).hasStatus(403);
    }

    @Test
    void purpose_and_reason_are_wanted_and_no_number_is_written_into_them() {
        assertThat(post(path(), ASKER, "purpose", "", "reason", "x")).hasStatus(422);
        assertThat(post(path(), ASKER, "purpose", "CURIOSITY", "reason", "x")).hasStatus(422);
        assertThat(post(path(), ASKER, "purpose", "CARD_DIFFERS", "reason", " ")).hasStatus(422);
        assertThat(post(path(), ASKER, "purpose", "CARD_DIFFERS", "reason", "x".repeat(501))).hasStatus(422);
        for (String number : List.of("123456789018", "1234 5678-9018", "１２３４５６７８９０１８")) {
            assertThat(text(post(path(), ASKER, "purpose", "CARD_DIFFERS", "reason", "Is it " + number + "?"))).contains("Please do not write it here");
        }
        assertThat(requests.ofCase(file)).isEmpty();
        String request = asked();
        assertThat(post(request, COLLEAGUE)).hasStatus(422);
        assertThat(post(request, COLLEAGUE, "decision", "REFUSE", "note", "")).hasStatus(422);
    }

    @Test
    void a_refused_request_is_over() {
        String request = asked();
        assertThat(post(request, COLLEAGUE, "decision", "REFUSE", "note", "The last four digits are enough.")).hasRedirectedUrl(request);
        assertThat(post(request, COLLEAGUE, "decision", "RELEASE")).hasStatus(409);
        assertThat(post(request + "/show", ASKER)).hasStatus(409);
        assertThat(page(request, ASKER)).contains("Refused by", "The last four digits are enough.").doesNotContain("??");
        assertThat(steps()).last().isEqualTo("NUMBER_REFUSED chiyoda-2 NUMBER_FOR_RECORD_IN_DOUBT The last four digits are enough.");
    }

    @Test
    void what_was_released_is_shown_within_minutes_or_not_at_all() {
        String request = released();
        clock.tick(Duration.ofMinutes(5));
        assertThat(post(request + "/show", ASKER)).hasStatus(409);
        assertThat(page(request, ASKER)).contains("Lapsed").doesNotContain("Show the number", "??");
        requests.lapse();
        requests.lapse();
        assertThat(steps()).last().isEqualTo("NUMBER_LAPSED system null null");
        assertThat(steps()).hasSize(3);
        assertThat(reads("NUMBER_SHOWN")).isEmpty();
        assertThat(asked()).as("one may ask again").isNotEqualTo(request);
    }

    @Test
    void a_request_does_not_wait_for_ever() {
        String request = asked();
        clock.tick(Duration.ofHours(8));
        assertThat(page("/tasks", COLLEAGUE)).doesNotContain(request);
        assertThat(post(request, COLLEAGUE, "decision", "RELEASE")).hasStatus(409);
        assertThat(asked()).isNotEqualTo(request);
    }

    @Test
    void a_second_tab_asks_for_nothing_more_and_a_colleague_for_themselves() {
        asked();
        assertThat(post(path(), ASKER, "purpose", "CARD_DIFFERS", "reason", "x")).hasStatus(409);
        assertThat(page(path(), ASKER)).doesNotContain("Why the whole number is needed");
        assertThat(post(path(), COLLEAGUE, "purpose", "CARD_DIFFERS", "reason", "x")).hasStatus(302);
    }

    @Test
    void of_two_tabs_at_the_same_moment_one_sees_it() throws Exception {
        UUID id = UUID.fromString(released().replaceAll(".*/", ""));
        var threads = Executors.newFixedThreadPool(4);
        List<Callable<String>> tabs = new ArrayList<>();
        for (int tab = 0; tab < 4; tab++) {
            tabs.add(() -> {
                try {
                    return requests.show(file.number(), id, ASKER).digits();
                } catch (Refusal no) {
                    return no.code();
                }
            });
        }
        List<String> seen = new ArrayList<>();
        for (var tab : threads.invokeAll(tabs)) {
            seen.add(tab.get());
        }
        threads.shutdown();
        assertThat(seen).containsExactlyInAnyOrder(NUMBER.digits(), "NUMBER_REQUEST_SHOWN", "NUMBER_REQUEST_SHOWN", "NUMBER_REQUEST_SHOWN");
        assertThat(reads("NUMBER_SHOWN")).hasSize(1);
    }

    @Test
    void with_keycloak_both_show_the_second_factor_just_before() {
        staff.put(ASKER);
        staff.put(COLLEAGUE);
        Instant longAgo = clock.instant().minus(Duration.ofMinutes(6));
        Instant justNow = clock.instant().minus(Duration.ofMinutes(1));
        String request = asked();
        assertThat(post(request, AtAKeycloakBrowser.of(COLLEAGUE, longAgo), "decision", "RELEASE")).hasStatus(403);
        assertThat(page(request, AtAKeycloakBrowser.of(COLLEAGUE, longAgo))).contains("/sign-in/second-factor?back=" + request)
                .doesNotContain("Decide on the request</h2>", "??");
        assertThat(post(request, AtAKeycloakBrowser.of(COLLEAGUE, justNow), "decision", "RELEASE")).hasRedirectedUrl(request);

        MvcTestResult without = post(request + "/show", AtAKeycloakBrowser.of(ASKER, longAgo));
        assertThat(without).hasStatus(403);
        assertThat(text(without)).doesNotContain("5678");
        assertThat(page(request, AtAKeycloakBrowser.of(ASKER, longAgo))).contains("/sign-in/second-factor?back=" + request).doesNotContain("Show the number");
        assertThat(text(post(request + "/show", AtAKeycloakBrowser.of(ASKER, justNow)))).contains("<span>5678</span>");
    }

    @Test
    void a_number_that_was_deleted_is_asked_for_by_nobody() {
        String request = released();
        sql.sql("update case_applicant set number_ref = null where case_number = :case").param("case", file.number()).update();
        assertThat(post(request + "/show", ASKER)).hasStatus(409);
        assertThat(page(path(), ASKER)).contains("No My Number is kept").doesNotContain("Why the whole number is needed", "??");
        assertThat(page("/cases/" + file.number(), ASKER)).doesNotContain("Ending in");
        assertThat(page(request, COLLEAGUE)).doesNotContain("??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/00000000-0000-4000-8000-000000000000"})
    void a_request_of_another_case_is_none_of_this(String other) {
        String first = asked();
        aCase();
        String id = other.isEmpty() ? first.replaceAll(".*/", "/") : other;
        assertThat(http.get().uri(path() + id).with(user(COLLEAGUE)).exchange()).hasStatus(404);
        assertThat(post(path() + id, COLLEAGUE, "decision", "RELEASE")).hasStatus(404);
        assertThat(post(path() + id + "/show", ASKER)).hasStatus(404);
    }

    @Test
    void every_page_speaks_japanese_too() {
        String request = asked();
        for (String path : List.of("/cases/" + file.number(), path(), request, "/tasks")) {
            assertThat(page(path + "?lang=ja", COLLEAGUE)).contains("マイナンバー").doesNotContain("??");
        }
    }

    private String path() {
        return "/cases/" + file.number() + "/number";
    }

    /** The address of a new request. */
    private String asked() {
        MvcTestResult result = post(path(), ASKER, "purpose", "RECORD_IN_DOUBT", "reason", "Two records of this name.");
        assertThat(result).hasStatus(302);
        return result.getResponse().getRedirectedUrl();
    }

    private String released() {
        String request = asked();
        assertThat(post(request, COLLEAGUE, "decision", "RELEASE")).hasStatus(302);
        return request;
    }

    private List<String> steps() {
        return cases.timeline(file.number()).stream().filter(entry -> entry.event().startsWith("NUMBER_"))
                .map(entry -> entry.event() + " " + entry.actorId() + " " + entry.reasonCode() + " " + entry.note()).toList();
    }

    private List<String> reads(String purpose) {
        return sql.sql("select reader_id from read_log where case_number = :case and purpose = :purpose order by id").param("case", file.number())
                .param("purpose", purpose).query(String.class).list();
    }

    private String page(String path, CurrentUser reader) {
        return text(http.get().uri(path).with(user(reader)).header("Accept-Language", "en").exchange());
    }

    private String page(String path, Authentication reader) {
        return text(http.get().uri(path).with(authentication(reader)).header("Accept-Language", "en").exchange());
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MvcTestResult post(String path, CurrentUser actor, String... fields) {
        return post(path, user(actor), fields);
    }

    private MvcTestResult post(String path, Authentication actor, String... fields) {
        return post(path, authentication(actor), fields);
    }

    private MvcTestResult post(String path, org.springframework.test.web.servlet.request.RequestPostProcessor actor, String... fields) {
        var request = http.post().uri(path).with(actor).with(csrf()).header("Accept-Language", "en");
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
