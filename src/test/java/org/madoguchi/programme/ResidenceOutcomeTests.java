package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.platform.TablesOnPlainEngine;
import org.madoguchi.programme.ResidenceOutcome.Facts;

class ResidenceOutcomeTests {

    private static final TablesOnPlainEngine TABLES = new TablesOnPlainEngine().with("residence-eligibility", "residence-card-outcome");

    private final ResidenceOutcome outcomes = new ResidenceOutcome(TABLES.tables());

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @ParameterizedTest
    @CsvSource({
        "MID_TO_LONG_TERM,           12, true,  EXTENSION,     COUNTER,      ",
        "MID_TO_LONG_TERM,           12, true,  FIRST_ADDRESS, MUNICIPALITY, ",
        "SPECIAL_PERMANENT_RESIDENT, ,   true,  SPR_PROCEDURE, MUNICIPALITY, ",
        "MID_TO_LONG_TERM,           12, true,  EXTENSION,     ONLINE,       ONLINE_NOT_OPEN",
        "MID_TO_LONG_TERM,           12, true,  EXTENSION,     ,             FACT_UNKNOWN",
        "MID_TO_LONG_TERM,           12, true,  REISSUE_LOSS,  COUNTER,      NO_BASE_PROCEDURE",
        "MID_TO_LONG_TERM,           12, true,  NONE,          COUNTER,      NO_BASE_PROCEDURE",
        "MID_TO_LONG_TERM,           12, false, EXTENSION,     COUNTER,      NO_RESIDENT_RECORD",
        "TEMPORARY_VISITOR,          3,  false, EXTENSION,     COUNTER,      TEMPORARY_VISITOR"})
    void a_wish_is_taken_or_refused_with_a_reason(String group, Integer months, boolean inRegister, String procedure, String channel,
            String reason) {
        var refusal = outcomes.refusalOfWish(new Facts(group, months, inRegister, procedure), channel);
        assertThat(refusal.map(Ruling::reasonCode).orElse(null)).isEqualTo(reason);
    }

    @Test
    void all_procedures_but_a_re_issue_after_loss_open_a_request() {
        assertThat(outcomes.opening()).hasSize(BaseProcedure.values().length - 2)
                .doesNotContain(BaseProcedure.NONE, BaseProcedure.REISSUE_LOSS);
    }

    @Test
    void an_answer_names_the_row_it_came_from() {
        var card = outcomes.card(new Facts("MID_TO_LONG_TERM", 12, true, "EXTENSION"), true, true, "COUNTER");
        assertThat(card.merged()).isTrue();
        assertThat(card.ruling()).extracting(Ruling::table, Ruling::tableVersion, Ruling::rule)
                .containsExactly("residence-card-outcome", 1, "Rule_MergedAsAsked");
    }
}
