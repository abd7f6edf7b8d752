package org.madoguchi.accessregister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.accessregister.CardItems.Grant;
import org.madoguchi.accessregister.CardItems.Item;
import org.madoguchi.accessregister.CardItems.Place;
import org.madoguchi.accessregister.CardItems.Standing;
import org.madoguchi.accessregister.ShownItems.Shown;

/** The list of the cards' items says what the law says, and the product shows nothing off the face without a declared need. */
class CardItemsTests {

    private static final Path FILE = Path.of("src/main/resources/accessregister/card-items.yaml");
    private static final CardItems LIST = new CardItems();
    private static final List<String> OF_TODAY = List.of("RESIDENCE_CARD", "SPECIFIED_RESIDENCE_CARD");

    @ParameterizedTest
    @CsvSource({"NAME, FACE", "BIRTH_DATE, FACE", "SEX, FACE", "NATIONALITY, FACE", "ADDRESS, FACE", "STATUS_OF_RESIDENCE, FACE",
            "PERIOD_EXPIRY, FACE", "CARD_NUMBER, FACE", "CARD_EXPIRY, FACE", "WORK_RESTRICTION, FACE", "OTHER_ACTIVITY, FACE",
            "PERIOD_OF_STAY, CHIP", "PERMISSION_TYPE, CHIP", "PERMISSION_DATE, CHIP", "PROCEDURE_PENDING, CHIP", "ISSUE_DATE, NOWHERE"})
    void a_residence_card_of_today_has_it_there(String item, Place first) {
        for (String card : OF_TODAY) {
            assertThat(item(item).standing().get(card)).as(card).extracting(Standing::place).first().isEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource({"D0, NAME", "C6, BIRTH_DATE", "C7, SEX", "C8, NATIONALITY", "DFD1, ADDRESS", "C9, STATUS_OF_RESIDENCE", "CD, PERIOD_EXPIRY",
            "CE, PERIOD_OF_STAY", "CA, PERMISSION_TYPE", "CB, PERMISSION_DATE", "C2, CARD_NUMBER", "C5, CARD_EXPIRY", "CC, WORK_RESTRICTION",
            "'D5, D6, D7', OTHER_ACTIVITY", "D8, PROCEDURE_PENDING", "D1, PHOTO", "'DC, DD', CARD_SIGNATURE"})
    void a_tag_of_the_chip_is_this_item(String tag, String item) {
        assertThat(item(item).tag()).isEqualTo(tag);
    }

    @Test
    void a_first_card_shows_on_its_face_what_the_new_ones_hide() {
        assertThat(Stream.of("PERIOD_OF_STAY", "PERMISSION_TYPE", "PERMISSION_DATE", "ISSUE_DATE"))
                .allMatch(item -> item(item).standsIn("FIRST_RESIDENCE_CARD", Place.FACE));
    }

    @Test
    void these_stand_on_no_face_of_today() {
        assertThat(LIST.offTheFace()).extracting(Item::code).containsExactlyInAnyOrder("PERIOD_OF_STAY", "PERMISSION_TYPE",
                "PERMISSION_DATE", "ISSUE_DATE", "PROCEDURE_PENDING", "CARD_SIGNATURE", "ELECTRONIC_CERTIFICATES");
    }

    @Test
    void whoever_is_shown_a_card_reads_its_face_only() {
        for (String reader : List.of("EMPLOYER", "LANDLORD_BANK")) {
            for (String card : OF_TODAY) {
                assertThat(readable(reader, card)).contains("STATUS_OF_RESIDENCE", "PERIOD_EXPIRY", "CARD_NUMBER", "CARD_EXPIRY")
                        .doesNotContain("PERIOD_OF_STAY", "PERMISSION_TYPE", "PERMISSION_DATE", "PROCEDURE_PENDING", "MY_NUMBER");
            }
        }
    }

    @Test
    void a_my_number_is_for_those_whom_a_law_names() {
        assertThat(LIST.register().cards()).allSatisfy(card -> assertThat(LIST.readersOf(card.code(), item("MY_NUMBER")))
                .extracting(Grant::reader).isSubsetOf("HOLDER", "MY_NUMBER_USER", "MUNICIPALITY", "J_LIS"));
    }

    @Test
    void every_item_of_a_card_has_somebody_who_may_read_it() {
        LIST.register().cards().forEach(card -> LIST.register().items().stream()
                .filter(item -> item.standing().get(card.code()).stream().anyMatch(one -> one.place().onTheCard()))
                .forEach(item -> assertThat(LIST.readersOf(card.code(), item)).as(item.code() + " of " + card.code())
                        .extracting(Grant::reader).contains("HOLDER").hasSizeGreaterThan(1)));
    }

    /** A new fact of a stay, or one that is gone, has its line in the list: none can be shown before somebody thought about it. */
    @Test
    void every_fact_of_a_stay_is_in_the_list() throws ClassNotFoundException {
        Map<String, Set<String>> listed = LIST.register().fields().stream().map(field -> field.name())
                .collect(Collectors.groupingBy(name -> name.substring(0, name.lastIndexOf('.')), TreeMap::new,
                        Collectors.mapping(name -> name.substring(name.lastIndexOf('.') + 1), Collectors.toCollection(TreeSet::new))));
        assertThat(listed.get("CaseFile.Residence")).isEqualTo(components("CaseFile$Residence"));
        assertThat(components("CardsInForce$CardInForce")).containsAll(listed.get("CardsInForce.CardInForce"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SPECIFIED_RESIDENCE_CARD: [chip*]   | SPECIFIED_RESIDENCE_CARD: [pocket]        | POCKET
            SPECIFIED_RESIDENCE_CARD: [chip*]   | SPECIFIED_RESIDENCE_CARD: [chip, nowhere] | somewhere and nowhere
            SPECIFIED_RESIDENCE_CARD: [chip*]   | FIRST_CARD: [chip*]                       | does not say where
            code: BIRTH_DATE                    | code: NAME                                | NAME is there twice
            reader: EMPLOYER                    | reader: NEIGHBOUR                         | unknown reader: NEIGHBOUR
            items: [MY_NUMBER]                  | items: [ISSUE_DATE]                       | does not stand there
            sources: [KAM, GUI]                 | sources: [HEARSAY]                        | unknown source: HEARSAY
            to: [system]                        | to: [everybody]                           | nobody knows who
            to: [system]                        | to: [isa-examiner]                        | file by file
            issuedUntil: "2026-06-13"           | issuedUntil: "2026-06-31"                 | 2026-06-31
            reader: EMPLOYER                    | raeder: EMPLOYER                          | raeder
            """)
    void a_list_that_does_not_hold_together_stops_the_start(String text, String instead, String complaint) throws IOException {
        String list = Files.readString(FILE);
        assertThat(list).contains(text);
        int at = list.indexOf(text);
        String broken = list.substring(0, at) + instead + list.substring(at + text.length());
        assertThatThrownBy(() -> new CardItems(new ByteArrayInputStream(broken.getBytes(StandardCharsets.UTF_8))))
                .hasStackTraceContaining(complaint);
    }

    @Test
    void nothing_off_the_face_is_shown_without_a_declared_need() {
        assertThat(new ShownItems(Path.of(""), LIST).undeclared())
                .as("declare the need under 'uses' of %s, or leave the item out", FILE).isEmpty();
    }

    @Test
    void no_need_is_declared_for_what_is_not_shown() {
        assertThat(new ShownItems(Path.of(""), LIST).idle()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            reports/permission/template.jrxml                          ~ <expression><![CDATA[$P{letter}.grantedMonths()]]></expression> ~ PERIOD_OF_STAY
            reports/permission/template.jrxml                          ~ <expression>$R{letter.period} + $P{letter}.length()</expression> ~ PERIOD_OF_STAY
            src/main/resources/templates/portal/Permission.html        ~ <dd th:text="${stay.grantedOn()}"></dd>                         ~ PERMISSION_DATE
            src/main/resources/templates/portal/Permission.html        ~ <dt th:text="#{letter.period}"></dt><dd th:text="${length}">    ~ PERIOD_OF_STAY
            src/main/resources/templates/portal/Permission.html        ~ <dt th:text="#{|letter.${name}|}"></dt>                         ~ PERIOD_OF_STAY
            src/main/resources/templates/portal/Permission.html        ~ <dd th:text="${chip['CA']}"></dd>                               ~ PERMISSION_TYPE
            src/main/java/org/madoguchi/portal/PermissionPages.java    ~ String length = stay.periodMonths() + "か月";                   ~ PERIOD_OF_STAY
            src/main/java/org/madoguchi/portal/PermissionStore.java    ~ select granted_on from case_residence                           ~ PERMISSION_DATE
            src/main/java/org/madoguchi/portal/PermissionPages.java    ~ model.addAttribute("issued", card.getIssuedOn());               ~ ISSUE_DATE
            src/main/resources/partners/landlord.yaml                  ~ baseProcedure: {type: string}                                   ~ PERMISSION_TYPE
            """)
    void a_planted_item_is_found(String where, String content, String item, @TempDir Path root) {
        write(root.resolve("src/main/resources/messages.properties"), "letter.period=在留期間");
        write(root.resolve(where), content);
        assertThat(new ShownItems(root, LIST).undeclared()).containsExactly(new Shown(where, item));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            messages.properties    | notice.granted.body=許可年月日は{0}です。                    | PERMISSION_DATE
            messages.properties    | notice.granted.body=在留期間は{0}か月、満了日は{1}です。     | PERIOD_OF_STAY
            messages_en.properties | notice.granted.body=The type of permission is {0}.            | PERMISSION_TYPE
            messages_en.properties | notice.granted.body=Your period of stay is {0} months.        | PERIOD_OF_STAY
            messages_en.properties | notice.granted.body=Your card was issued on {0}.              | ISSUE_DATE
            """)
    void a_planted_text_is_found(String file, String text, String item, @TempDir Path root) {
        write(root.resolve("src/main/resources").resolve(file), text);
        assertThat(new ShownItems(root, LIST).undeclared()).containsExactly(new Shown("messages:notice.granted.body", item));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            src/main/resources/messages.properties              | notice.body=在留期間の満了日は{0}です。
            src/main/resources/messages.properties              | notice.body=在留期間更新許可申請（{0}）を受け付けました。
            src/main/resources/messages_en.properties           | notice.body=Your status of residence is {0}, the expiry date of the period of stay {1}.
            src/main/resources/messages_en.properties           | notice.body=The new card no longer shows the period of stay.
            src/main/resources/templates/portal/Permission.html | <dd th:text="${stay.status()}"></dd><dd th:text="${stay.grantedUntil()}"></dd>
            reports/permission/sample.json                      | {"grantedMonths": 12}
            """)
    void what_stands_on_the_face_may_be_shown(String where, String content, @TempDir Path root) {
        write(root.resolve(where), content);
        assertThat(new ShownItems(root, LIST).undeclared()).isEmpty();
    }

    @Test
    void a_need_that_is_gone_is_found(@TempDir Path empty) {
        assertThat(new ShownItems(empty, LIST).idle()).isNotEmpty();
    }

    private static Item item(String code) {
        return LIST.register().items().stream().filter(one -> one.code().equals(code)).findFirst().orElseThrow();
    }

    private static Set<String> readable(String reader, String card) {
        return LIST.register().items().stream().filter(item -> LIST.readersOf(card, item).stream()
                .anyMatch(grant -> grant.reader().equals(reader))).map(Item::code).collect(Collectors.toSet());
    }

    private static Set<String> components(String record) throws ClassNotFoundException {
        return Arrays.stream(Class.forName("org.madoguchi.casefile." + record).getRecordComponents()).map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
