package org.madoguchi.eligibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
import org.madoguchi.eligibility.Assessment.Reason;
import org.madoguchi.eligibility.EligibilityRequest.Card;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.TablesOnPlainEngine;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Kind;
import org.madoguchi.programme.Outcome;
import org.madoguchi.programme.Purpose;
import org.springframework.context.i18n.LocaleContextHolder;

class EligibilityTests {

    private static final TablesOnPlainEngine TABLES = new TablesOnPlainEngine()
            .with("overseas-eligibility", "overseas-application-kind", "overseas-fee", "card-validity");
    /** Still the 21st in most of the world. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T15:30:00Z"), ZoneOffset.UTC);
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

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
    void a_first_card_is_free_and_valid_to_the_tenth_birthday() {
        Assessment answer = assess(aPerson());
        assertThat(answer.outcome()).isEqualTo(Outcome.ELIGIBLE);
        assertThat(answer.kind()).isEqualTo(Kind.NEW);
        assertThat(answer.reasons()).extracting(Reason::code).containsExactly("OK");
        assertThat(answer.feeYen()).isZero();
        assertThat(answer.cardValidUntil()).isEqualTo("2036-03-10");
        assertThat(answer.decidedBy()).extracting(Assessment.Rule::rule)
                .containsExactly("Rule_Eligible", "Rule_FirstCard", "Rule_FirstIssue");
    }

    @Test
    void whoever_left_before_numbers_began_is_told_the_way_out_in_their_language() {
        assertThat(assess(aPerson().numbered(false)).reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("LEFT_BEFORE_NUMBERING");
            assertThat(reason.wayOut()).contains("resident record must first be made");
            assertThat(reason.legalBasis()).contains("Number Act");
        });
        LocaleContextHolder.setLocale(Locale.JAPAN);
        assertThat(assess(aPerson().numbered(false)).reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.wayOut()).contains("住民票を作る");
            assertThat(reason.legalBasis()).contains("番号法");
        });
    }

    @Test
    void nobody_who_may_not_apply_is_given_a_kind_a_fee_or_a_date() {
        assertThat(assess(aPerson().national(false))).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.NOT_ELIGIBLE);
            assertThat(answer.kind()).isNull();
            assertThat(answer.feeYen()).isNull();
            assertThat(answer.cardValidUntil()).isNull();
        });
    }

    @Test
    void unknown_facts_are_named_all_at_once() {
        Assessment answer = assess(aPerson().national(null).numbered(null));
        assertThat(answer.outcome()).isEqualTo(Outcome.MORE_INFORMATION);
        assertThat(answer.reasons()).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("FACT_UNKNOWN");
            assertThat(reason.text()).contains("Japanese national").contains("5 October 2015").doesNotContain("domicile");
        });
    }

    @ParameterizedTest
    @CsvSource({"2027-11-22, TOO_EARLY", "2027-11-23, TOO_EARLY", "2027-11-21, OK", "2026-11-22, OK"})
    void a_renewal_needs_less_than_a_year_left(LocalDate expiresOn, String reason) {
        assertThat(assess(aPerson().asks(Purpose.RENEWAL).holds(CardState.VALID, expiresOn)).reasons())
                .extracting(Reason::code).containsExactly(reason);
    }

    @Test
    void whoever_is_too_early_is_told_the_first_possible_day_and_that_day_is_not_too_early() {
        Person person = aPerson().asks(Purpose.RENEWAL).holds(CardState.VALID, TODAY.plusYears(1));
        assertThat(assess(person).reasons()).singleElement()
                .satisfies(reason -> assertThat(reason.text()).contains("2026-11-23"));
        LocaleContextHolder.setLocale(Locale.JAPAN);
        assertThat(assess(person).reasons().get(0).wayOut()).contains("2026-11-23（令和8年11月23日）");
        assertThat(assess(person.asOf(LocalDate.of(2026, 11, 23))).kind()).isEqualTo(Kind.RENEWAL);
    }

    @Test
    void an_early_renewal_loses_no_year() {
        assertThat(assess(aPerson().asks(Purpose.RENEWAL).holds(CardState.VALID, LocalDate.of(2027, 3, 10)))
                .cardValidUntil()).isEqualTo("2037-03-10");
    }

    @ParameterizedTest
    @CsvSource({"RENEWAL, EXPIRED, 2026-11-21", "RENEWAL, VALID, 2026-11-21", "NEW, EXPIRED, ", "NEW, VALID, 2026-11-21"})
    void an_expired_card_is_replaced_by_a_new_one_free_of_charge(Purpose purpose, CardState state, LocalDate expiresOn) {
        Assessment answer = assess(aPerson().asks(purpose).holds(state, expiresOn));
        assertThat(answer.kind()).isEqualTo(Kind.NEW);
        assertThat(answer.feeYen()).isZero();
    }

    @Test
    void statements_about_the_card_that_contradict_each_other_go_to_a_person() {
        assertThat(assess(aPerson().asks(Purpose.RENEWAL).holds(CardState.EXPIRED, TODAY)))
                .satisfies(answer -> {
                    assertThat(answer.outcome()).isEqualTo(Outcome.REFER);
                    assertThat(answer.reasons()).extracting(Reason::code).containsExactly("FACTS_CONFLICT");
                });
        assertThat(assess(aPerson().card(new Card(false, CardState.VALID, null, null, null))).outcome())
                .isEqualTo(Outcome.REFER);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-05-27, true,  0,    OK",
        "2026-08-24, true,  0,    OK",
        "2026-08-23, true,  1000, OK LAPSED_ON_DEPARTURE_CHARGED",
        "2026-08-23, ,      1000, OK LAPSED_ON_DEPARTURE_CHARGED",
        "2026-08-23, false, 800,  OK LAPSED_ON_DEPARTURE_CHARGED",
        ",           true,  ,     OK FEE_UNDETERMINED"})
    void a_card_that_lapsed_on_departure_costs_from_the_ninety_first_day(LocalDate departedOn, Boolean certificates,
            Integer fee, String reasons) {
        Assessment answer = assess(aPerson().holds(CardState.LAPSED_ON_DEPARTURE, null).departed(departedOn)
                .certificates(certificates));
        assertThat(answer.kind()).isEqualTo(Kind.NEW);
        assertThat(answer.feeYen()).isEqualTo(fee);
        assertThat(answer.reasons()).extracting(Reason::code).containsExactly(reasons.split(" "));
    }

    @Test
    void a_lost_card_costs_only_where_it_was_the_fault_of_the_holder() {
        assertThat(assess(aPerson().asks(Purpose.REISSUE).card(new Card(true, CardState.LOST, null, null, true))))
                .satisfies(answer -> {
                    assertThat(answer.kind()).isEqualTo(Kind.REISSUE_LOST);
                    assertThat(answer.feeYen()).isEqualTo(1000);
                    assertThat(answer.reasons().get(1).text()).contains("1000 yen");
                });
        assertThat(assess(aPerson().asks(Purpose.REISSUE).card(new Card(null, CardState.STOLEN, null, null, false)))
                .feeYen()).isZero();
        assertThat(assess(aPerson().asks(Purpose.REISSUE).card(new Card(false, CardState.LOST, null, null, null))))
                .satisfies(answer -> {
                    assertThat(answer.outcome()).isEqualTo(Outcome.ELIGIBLE);
                    assertThat(answer.feeYen()).isNull();
                });
    }

    @Test
    void a_rewritten_card_keeps_its_date() {
        Assessment answer = assess(aPerson().asks(Purpose.CHANGE).by(Channel.MUNICIPALITY)
                .card(new Card(true, CardState.VALID, LocalDate.of(2030, 3, 10), true, null)));
        assertThat(answer.kind()).isEqualTo(Kind.CHANGE_BY_REWRITE);
        assertThat(answer.cardValidUntil()).isEqualTo("2030-03-10");
    }

    @Test
    void a_purpose_that_does_not_fit_names_the_one_that_does() {
        assertThat(assess(aPerson().holds(CardState.LOST, null)).reasons()).singleElement()
                .satisfies(reason -> {
                    assertThat(reason.code()).isEqualTo("PURPOSE_MISMATCH");
                    assertThat(reason.wayOut()).contains("Re-issue");
                });
        assertThat(assess(aPerson().asks(Purpose.CHANGE)
                .card(new Card(true, CardState.VALID, LocalDate.of(2030, 3, 10), false, null))).reasons())
                .singleElement().satisfies(reason -> assertThat(reason.wayOut()).contains("can be used as it is"));
    }

    @Test
    void no_card_and_a_card_nothing_was_said_of_are_two_things() {
        assertThat(assess(aPerson().card(new Card(false, null, null, null, null))).kind()).isEqualTo(Kind.NEW);
        assertThat(assess(aPerson().card(null)).outcome()).isEqualTo(Outcome.MORE_INFORMATION);
        assertThat(assess(aPerson().card(new Card(true, null, null, null, null))).outcome())
                .isEqualTo(Outcome.MORE_INFORMATION);
    }

    @Test
    void the_day_is_that_of_tokyo() {
        assertThat(assess(aPerson().born(TODAY)).outcome()).isEqualTo(Outcome.ELIGIBLE);
    }

    @Test
    void facts_that_cannot_be_are_refused_at_their_field() {
        refused(aPerson().born(TODAY.plusDays(1)), "DATE_IN_FUTURE", "dateOfBirth");
        refused(aPerson().departed(TODAY.plusDays(1)), "DATE_IN_FUTURE", "departedOn");
        refused(aPerson().departed(LocalDate.of(1989, 1, 1)), "DEPARTED_BEFORE_BIRTH", "departedOn");
        refused(aPerson().asOf(LocalDate.of(1980, 1, 1)), "DATE_IN_FUTURE", "dateOfBirth");
        refused(aPerson().born(LocalDate.MIN), "DATE_IMPOSSIBLE", "dateOfBirth");
        refused(aPerson().asOf(LocalDate.MAX), "DATE_IMPOSSIBLE", "asOf");
        refused(aPerson().programme("domestic"), "FIELD_INVALID", "programme");
        refused(aPerson().by(Channel.COUNTER), "FIELD_INVALID", "channel");
        refused(aPerson().programme(null), "FIELD_MISSING", "programme");
    }

    private Assessment assess(Person person) {
        return eligibility.assess(person.build());
    }

    private void refused(Person person, String code, String field) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> assess(person)).satisfies(no -> {
            assertThat(no.code()).isEqualTo(code);
            assertThat(no.field()).isEqualTo(field);
        });
    }

    private static Person aPerson() {
        return new Person();
    }

    /** A Japanese national abroad who never held a card and applies online for the first. */
    private static final class Person {

        private String programme = "overseas";
        private Purpose purpose = Purpose.NEW;
        private Boolean national = true;
        private Boolean numbered = true;
        private Boolean certificates = true;
        private LocalDate born = LocalDate.of(1990, 3, 10);
        private LocalDate departed;
        private LocalDate asOf;
        private Channel channel = Channel.ONLINE;
        private Card card = new Card(false, null, null, null, null);

        Person programme(String value) {
            programme = value;
            return this;
        }

        Person asks(Purpose value) {
            purpose = value;
            return this;
        }

        Person national(Boolean value) {
            national = value;
            return this;
        }

        Person numbered(Boolean value) {
            numbered = value;
            return this;
        }

        Person certificates(Boolean value) {
            certificates = value;
            return this;
        }

        Person born(LocalDate value) {
            born = value;
            return this;
        }

        Person departed(LocalDate value) {
            departed = value;
            return this;
        }

        Person asOf(LocalDate value) {
            asOf = value;
            return this;
        }

        Person by(Channel value) {
            channel = value;
            return this;
        }

        Person holds(CardState state, LocalDate expiresOn) {
            return card(new Card(true, state, expiresOn, null, null));
        }

        Person card(Card value) {
            card = value;
            return this;
        }

        EligibilityRequest build() {
            return new EligibilityRequest(programme, purpose, national, false, true, numbered, true, certificates, born,
                    departed, asOf, channel, card, null, null, null, null, null);
        }
    }
}
