package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverseasApplicationKindTests {

    private static final TableUnderTest TABLE = new TableUnderTest("overseas-application-kind");

    @ParameterizedTest
    @CsvSource({
        "NEW,     NONE,                unknown, unknown, UNKNOWN,      NEW",
        "NEW,     LAPSED_ON_DEPARTURE, unknown, unknown, MAIL,         NEW",
        "NEW,     EXPIRED,             unknown, unknown, ONLINE,       NEW",
        "RENEWAL, EXPIRED,             unknown, unknown, ONLINE,       NEW",
        "RENEWAL, VALID,               unknown, yes,     UNKNOWN,      RENEWAL",
        "REISSUE, LOST,                unknown, unknown, MAIL,         REISSUE_LOST",
        "REISSUE, STOLEN,              no,      yes,     ONLINE,       REISSUE_LOST",
        "REISSUE, DAMAGED,             unknown, unknown, ONLINE,       REISSUE_DAMAGED",
        "REISSUE, DAMAGED,             unknown, unknown, MISSION,      REISSUE_DAMAGED",
        "REISSUE, DAMAGED,             unknown, unknown, MUNICIPALITY, REISSUE_DAMAGED",
        "CHANGE,  VALID,               yes,     unknown, ONLINE,       CHANGE_BY_NEW_CARD",
        "CHANGE,  VALID,               yes,     yes,     MISSION,      CHANGE_BY_NEW_CARD",
        "CHANGE,  VALID,               yes,     no,      MAIL,         CHANGE_BY_NEW_CARD",
        "CHANGE,  VALID,               yes,     no,      MUNICIPALITY, CHANGE_BY_REWRITE"})
    void the_kind_follows_from_purpose_and_card(String purpose, String card, String changed, String lessThanOneYear,
            String channel, String kind) {
        assertThat(ask(purpose, card, changed, lessThanOneYear, channel)).containsEntry("outcome", "ELIGIBLE")
                .containsEntry("kind", kind).containsEntry("reasonCode", "OK").containsEntry("fittingPurpose", null);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW,     VALID,   unknown, yes,     ONLINE, VALID_CARD_HELD",
        "NEW,     VALID,   yes,     unknown, ONLINE, VALID_CARD_HELD",
        "RENEWAL, VALID,   yes,     no,      ONLINE, TOO_EARLY",
        "REISSUE, DAMAGED, unknown, unknown, MAIL,   DAMAGED_NOT_BY_MAIL"})
    void some_wishes_are_refused(String purpose, String card, String changed, String lessThanOneYear, String channel,
            String reason) {
        assertThat(ask(purpose, card, changed, lessThanOneYear, channel)).containsEntry("outcome", "NOT_ELIGIBLE")
                .containsEntry("kind", null).containsEntry("reasonCode", reason);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW,     LOST,                unknown, unknown, REISSUE",
        "NEW,     STOLEN,              unknown, unknown, REISSUE",
        "NEW,     DAMAGED,             unknown, unknown, REISSUE",
        "RENEWAL, LOST,                unknown, unknown, REISSUE",
        "RENEWAL, DAMAGED,             unknown, yes,     REISSUE",
        "CHANGE,  STOLEN,              yes,     unknown, REISSUE",
        "RENEWAL, NONE,                unknown, unknown, NEW",
        "RENEWAL, LAPSED_ON_DEPARTURE, unknown, unknown, NEW",
        "REISSUE, NONE,                unknown, unknown, NEW",
        "REISSUE, EXPIRED,             unknown, unknown, NEW",
        "CHANGE,  EXPIRED,             yes,     unknown, NEW",
        "CHANGE,  LAPSED_ON_DEPARTURE, yes,     unknown, NEW",
        "REISSUE, VALID,               yes,     yes,     CHANGE",
        "REISSUE, VALID,               no,      yes,     RENEWAL",
        "CHANGE,  VALID,               no,      yes,     RENEWAL",
        "CHANGE,  VALID,               no,      no,              ",
        "CHANGE,  VALID,               no,      unknown,         ",
        "REISSUE, VALID,               unknown, no,              "})
    void a_purpose_that_does_not_fit_the_card_names_the_one_that_does(String purpose, String card, String changed,
            String lessThanOneYear, String fitting) {
        assertThat(ask(purpose, card, changed, lessThanOneYear, "ONLINE")).containsEntry("outcome", "NOT_ELIGIBLE")
                .containsEntry("reasonCode", "PURPOSE_MISMATCH").containsEntry("fittingPurpose", fitting);
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN, VALID,   unknown, yes,     ONLINE,  purpose",
        "NEW,     UNKNOWN, unknown, unknown, ONLINE,  card.state",
        "RENEWAL, VALID,   unknown, unknown, ONLINE,  card.expiresOn",
        "REISSUE, DAMAGED, unknown, unknown, UNKNOWN, channel",
        "CHANGE,  VALID,   unknown, yes,     ONLINE,  card.detailsChanged",
        "CHANGE,  VALID,   yes,     yes,     UNKNOWN, channel"})
    void a_fact_that_decides_and_is_unknown_is_named(String purpose, String card, String changed, String lessThanOneYear,
            String channel, String fact) {
        assertThat(ask(purpose, card, changed, lessThanOneYear, channel)).containsEntry("outcome", "MORE_INFORMATION")
                .containsEntry("reasonCode", "FACT_UNKNOWN").containsEntry("unknownFact", fact);
    }

    @ParameterizedTest
    @CsvSource({"NEW", "RENEWAL", "REISSUE", "CHANGE"})
    void statements_about_the_card_that_contradict_each_other_go_to_a_person(String purpose) {
        assertThat(ask(purpose, "CONTRADICTORY", "no", "no", "ONLINE")).containsEntry("outcome", "REFER")
                .containsEntry("reasonCode", "FACTS_CONFLICT");
    }

    private static Map<String, Object> ask(String purpose, String card, String changed, String lessThanOneYear, String channel) {
        return TABLE.askOne(facts("purpose", purpose, "cardState", card, "detailsChanged", changed, "lessThanOneYearLeft",
                lessThanOneYear, "channel", channel));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
