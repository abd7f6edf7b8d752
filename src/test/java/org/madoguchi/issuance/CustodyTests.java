package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.madoguchi.programme.MissionCapabilities.Pin;
import org.madoguchi.programme.MissionCapabilities.Route;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;

class CustodyTests extends IssuanceTest {

    @Autowired
    MissionCapabilities capabilities;

    @ParameterizedTest
    @CsvSource({
        "ORDERED,    PRODUCED CANCELLED",
        "PRODUCED,   DISPATCHED CANCELLED",
        "DISPATCHED, RECEIVED FORWARDED LOST RETURNED DESTROYED",
        "RECEIVED,   FORWARDED HANDED_OVER DEFECTIVE RETURNED DESTROYED",
        "FORWARDED,  RECEIVED LOST RETURNED DESTROYED",
        "DEFECTIVE,  RETURNED DESTROYED"})
    void a_card_moves_only_along_its_chain(State from, String legal) {
        var allowed = EnumSet.noneOf(State.class);
        for (String to : legal.split(" ")) {
            allowed.add(State.valueOf(to));
        }
        for (State to : State.values()) {
            assertThat(Custody.mayMove(from, to)).as(from + " to " + to).isEqualTo(allowed.contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HANDED_OVER", "LOST", "RETURNED", "DESTROYED", "CANCELLED"})
    void nothing_moves_a_card_that_has_ended(State end) {
        for (State to : State.values()) {
            assertThat(Custody.mayMove(end, to)).isFalse();
        }
    }

    @Test
    void a_case_has_one_live_order() {
        String number = aCase().examined();
        Card first = custody.begin(card(number, 1));
        assertThatExceptionOfType(DuplicateKeyException.class).isThrownBy(() -> custody.begin(card(number, 2)));
        custody.move(first, State.CANCELLED, null, CurrentUser.SYSTEM, null, null);
        custody.begin(card(number, 2));
        assertThat(custody.find(number).orElseThrow().orderSeq()).isEqualTo(2);
    }

    @Test
    void an_illegal_move_is_a_fault_and_leaves_no_trace() {
        String number = aCase().examined();
        Card card = custody.begin(card(number, 1));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> custody.move(card, State.HANDED_OVER, null, CurrentUser.SYSTEM, null, null));
        assertThat(state(number)).isEqualTo(State.ORDERED);
        assertThat(custody.events(number)).hasSize(1);
    }

    @Test
    void of_two_moves_at_the_same_time_one_is_refused() {
        String number = aCase().examined();
        Card seenByBoth = custody.begin(card(number, 1));
        custody.move(seenByBoth, State.PRODUCED, null, CurrentUser.SYSTEM, null, null);
        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> custody.move(seenByBoth, State.CANCELLED, null, CurrentUser.SYSTEM, null, null));
    }

    @Test
    void missions_differ_in_what_they_can_do() {
        var london = capabilities.of(MISSION);
        assertThat(london.route()).isEqualTo(Route.DIRECT);
        assertThat(london.can(Pin.TERMINAL)).isTrue();
        assertThat(london.can(Pin.SEALED_FORM)).isTrue();
        var kathmandu = capabilities.of(FAR_MISSION);
        assertThat(kathmandu.route()).isEqualTo(Route.VIA_MUNICIPALITY);
        assertThat(kathmandu.disposal()).isEqualTo(Disposal.RETURN);
        assertThat(kathmandu.can(Pin.TERMINAL)).isFalse();
        assertThat(capabilities.of("PH-MNL").mailApplications()).isFalse();
    }

    @Test
    void every_mission_has_its_capabilities_marked_as_assumptions() {
        assertThat(sql.sql("select count(*) from office where kind = 'MISSION'").query(Long.class).single())
                .isEqualTo(sql.sql("select count(*) from mission_capability where assumption").query(Long.class).single());
    }

    private Card card(String number, int seq) {
        return new Card(UUID.randomUUID(), number, seq, State.ORDERED, Route.DIRECT, MISSION, LocalDate.of(2036, 5, 1), null, null, null,
                null, null, null, null, clock.instant());
    }
}
