package org.madoguchi.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.madoguchi.reporting.Samples.LETTERS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.madoguchi.identity.Office;

class LettersTests {

    static List<String> reports() {
        return Samples.reports();
    }

    static Stream<Arguments> reportsInBothLanguages() {
        return reports().stream().flatMap(report -> Stream.of(Locale.JAPANESE, Locale.ENGLISH)
                .map(locale -> Arguments.of(report, locale)));
    }

    static List<String> letters() {
        return Samples.letters();
    }

    static Stream<Arguments> lettersInBothLanguages() {
        return letters().stream().flatMap(report -> Stream.of(Locale.JAPANESE, Locale.ENGLISH).map(locale -> Arguments.of(report, locale)));
    }

    /** What came out lies in target/letters, for whoever changes a template and wants to see the pages. */
    @ParameterizedTest
    @MethodSource("reports")
    void the_sample_of_every_report_prints_the_expected_text_in_both_languages(String report) throws IOException {
        StringBuilder text = new StringBuilder();
        Path actual = Files.createDirectories(Path.of("target", "letters")).resolve(report);
        for (Locale locale : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            Pdf letter = Samples.print(report, locale);
            text.append("[").append(locale).append("]\n");
            letter.lines().forEach(line -> text.append(line).append("\n"));
            Files.write(Path.of(actual + "_" + locale + ".pdf"), letter.bytes());
        }
        Files.writeString(Path.of(actual + ".txt"), text);

        assertThat(text).hasToString(Files.readString(Samples.REPORTS.resolve(report).resolve("expected.txt")));
    }

    @ParameterizedTest
    @MethodSource("reportsInBothLanguages")
    void a_letter_keeps_every_rule_of_PDF_A_1a(String report, Locale locale) {
        assertThat(Samples.print(report, locale).brokenRules()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reportsInBothLanguages")
    void a_letter_names_its_language_and_title_and_nobody(String report, Locale locale) {
        Samples.print(report, locale).read(document -> {
            PDDocumentInformation about = document.getDocumentInformation();
            String xmp = new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
            assertThat(document.getDocumentCatalog().getLanguage())
                    .isEqualTo(locale.equals(Locale.JAPANESE) ? "ja-JP" : "en-GB");
            assertThat(about.getTitle()).isEqualTo(Press.texts(locale).getString("reporting." + report + ".title"));
            assertThat(about.getMetadataKeys())
                    .containsExactlyInAnyOrder("Title", "Creator", "Producer", "CreationDate");
            assertThat(xmp + about.getCOSObject())
                    .doesNotContain("葉子", "YOKO", "4217", "Crescent");
            return null;
        });
    }

    @Test
    void the_code_on_the_notice_is_the_booking_address() {
        assertThat(Samples.print("notice-of-issuance", Locale.JAPANESE).code())
                .isEqualTo(Samples.notice().bookingAddress().toString());
    }

    @Test
    void a_language_without_letters_of_its_own_gets_the_English_one() {
        assertThat(Samples.print("receipt-of-application", Locale.KOREAN).lines()).contains("Receipt of Application");
    }

    @Test
    void the_language_of_the_machine_does_not_matter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Samples.print("receipt-of-application", Locale.JAPANESE).lines()).contains("今後の流れ");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @MethodSource("longNames")
    void a_name_of_two_hundred_characters_is_printed_whole(String name) {
        Addressee applicant = new Addressee(name, name, List.of(name));

        for (Locale locale : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            Pdf letter = new Pdf(LETTERS.receiptOfApplication(Samples.receiptFor(applicant), locale));
            // Once in the address, once as addressee, twice in the table.
            assertThat(letter.letters().split(name.replace(" ", ""), -1)).hasSize(5);
            assertThat(letter.brokenRules()).isEmpty();
        }
    }

    static Stream<String> longNames() {
        return Stream.of(
                "𠮷﨑".repeat(100),
                "W".repeat(200),
                "Abdurrahman ".repeat(17).substring(0, 200).strip());
    }

    @ParameterizedTest
    @MethodSource("lettersInBothLanguages")
    void every_letter_prints_a_long_name_whole(String report, Locale locale) {
        String name = "𠮷﨑".repeat(100);

        Pdf letter = Samples.print(report, Samples.treeFor(report, name, null), locale);

        assertThat(letter.letters().split(name, -1)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(letter.brokenRules()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("letters")
    void every_letter_is_refused_where_a_name_is_missing_or_cannot_be_shown(String report) {
        for (String bad : List.of("", "　", "发 山田", "محمد", "\u202Eoraht", "葛\uDB40\uDD00")) {
            assertThatExceptionOfType(UnprintableText.class).as(bad)
                    .isThrownBy(() -> Samples.print(report, Samples.treeFor(report, bad, null), Locale.JAPANESE))
                    .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("heading.to.name"));
        }
    }

    @Test
    void a_long_report_has_a_bookmark_for_each_office() {
        List<String> bookmarks = Samples.print("service-levels", Locale.ENGLISH).read(document -> {
            List<String> titles = new java.util.ArrayList<>();
            document.getDocumentCatalog().getDocumentOutline().children().forEach(item -> titles.add(item.getTitle()));
            return titles;
        });

        assertThat(bookmarks).containsExactly("Embassy of Japan in Thailand", "Embassy of Japan in the United Kingdom");
    }

    @Test
    void an_office_report_of_five_thousand_rows_loses_none() {
        AuditExtract sample = Samples.read("audit-extract", AuditExtract.class);
        Bilingual office = sample.rows().get(0).office();
        List<AuditExtract.Day> rows = IntStream.rangeClosed(1, 5000).mapToObj(n -> new AuditExtract.Day(office, sample.scope().from(),
                new Bilingual("甲" + n + "乙", "Purpose"), 1, 1, 1)).toList();

        Pdf report = new Pdf(Samples.PAPERS.auditExtract(new AuditExtract(sample.scope(), rows), Locale.JAPANESE));

        String printed = String.join("", report.lines());
        assertThat(IntStream.rangeClosed(1, 5000).filter(n -> !printed.contains("甲" + n + "乙"))).isEmpty();
        assertThat(printed).contains("全5,000行");
    }

    @Test
    void a_table_of_five_thousand_rows_loses_none() {
        DisclosureOfReadings sample = Samples.read("disclosure-of-readings", DisclosureOfReadings.class);
        List<Readings> rows = IntStream.rangeClosed(1, 5000).mapToObj(n -> new Readings(sample.from(), sample.from(),
                new Bilingual("窓口甲" + n + "乙", "Office"), new Bilingual("照会", "Inquiry"), 1)).toList();

        Pdf letter = new Pdf(LETTERS.disclosureOfReadings(
                new DisclosureOfReadings(sample.heading(), sample.from(), sample.until(), 5000, rows), Locale.JAPANESE));

        String printed = letter.letters();
        assertThat(IntStream.rangeClosed(1, 5000).filter(n -> !printed.contains("窓口甲" + n + "乙"))).isEmpty();
        assertThat(letter.pages()).isGreaterThan(100);
        assertThat(printed).contains("疑問があるとき");
        // the heads stand again on every page of the table
        assertThat(printed.split("閲覧した窓口目的回数", -1)).hasSizeGreaterThan(100);
    }

    @Test
    void a_table_never_begins_with_its_heads_alone() {
        LinkageCorrectionLetter letter = Samples.read("linkage-correction", LinkageCorrectionLetter.class);
        for (int copies = 1; copies <= 24; copies++) {
            List<LinkageCorrectionLetter.Copy> many = Collections.nCopies(copies, letter.copies().get(0));
            Pdf pdf = new Pdf(LETTERS.linkageCorrectionLetter(new LinkageCorrectionLetter(letter.heading(), letter.reportedOn(), letter.linkedSince(),
                    letter.frozenOn(), letter.finding(), letter.decidedOn(), letter.appliedOn(), letter.cause(), many, letter.readers()), Locale.JAPANESE));
            assertThat(String.join("\n", pdf.lines())).as("with %d copies", copies).doesNotContainPattern("回数\\n[^\\n]* \\d+ / \\d+");
        }
    }

    @Test
    void the_place_to_ask_carries_what_is_known_of_the_office() {
        var office = new Office("FI-HEL", Office.Kind.MISSION, "在フィンランド日本国大使館", "Embassy of Japan in Finland", "Helsinki", "FI",
                ZoneId.of("Europe/Helsinki"), Set.of(), LocalTime.of(9, 0), LocalTime.of(17, 0), "+358 0 000 0000", null);
        assertThat(CaseLetters.place(office).telephone()).isEqualTo("+358 0 000 0000");
        assertThat(CaseLetters.place(office).email()).isNull();
    }

    @Test
    void what_is_not_known_of_a_place_leaves_no_gap() {
        Heading h = Samples.receipt().heading();
        Place bare = new Place(h.from().name(), h.from().address(), null, null, null);
        ReceiptOfApplication letter = Samples.receiptUnder(new Heading(h.programme(), h.caseNumber(), h.to(), bare, h.writtenOn()));

        assertThat(new Pdf(LETTERS.receiptOfApplication(letter, Locale.ENGLISH)).lines())
                .contains("Where to ask")
                .doesNotContain("Telephone", "E-mail", "Hours")
                .noneMatch(line -> line.contains("null"));
    }

    @ParameterizedTest
    @MethodSource
    void a_character_the_fonts_cannot_show_stops_the_letter(String name, String character) {
        ReceiptOfApplication letter = Samples.receiptFor(new Addressee("山田 " + name, null, List.of()));

        assertThatExceptionOfType(UnprintableText.class)
                .isThrownBy(() -> LETTERS.receiptOfApplication(letter, Locale.JAPANESE))
                .satisfies(refusal -> assertThat(refusal.args()).containsExactly("heading.to.name", character))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("heading.to.name"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("UNPRINTABLE_TEXT"));
    }

    static Stream<Arguments> a_character_the_fonts_cannot_show_stops_the_letter() {
        return Stream.of(
                Arguments.of("发", "U+53D1"),
                Arguments.of("محمد", "U+0645"),
                Arguments.of("葛\uDB40\uDD00", "U+E0100"),
                Arguments.of("か\u3099", "U+3099"),
                Arguments.of("\u202Eoraht", "U+202E"),
                Arguments.of("太\n郎", "U+000A"),
                Arguments.of("\uE000", "U+E000"),
                Arguments.of("\uD842", "U+D842"),
                Arguments.of("\uD869\uDEDF", "U+2A6DF"));
    }

    @Test
    void the_field_of_an_unprintable_text_is_named_wherever_it_stands() {
        assertThatExceptionOfType(UnprintableText.class)
                .isThrownBy(() -> LETTERS.noticeOfIssuance(Samples.noticeAsking("旅券", "ปาสปอร์ต"), Locale.ENGLISH))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("toBring[1].ja"));
    }

    @Test
    void an_empty_field_stops_the_letter() {
        assertThatExceptionOfType(UnprintableText.class)
                .isThrownBy(() -> LETTERS.receiptOfApplication(
                        Samples.receiptFor(new Addressee("\u3000", null, List.of())), Locale.JAPANESE))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("heading.to.name"))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("MISSING_TEXT"));
    }

    @Test
    void a_missing_field_stops_the_letter() {
        NoticeOfIssuance n = Samples.notice();

        assertThatExceptionOfType(UnprintableText.class)
                .isThrownBy(() -> LETTERS.noticeOfIssuance(new NoticeOfIssuance(n.heading(), n.collectBy(), n.withRepresentative(), n.toBring(), null), Locale.JAPANESE))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("bookingAddress"));
    }

    @Test
    void our_own_texts_can_be_printed() {
        Press press = new Press();

        for (Locale locale : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            var texts = Press.texts(locale);
            texts.keySet().stream().filter(key -> key.startsWith("reporting."))
                    .forEach(key -> press.printable().checkText(key, texts.getString(key)));
        }
    }

    @Test
    void no_line_begins_with_a_mark_that_Japanese_never_puts_there() {
        String[] documents = IntStream.rangeClosed(20, 60)
                .mapToObj(n -> "書".repeat(n) + "、" + "類".repeat(9) + "。」").toArray(String[]::new);

        Pdf letter = new Pdf(LETTERS.noticeOfIssuance(Samples.noticeAsking(documents), Locale.JAPANESE));

        assertThat(letter.lines()).noneMatch(line -> line.matches("[、。」）].*"));
        assertThat(letter.pages()).isGreaterThan(1);
    }

    @Test
    void a_text_is_printed_whole_wherever_its_lines_end() {
        String[] parts = {"書", "類", "　", "iii", "W", "ộ", "、", " ", "ｶﾞ", "（控）", "2026-", "　 "};
        String[] documents = IntStream.rangeClosed(1, 300)
                .mapToObj(n -> IntStream.range(0, n % 90).mapToObj(i -> parts[(n * 7 + i * i) % parts.length])
                        .collect(Collectors.joining("", "甲" + n, "乙")))
                .toArray(String[]::new);

        Pdf letter = new Pdf(LETTERS.noticeOfIssuance(Samples.noticeAsking(documents), Locale.ENGLISH));

        assertThat(letter.letters()).contains(Stream.of(documents).map(d -> d.replaceAll("[\\s\u3000]", "")).toList());
    }

    @Test
    void a_long_list_goes_on_to_the_next_page_whole() {
        String[] documents = IntStream.rangeClosed(1, 200).mapToObj(n -> "書類" + n + "号").toArray(String[]::new);

        Pdf letter = new Pdf(LETTERS.noticeOfIssuance(Samples.noticeAsking(documents), Locale.JAPANESE));

        assertThat(letter.letters()).contains(documents);
        assertThat(letter.brokenRules()).isEmpty();
    }

    @Test
    void many_threads_print_at_once() throws Exception {
        Letters letters = new Letters();
        String expected = Samples.print("notice-of-issuance", Locale.JAPANESE).letters();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<byte[]> job = () -> letters.noticeOfIssuance(Samples.notice(), Locale.JAPANESE);
            for (Future<byte[]> letter : threads.invokeAll(Collections.nCopies(40, job))) {
                assertThat(new Pdf(letter.get()).letters()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
