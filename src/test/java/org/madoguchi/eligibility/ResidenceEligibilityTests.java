package org.madoguchi.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.madoguchi.eligibility.Assessment.Reason;
import org.madoguchi.platform.TablesOnPlainEngine;
import org.madoguchi.programme.BaseDecision;
import org.madoguchi.programme.BaseProcedure;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Outcome;
import org.madoguchi.programme.StatusGroup;
import org.springframework.context.i18n.LocaleContextHolder;

class ResidenceEligibilityTests {

    private static final TablesOnPlainEngine TABLES = new TablesOnPlainEngine()
            .with("residence-eligibility", "residence-card-outcome", "residence-fee", "residence-validity");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T15:30:00Z"), ZoneOffset.UTC);

    private final Eligibility eligibility = EligibilityFixtures.eligibility(TABLES.tables(), CLOCK);

    @BeforeEach
    void in_english() {
        LocaleContextHolder.setLocale(Locale.ENGLISH);
    }

    @AfterEach
    void no_language() {
        LocaleContextHolder.resetLocaleContext();
    }

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @Test
    void whoever_asks_at_the_counter_gets_the_merged_card() {
        Assessment answer = assess(aResident().granted());
        assertThat(answer.outcome()).isEqualTo(Outcome.ELIGIBLE);
        assertThat(answer.cardOutcome().outcome()).isEqualTo("SPECIFIED_RESIDENCE_CARD");
        assertThat(answer.cardOutcome().code()).isEqualTo("MERGED_AS_ASKED");
        assertThat(answer.feeYen()).isEqualTo(64000);
        assertThat(answer.reasons()).extracting(Reason::code).containsExactly("OK", "STAY_FEE");
        assertThat(answer.decidedBy()).extracting(Assessment.Rule::rule)
                .containsExactly("Rule_Eligible", "Rule_MergedAsAsked", "Rule_UnderFiveYears");
    }

    @Test
    void silence_means_separate_cards_and_says_what_becomes_of_a_merged_one() {
        assertThat(assess(aResident().granted().silent()).cardOutcome()).satisfies(card -> {
            assertThat(card.outcome()).isEqualTo("RESIDENCE_CARD");
            assertThat(card.code()).isEqualTo("SEPARATE_CARDS");
            assertThat(card.wayOut()).contains("My Number function ends with the old expiry date");
        });
        LocaleContextHolder.setLocale(Locale.JAPAN);
        assertThat(assess(aResident().granted().silent()).cardOutcome().text()).contains("お申し出がないため");
    }

    @Test
    void while_the_procedure_is_pending_there_is_no_card_and_from_october_no_fee() {
        assertThat(assess(aResident())).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.ELIGIBLE);
            assertThat(answer.cardOutcome()).isNull();
            assertThat(answer.feeYen()).isNull();
            assertThat(answer.reasons()).extracting(Reason::code).containsExactly("OK", "FEE_KNOWN_AT_GRANT");
        });
        assertThat(assess(aResident().asOf("2026-09-30")).feeYen()).isEqualTo(6000);
    }

    @Test
    void a_wish_without_a_base_procedure_is_told_which_procedures_open_it() {
        Assessment answer = assess(aResident().with(BaseProcedure.NONE));
        assertThat(answer.outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
        assertThat(answer.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("NO_BASE_PROCEDURE");
            assertThat(reason.text()).contains("extension of the period of stay", "re-issue for damage", "notification of a move")
                    .doesNotContain("re-issue after loss", "no procedure");
        });
        assertThat(answer.feeYen()).isNull();
    }

    @ParameterizedTest
    @EnumSource(BaseDecision.class)
    void a_wish_online_is_refused_and_the_base_procedure_goes_on(BaseDecision decision) {
        Assessment answer = assess(aResident().by(Channel.ONLINE).decided(decision).asOf("2026-09-30"));
        assertThat(answer.outcome()).isEqualTo(Outcome.ELIGIBLE);
        assertThat(answer.reasons()).extracting(Reason::code).startsWith("OK", "ONLINE_NOT_OPEN");
        assertThat(answer.reasons().get(1).wayOut()).contains("counter");
        if (decision == BaseDecision.GRANTED) {
            assertThat(answer.cardOutcome().outcome()).isEqualTo("RESIDENCE_CARD");
            assertThat(answer.cardOutcome().code()).isEqualTo("ONLINE_NOT_OPEN");
        }
        if (decision != BaseDecision.REFUSED) {
            assertThat(answer.feeYen()).isEqualTo(5500);
        }
    }

    @Test
    void without_a_wish_online_is_no_matter() {
        assertThat(assess(aResident().by(Channel.ONLINE).silent()).reasons()).extracting(Reason::code)
                .doesNotContain("ONLINE_NOT_OPEN");
    }

    @Test
    void somebody_not_eligible_hears_why_and_still_gets_the_card_of_the_procedure() {
        assertThat(assess(aResident().months(3).granted())).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
            assertThat(answer.reasons()).extracting(Reason::code).containsExactly("SHORT_PERIOD", "STAY_FEE");
            assertThat(answer.cardOutcome().code()).isEqualTo("NOT_ELIGIBLE_FOR_MERGED");
            assertThat(answer.feeYen()).isEqualTo(10000);
        });
        assertThat(assess(aResident().with(BaseProcedure.REISSUE_LOSS).granted()).cardOutcome().outcome()).isEqualTo("RESIDENCE_CARD");
        assertThat(assess(aResident().in(StatusGroup.TEMPORARY_VISITOR).granted())).satisfies(answer -> {
            assertThat(answer.cardOutcome().code()).isEqualTo("NO_CARD_FOR_STATUS");
            assertThat(answer.feeYen()).isNull();
        });
    }

    @Test
    void unknown_facts_are_named_all_at_once() {
        Assessment answer = eligibility.assess(EligibilityRequest.residence(null, null, null, null, null, null, null, null, null));
        assertThat(answer.outcome()).isEqualTo(Outcome.MORE_INFORMATION);
        assertThat(answer.reasons()).singleElement().satisfies(reason -> assertThat(reason.text())
                .contains("group of status", "resident record", "the procedure you come for"));
    }

    @Test
    void the_way_of_asking_is_needed_only_once_it_decides() {
        assertThat(assess(aResident().by(null)).outcome()).isEqualTo(Outcome.ELIGIBLE);
        assertThat(assess(aResident().by(null).silent().granted()).cardOutcome().code()).isEqualTo("SEPARATE_CARDS");
        assertThat(assess(aResident().by(null).granted())).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.MORE_INFORMATION);
            assertThat(answer.cardOutcome()).isNull();
            assertThat(answer.reasons()).extracting(Reason::code).startsWith("OK", "FACT_UNKNOWN");
            assertThat(answer.reasons().get(1).text()).contains("the way you apply");
        });
    }

    @Test
    void a_refused_procedure_gives_no_card_and_no_fee() {
        assertThat(assess(aResident().decided(BaseDecision.REFUSED))).satisfies(answer -> {
            assertThat(answer.cardOutcome().outcome()).isEqualTo("NO_NEW_CARD");
            assertThat(answer.cardOutcome().code()).isEqualTo("BASE_REFUSED");
            assertThat(answer.feeYen()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "MID_TO_LONG_TERM,           ,   VALIDITY_RENEWAL,    2036-03-10",
        "MID_TO_LONG_TERM,           12, PERMANENT_RESIDENCE, 2036-03-10",
        "SPECIAL_PERMANENT_RESIDENT, ,   SPR_PROCEDURE,       2036-03-10",
        "MID_TO_LONG_TERM,           12, EXTENSION,           "})
    void the_card_of_a_stay_without_end_is_valid_to_a_birthday(StatusGroup group, Integer months, BaseProcedure procedure,
            LocalDate until) {
        assertThat(assess(aResident().in(group).months(months).with(procedure).granted()).cardValidUntil()).isEqualTo(until);
    }

    @Test
    void a_fee_nobody_has_published_is_null_and_says_so() {
        assertThat(assess(aResident().with(BaseProcedure.EXCHANGE).granted())).satisfies(answer -> {
            assertThat(answer.feeYen()).isNull();
            assertThat(answer.reasons()).extracting(Reason::code).containsExactly("OK", "FEE_NOT_PUBLISHED");
        });
    }

    @Test
    void the_charge_of_paying_online_is_told_apart_from_the_fee() {
        assertThat(assess(aResident().by(Channel.ONLINE).silent().granted())).satisfies(answer -> {
            assertThat(answer.feeYen()).isEqualTo(56000);
            assertThat(answer.reasons().get(1).text()).isEqualTo("The fee is 56000 yen. Paying online costs 550 yen more.");
        });
    }

    private Assessment assess(Resident resident) {
        return eligibility.assess(resident.build());
    }

    private static Resident aResident() {
        return new Resident();
    }

    /** A student with three years of stay who extends at the counter and asks for the merged card. */
    private static final class Resident {

        private StatusGroup group = StatusGroup.MID_TO_LONG_TERM;
        private Integer months = 36;
        private Boolean asked = true;
        private BaseProcedure procedure = BaseProcedure.EXTENSION;
        private BaseDecision decision;
        private Channel channel = Channel.COUNTER;
        private LocalDate asOf;

        Resident in(StatusGroup value) {
            group = value;
            return this;
        }

        Resident months(Integer value) {
            months = value;
            return this;
        }

        Resident silent() {
            asked = null;
            return this;
        }

        Resident with(BaseProcedure value) {
            procedure = value;
            return this;
        }

        Resident granted() {
            return decided(BaseDecision.GRANTED);
        }

        Resident decided(BaseDecision value) {
            decision = value;
            return this;
        }

        Resident by(Channel value) {
            channel = value;
            return this;
        }

        Resident asOf(String value) {
            asOf = LocalDate.parse(value);
            return this;
        }

        EligibilityRequest build() {
            return EligibilityRequest.residence(group, months, true, asked, procedure, decision, channel, LocalDate.of(1990, 3, 10), asOf);
        }
    }
}
