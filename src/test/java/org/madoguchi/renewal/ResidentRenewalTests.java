package org.madoguchi.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.portal.ResidentApplications;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals.Answer;
import org.madoguchi.residence.Residences.Filing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Residents' cards and the certificates of everybody run out; their holders hear of it in time. */
@MadoguchiTest
@Import(World.class)
class ResidentRenewalTests {

    @Autowired
    World world;
    @Autowired
    Renewals renewals;
    @Autowired
    CardsInForce cards;
    @Autowired
    ResidentApplications applications;
    @Autowired
    MovableClock clock;
    @Autowired
    JdbcClient sql;

    @BeforeEach
    void begin() {
        world.begin();
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @Test
    void who_holds_a_merged_card_is_invited_ninety_days_before_and_told_to_ask_for_it_anew() {
        CardInForce card = card(ResidentPlan.HAS_ONE_CARD);
        on(card.validUntil().minusDays(91));
        assertThat(renewals.waitingFor(card.accountId())).isEmpty();
        on(card.validUntil().minusDays(90));
        on(card.validUntil().minusDays(90));
        assertThat(renewals.waitingFor(card.accountId())).hasSize(1);
        assertThat(notices(card)).containsExactly("renewal-invitation-merged");
        on(card.validUntil().minusDays(60));
        on(card.validUntil().minusDays(30));
        assertThat(notices(card)).containsExactly("renewal-invitation-merged", "renewal-reminder-merged", "renewal-reminder-merged");
        on(card.validUntil().plusDays(1));
        assertThat(notices(card)).endsWith("card-expired-merged");
        assertThat(cards.find(card.id()).orElseThrow().inForce()).isFalse();
        world.taskListEqualsTheEngine();
    }

    @Test
    void the_next_extension_answers_the_invitation_and_silence_in_it_means_separate_cards() {
        CardInForce card = card(ResidentPlan.HAS_ONE_CARD);
        on(card.validUntil().minusDays(90));
        CaseFile earlier = world.file(card.caseNumber());
        var stay = earlier.residence();
        String number = applications.file(new Filing("COUNTER", card.accountId(), "en", earlier.municipalityCode(), earlier.bureauCode(), null,
                earlier.applicant(), new byte[] {1}, CaseFile.Residence.stated("EXTENSION", stay.statusGroup(), stay.status(),
                        stay.grantedMonths(), stay.grantedUntil(), stay.nationality(), null, "MERGED", "AB12345678CD", card.validUntil(),
                        card.validUntil(), false)), CurrentUser.applicant(card.accountId().toString()));
        world.settle();
        assertThat(renewals.waitingFor(card.accountId())).isEmpty();
        assertThat(world.file(number).renewsCard()).isEqualTo(card.id());
        on(card.validUntil().minusDays(30));
        assertThat(notices(card)).containsExactly("renewal-invitation-merged");
    }

    @Test
    void separate_cards_are_invited_in_their_own_words_and_may_be_declined_without_a_reason() {
        CardInForce card = card(ResidentPlan.HAS_SEPARATE_CARDS);
        on(card.validUntil().minusDays(90));
        assertThat(notices(card)).containsExactly("renewal-invitation-resident");
        world.pass(Duration.ofDays(1));
        renewals.answered(renewals.waitingFor(card.accountId()).get(0).number(), Answer.DECLINED,
                CurrentUser.applicant(card.accountId().toString()));
        world.settle();
        on(card.validUntil().minusDays(30));
        assertThat(notices(card)).containsExactly("renewal-invitation-resident", "renewal-declined-resident");
    }

    @Test
    void a_certificate_of_a_permanent_card_opens_its_window_two_months_before() {
        CardInForce card = card(ResidentPlan.CERTIFICATE_RENEWED);
        LocalDate opens = card.validUntil().minusMonths(2);
        on(opens.minusDays(1));
        assertThat(renewals.waitingFor(card.accountId())).isEmpty();
        on(opens);
        assertThat(renewals.waitingFor(card.accountId())).hasSize(1);
    }

    @Test
    void certificates_that_end_before_their_card_are_told_at_ninety_and_thirty_days_once() {
        LocalDate ends = LocalDate.of(2031, 11, 2);
        CardInForce abroad = with(ends, "OVERSEAS", ends.plusYears(5));
        CardInForce here = with(ends, "RESIDENCE", ends.plusYears(5));
        CardInForce together = with(ends, "RESIDENCE", ends);
        for (int days : List.of(91, 90, 90, 88, 60, 30, 29, 1)) {
            clock.stopAt(ends.minusDays(days).atTime(9, 0).atZone(Tokyo.ZONE).toInstant());
            renewals.remindOfCertificates(Tokyo.today(clock));
        }
        assertThat(ofCase(abroad)).containsExactly("certificates-end", "certificates-end");
        assertThat(ofCase(here)).containsExactly("certificates-end", "certificates-end");
        assertThat(ofCase(together)).as("renewed with the card").isEmpty();
    }

    private CardInForce with(LocalDate certificatesUntil, String programme, LocalDate validUntil) {
        String number = world.walk(world.resident(ResidentPlan.TO_BE_ACCEPTED), ResidentPlan.TO_BE_ACCEPTED);
        var card = new CardInForce(UUID.randomUUID(), world.file(number).accountId(), number, programme, "NEW", certificatesUntil.minusYears(5),
                validUntil, certificatesUntil, null, null);
        cards.begin(card);
        return card;
    }

    private CardInForce card(ResidentPlan plan) {
        return cards.ofCase(world.walk(world.resident(plan), plan)).orElseThrow();
    }

    /** The jobs of that day, early in the morning. */
    private void on(LocalDate day) {
        clock.stopAt(day.atTime(0, 5).atZone(Tokyo.ZONE).toInstant());
        renewals.openDue(day);
        world.pass(Duration.ofMinutes(1));
    }

    private List<String> notices(CardInForce card) {
        return sql.sql("select template from notification where account_id = :account and case_number like 'R%' order by queued_at, template")
                .param("account", card.accountId()).query(String.class).list();
    }

    private List<String> ofCase(CardInForce card) {
        return sql.sql("select template from notification where case_number = :case and template = 'certificates-end'")
                .param("case", card.caseNumber()).query(String.class).list();
    }
}
