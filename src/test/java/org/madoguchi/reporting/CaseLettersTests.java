package org.madoguchi.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.Document;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What a case has letters for, who may have them, and what is kept of those that go out. */
@MadoguchiTest
@Import(World.class)
class CaseLettersTests {

    private static final CurrentUser CLERK = at(Role.CONSULAR_CLERK, World.MISSION);
    private static final CurrentUser MANAGER = at(Role.PROGRAMME_MANAGER, "HQ");

    @Autowired
    World world;
    @Autowired
    CaseFiles cases;
    @Autowired
    CaseLetters letters;
    @Autowired
    MockMvcTester http;
    @Autowired
    MovableClock clock;

    private static CurrentUser at(Role role, String office) {
        return new CurrentUser("paper-" + role.id(), CurrentUser.Kind.STAFF, "担当", "Officer", Set.of(new Post(role, office)));
    }

    @BeforeEach
    void begin() {
        world.begin();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void a_refused_applicant_reads_reason_basis_and_every_remedy_of_the_table() {
        String number = walk(SamplePlan.REFUSED);

        List<String> lines = print(LetterKind.REFUSAL, holders(number), Locale.ENGLISH);

        assertThat(lines).contains("Decision of Refusal", "Reasons", "What can be done about this decision");
        assertThat(String.join(" ", lines)).contains("request a review", "Within: 3 months", "ask a court to cancel the decision", "Within: 6 months",
                "Legal basis");
        assertThat(letters.available(holders(number))).contains(LetterKind.RECEIPT, LetterKind.REFUSAL, LetterKind.READINGS)
                .doesNotContain(LetterKind.FEE, LetterKind.ISSUANCE, LetterKind.VISIT, LetterKind.HAND_OVER, LetterKind.DISPOSAL, LetterKind.WISH);
    }

    @Test
    void a_question_to_the_applicant_says_until_when_and_where_to_answer() {
        String number = walk(SamplePlan.PHOTO_WANTED);

        assertThat(String.join(" ", print(LetterKind.INFORMATION, holders(number), Locale.JAPANESE))).contains("回答期限", "/track/" + number);
    }

    @Test
    void a_fee_notice_names_amount_and_last_day() {
        String number = walk(SamplePlan.FEE_TO_PAY);

        assertThat(String.join(" ", print(LetterKind.FEE, holders(number), Locale.ENGLISH))).containsPattern("Fee [0-9,]+ yen").contains("Pay by");
    }

    @Test
    void who_has_booked_gets_a_slip_with_time_place_and_papers() {
        String number = walk(SamplePlan.VISIT_BOOKED);

        assertThat(String.join(" ", print(LetterKind.VISIT, holders(number), Locale.ENGLISH))).contains("Visit Slip", "What to bring", "passport");
    }

    @Test
    void a_card_in_its_holders_hand_has_a_record_of_every_hand_before() {
        String number = walk(SamplePlan.HANDED_OVER);

        assertThat(String.join(" ", print(LetterKind.HAND_OVER, holders(number), Locale.ENGLISH)))
                .contains("Ordered", "Received", "Handed over", "Officer who handed it over");
    }

    @Test
    void a_lost_card_has_a_receipt_and_a_corrected_link_a_letter() {
        String lost = walk(SamplePlan.CARD_SUSPENDED);
        String corrected = walk(SamplePlan.LINK_CORRECTED);

        assertThat(print(LetterKind.LOSS, holders(lost), Locale.ENGLISH)).contains("Receipt of a Loss Report", "The card is suspended");
        assertThat(String.join(" ", print(LetterKind.CORRECTION, holders(corrected), Locale.ENGLISH))).contains("What happened", "Who saw it", "Copies of the data");
    }

    @Test
    void a_resident_gets_their_refusal_and_their_wish_in_writing() {
        String refused = world.walk(world.resident(ResidentPlan.REFUSED), ResidentPlan.REFUSED);
        String asked = world.walk(world.resident(ResidentPlan.RECORD_TO_CONFIRM), ResidentPlan.RECORD_TO_CONFIRM);

        assertThat(print(LetterKind.REFUSAL, holders(refused), Locale.ENGLISH)).contains("Decision of Refusal");
        assertThat(String.join(" ", print(LetterKind.WISH, holders(asked), Locale.ENGLISH))).contains("The two ways that were explained", "It is voluntary");
        assertThat(letters.available(holders(asked))).doesNotContain(LetterKind.RECEIPT);
    }

    @Test
    void what_has_not_happened_has_no_letter() {
        String number = walk(SamplePlan.EXAMINING);

        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> print(LetterKind.HAND_OVER, holders(number), Locale.ENGLISH))
                .satisfies(no -> assertThat(no.code()).isEqualTo("DOCUMENT_UNKNOWN"));
        assertThat(http.get().uri("/cases/" + number + "/letters/unheard").with(user(CLERK))).hasStatus(404);
    }

    @Test
    void who_is_not_granted_the_fee_does_not_get_its_letter() {
        String number = walk(SamplePlan.FEE_TO_PAY);

        assertThat(http.get().uri("/cases/" + number + "/letters/fee").with(user(CLERK))).hasStatus(403);
        assertThat(page("/cases/" + number + "/letters")).contains("Receipt of Application").doesNotContain("Fee Notice", "??");
    }

    @Test
    void a_letter_that_is_issued_twice_is_kept_once_with_bytes_and_hash() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        String number = world.walk(person, SamplePlan.EXAMINING);

        assertThat(issue(number, "receipt", "ja")).hasStatus3xxRedirection();
        assertThat(issue(number, "receipt", "ja")).hasStatus3xxRedirection();
        assertThat(issue(number, "receipt", "en")).hasStatus3xxRedirection();

        List<Document> kept = cases.documents(number).stream().filter(one -> one.kind().equals("LETTER_RECEIPT")).toList();
        assertThat(kept).hasSize(2).allSatisfy(one -> assertThat(one.sha256()).hasSize(64));
        UUID first = kept.get(0).id();
        assertThat(new Pdf(cases.bytesOf(number, first)).brokenRules()).isEmpty();
        assertThat(String.join("", new Pdf(cases.bytesOf(number, first)).lines())).contains(person.familyName());
        assertThat(page("/cases/" + number + "/letters")).contains(kept.get(0).sha256(), "Letters and records").doesNotContain("??");
        assertThat(cases.timeline(number)).filteredOn(entry -> entry.event().equals("LETTER_ISSUED")).hasSize(2);
        assertThat(http.get().uri("/cases/" + number + "/letters/issued/" + first + ".sig").with(user(CLERK))).hasStatus(404);
    }

    @Test
    void a_letter_of_what_one_is_not_granted_is_no_document_either() {
        String number = walk(SamplePlan.FEE_TO_PAY);
        CaseFile whole = holders(number);
        UUID letter = cases.addDocument(number, LetterKind.FEE.document(), "application/pdf", letters.print(LetterKind.FEE, whole, Locale.JAPANESE), MANAGER);

        assertThat(http.get().uri("/cases/" + number + "/documents/" + letter).with(user(CLERK))).hasStatus(404);
        assertThat(page("/cases/" + number)).doesNotContain("Fee Notice", "??");
    }

    private String walk(SamplePlan plan) {
        return world.walk(world.somebody(plan), plan);
    }

    /** As its holder reads it, to whom everything but the number is granted. */
    private CaseFile holders(String number) {
        return cases.open(number, CurrentUser.applicant(cases.get(number).accountId().toString()), Purpose.OWN_CASE);
    }

    private List<String> print(LetterKind kind, CaseFile file, Locale locale) {
        return new Pdf(letters.print(kind, file, locale)).lines();
    }

    private MvcTestResult issue(String number, String letter, String language) {
        return http.post().uri("/cases/" + number + "/letters/" + letter).param("language", language).with(user(CLERK)).with(csrf()).exchange();
    }

    private String page(String path) {
        MvcTestResult answer = http.get().uri(path + "?lang=en").with(user(CLERK)).exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
