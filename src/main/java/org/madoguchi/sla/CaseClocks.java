package org.madoguchi.sla;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.casefile.CaseMoved;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.sla.ClockLedger.Kind;
import org.madoguchi.sla.ClockLedger.Running;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The clocks of a case as a whole and of whoever has it in hand, which follow its state by the table {@code case-clocks}, in
 * the transaction that changes it. What is published counts every day and asks none of them.
 */
@Component
class CaseClocks {

    private static final String HEADQUARTERS = "HQ";

    private final ClockLedger ledger;
    private final Sla sla;
    private final Offices offices;
    private final DecisionTables tables;
    private final Clock clock;

    CaseClocks(ClockLedger ledger, Sla sla, Offices offices, DecisionTables tables, Clock clock) {
        this.ledger = ledger;
        this.sla = sla;
        this.offices = offices;
        this.tables = tables;
        this.clock = clock;
    }

    @EventListener
    void moved(CaseMoved move) {
        List<Running> running = move.before() == null ? List.of() : ledger.ofCase(move.number());
        Instant now = clock.instant();
        if (move.state().isFinal()) {
            ledger.stop(running.stream().map(Running::id).toList(), move.state() == CaseState.WITHDRAWN, now);
            return;
        }
        String programme = move.programme().toLowerCase();
        Map<String, Object> row = tables.single("case-clocks", Map.of("programme", programme, "state", move.state().name()));
        ofHolder((String) row.get("holder"), programme + ' ' + move.state(), move, of(Kind.HOLDER, running), now);
        ofCase(row.get("caseClock").equals("PAUSED"), (String) row.get("holder"), programme, move, of(Kind.CASE, running), now);
    }

    private static Optional<Running> of(Kind kind, List<Running> running) {
        return running.stream().filter(one -> one.kind() == kind).findFirst();
    }

    private void ofHolder(String holder, String terms, CaseMoved move, Optional<Running> running, Instant now) {
        if (running.isPresent() && running.get().holder().equals(holder)) {
            return;
        }
        running.ifPresent(one -> ledger.stop(List.of(one.id()), false, now));
        String office = officeOf(holder, move);
        ledger.start(new ClockLedger.Start(Kind.HOLDER, move.number(), null, null, null, holder, terms, office, now, sla.target(Kind.HOLDER, terms, office, now)));
    }

    private void ofCase(boolean paused, String holder, String programme, CaseMoved move, Optional<Running> running, Instant now) {
        if (running.isEmpty()) {
            String office = move.counterCode();
            ledger.start(new ClockLedger.Start(Kind.CASE, move.number(), null, null, null, null, programme, office, move.receivedAt(),
                    sla.target(Kind.CASE, programme, office, move.receivedAt())));
        } else if (paused && running.get().pausedAt() == null) {
            Running one = running.get();
            Duration left = sla.calendar(offices.get(one.officeCode())).remaining(now, one.dueAt());
            if (!left.isNegative()) {
                ledger.pause(one.id(), holder, null, null, left, one.target(), now);
            }
        } else if (!paused && running.get().pausedAt() != null) {
            ledger.resume(running.get().id(), sla.resumed(running.get(), now), now);
        }
    }

    /** By whose calendar the holder works. An applicant has none and no target; theirs is noted at the counter they use. */
    private static String officeOf(String holder, CaseMoved move) {
        return switch (holder) {
            case "MISSION" -> move.missionCode();
            case "MUNICIPALITY" -> move.municipalityCode();
            case "BUREAU" -> move.bureauCode();
            case "JLIS" -> HEADQUARTERS;
            default -> move.counterCode();
        };
    }
}
