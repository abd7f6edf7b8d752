package org.madoguchi.accessregister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;

class GrantsTests {

    private static final String FILE = read();

    private final Grants grants = of(FILE);

    @Test
    void whoever_examines_a_stay_does_not_see_which_card_is_wanted_nor_the_messages_that_tell() {
        assertThat(grants.of(of(Role.ISA_EXAMINER, "ISA-TYO"), "RESIDENCE")).contains(Fact.STAY).doesNotContain(Fact.WISH, Fact.MESSAGES, Fact.LAST_FOUR);
    }

    @Test
    void a_role_is_granted_nothing_of_the_other_programme() {
        assertThat(grants.of(of(Role.CONSULAR_OFFICER, "TH-BKK"), "RESIDENCE")).isEmpty();
        assertThat(grants.of(of(Role.ISA_CLERK, "ISA-TYO"), "OVERSEAS")).isEmpty();
    }

    @Test
    void whoever_holds_two_posts_sees_what_both_are_granted() {
        var both = new CurrentUser("both", CurrentUser.Kind.STAFF, "両", "Both", Set.of(new Post(Role.ISA_EXAMINER, "ISA-TYO"),
                new Post(Role.LINKAGE_OFFICER, "HQ")));
        assertThat(grants.of(both, "RESIDENCE")).contains(Fact.STAY, Fact.RECORD).doesNotContain(Fact.WISH);
    }

    @Test
    void administrators_auditors_and_analysts_see_nothing_of_a_case() {
        for (Role role : List.of(Role.ADMINISTRATOR, Role.AUDITOR, Role.PROCESS_ANALYST, Role.PROCESS_APPROVER)) {
            assertThat(grants.of(of(role, "HQ"), "OVERSEAS")).as(role.id()).isEmpty();
            assertThat(grants.of(of(role, "HQ"), "RESIDENCE")).as(role.id()).isEmpty();
        }
    }

    @Test
    void the_whole_number_is_granted_to_registers_and_to_those_who_hold_the_register_or_correct_links() {
        assertThat(grants.register().grants()).filteredOn(grant -> grant.facts().contains(Fact.NUMBER)).extracting(Grants.Grant::reader)
                .containsOnly("family-register", "j-lis", "municipal-officer", "municipal-supervisor", "linkage-officer");
    }

    @Test
    void holders_see_everything_of_their_own_case_and_the_product_itself_works_with_everything() {
        assertThat(grants.of(CurrentUser.applicant("a"), "OVERSEAS")).isEqualTo(EnumSet.complementOf(EnumSet.of(Fact.NUMBER)));
        assertThat(grants.of(CurrentUser.SYSTEM, "RESIDENCE")).isEqualTo(EnumSet.allOf(Fact.class));
    }

    @Test
    void a_partner_is_sent_what_it_is_granted_and_nothing_that_nobody_has_named() {
        assertThat(grants.withheldFrom("payment", Stream.of("caseNumber", "amountYen"))).isEmpty();
        assertThat(grants.withheldFrom("payment", Stream.of("amountYen", "birthDate", "shoeSize"))).containsExactly("birthDate", "shoeSize");
        assertThat(grants.withheldFrom("a-stranger", Stream.of("caseNumber", "name"))).containsExactly("name");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "- {code: auditor, | - {code: auditors, | nothing is said of auditor",
        "nothing: {ja: \"職員と組織を管理します。個々の申請は開きません。\", en: \"Manages staff and offices and opens no case.\"} | nothing: null | administrator must either",
        "- reader: linkage-officer | - reader: linkage | linkage-officer must either",
        "- code: CONTACT | - code: FEE | the facts are not those",
        "FEE: [amountYen, | FEE: [name, amountYen, | the property name is there twice",
        "LAST_FOUR, RECORD, TIMELINE, MESSAGES, VISIT, FEE] | LAST_FOUR] | holders see everything",
        "programmes: [OVERSEAS] | programmes: [] | names no programme",
    })
    void a_register_that_does_not_hold_together_stops_the_start(String good, String bad, String why) {
        assertThat(FILE).contains(good);
        assertThatThrownBy(() -> of(FILE.replaceFirst(java.util.regex.Pattern.quote(good), bad))).hasMessageContaining(why);
    }

    private static CurrentUser of(Role role, String office) {
        return new CurrentUser(role.id(), CurrentUser.Kind.STAFF, "", "", Set.of(new Post(role, office)));
    }

    private static Grants of(String yaml) {
        return new Grants(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read() {
        try (var file = GrantsTests.class.getResourceAsStream("/accessregister/access-register.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
