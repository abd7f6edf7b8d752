package org.madoguchi.issuance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.madoguchi.casefile.CardEndListener;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.Tokyo;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** PINs that are locked or forgotten are set again at a counter; nothing else unlocks a card, and no PIN is ever kept. */
@Component
public class PinResets implements CardEndListener {

    /** The PINs of a card; texts {@code pinReset.pin.<name>}. */
    public enum Pin { SIGNATURE, USER_AUTHENTICATION, RESIDENT_REGISTER, CARD_ENTRY }

    /** {@code outcome} is null while it is open: RESET, CARD_DEFECTIVE, NO_SHOW or WITHDRAWN. */
    public record PinReset(UUID id, UUID cardId, String caseNumber, Instant askedAt, String outcome, Instant closedAt) {

        public boolean open() {
            return closedAt == null;
        }
    }

    private static final String PROCESS = "pin-reset";
    private static final String WITHDRAWN = "pin-reset-withdrawn";

    /** Under this age no signature certificate is issued. */
    private static final int SIGNATURE_AGE = 15;

    private static final String ASK = """
            insert into pin_reset (id, card_id, case_number, asked_at, asked_by) values (:id, :card, :case, :at, :by)
            """;

    private static final String LATEST = """
            select id, card_id, case_number, asked_at, outcome, closed_at
              from pin_reset
             where case_number = :case
             order by asked_at desc
             limit 1
            """;

    private static final String CLOSE = """
            update pin_reset
               set outcome = :outcome, way = :way, pins = :pins, closed_at = :at
             where case_number = :case and closed_at is null
            """;

    private final JdbcClient sql;
    private final CardsInForce cards;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final PinResetSettings settings;
    private final Clock clock;

    PinResets(JdbcClient sql, CardsInForce cards, CaseFiles cases, CaseFlow flow, PinResetSettings settings, Clock clock) {
        this.sql = sql;
        this.cards = cards;
        this.cases = cases;
        this.flow = flow;
        this.settings = settings;
        this.clock = clock;
    }

    /** The card that this case issued, if its PINs can be reset. */
    public Optional<CardInForce> card(String caseNumber) {
        return cards.ofCase(caseNumber).filter(card -> card.inForce() && !card.suspended());
    }

    /** The card is in force, and no reset of it is open. */
    public boolean mayAsk(String caseNumber) {
        return card(caseNumber).isPresent() && of(caseNumber).filter(PinReset::open).isEmpty();
    }

    /** The latest reset of the card that this case issued. */
    public Optional<PinReset> of(String caseNumber) {
        return sql.sql(LATEST).param("case", caseNumber).query(PinReset.class).optional();
    }

    /** The last day to come for a reset that is open, in Tokyo. */
    public LocalDate comeUntil(PinReset reset) {
        return LocalDate.ofInstant(reset.askedAt(), Tokyo.ZONE).plus(settings.within());
    }

    /**
     * Asks to have the PINs of a card set again; {@code caseNumber} is that of the case that issued it.
     *
     * @throws Refusal CARD_NOT_IN_FORCE, PIN_RESET_OPEN
     */
    @Transactional
    public void ask(String caseNumber, CurrentUser actor) {
        CardInForce card = card(caseNumber).orElseThrow(() -> Refusal.conflict("CARD_NOT_IN_FORCE"));
        try {
            sql.sql(ASK).param("id", UUID.randomUUID()).param("card", card.id()).param("case", caseNumber)
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("by", actor.id()).update();
        } catch (DuplicateKeyException twice) {
            throw Refusal.conflict("PIN_RESET_OPEN");
        }
        cases.record(caseNumber, Event.of("PIN_RESET_ASKED", actor));
        flow.start(PROCESS, caseNumber, Map.of("counter", cases.get(caseNumber).overseas() ? "MISSION" : "MUNICIPALITY"));
    }

    /** The holder remembers, or does not want it any more. @throws Refusal NOT_WAITING */
    public void withdraw(String caseNumber) {
        flow.tell(caseNumber, WITHDRAWN, Map.of());
    }

    /** There is nothing to set any more. */
    @Override
    public void cardEnded(CardInForce card) {
        flow.tellIfWaiting(card.caseNumber(), WITHDRAWN, Map.of());
    }

    /** The PINs this card has that its counter can reset. */
    Set<Pin> possible(CaseFile file, CardInForce card) {
        Set<Pin> pins = EnumSet.of(Pin.RESIDENT_REGISTER, Pin.CARD_ENTRY);
        LocalDate until = card.certificatesUntil();
        if (until != null && !until.isBefore(Tokyo.today(clock))) {
            pins.add(Pin.USER_AUTHENTICATION);
            if (!file.applicant().birthDate().plusYears(SIGNATURE_AGE).isAfter(card.issuedOn())) {
                pins.add(Pin.SIGNATURE);
            }
        }
        if (file.overseas()) {
            pins.retainAll(settings.atMission());
        }
        return pins;
    }

    void reset(String caseNumber, MissionCapabilities.Pin way, Set<Pin> pins, CurrentUser officer, String office) {
        close(caseNumber, "RESET", way.name(), pins.stream().map(Pin::name).toList());
        cases.record(caseNumber, Event.of("PIN_RESET", officer).at(office));
    }

    void defective(String caseNumber, String note, CurrentUser officer, String office) {
        close(caseNumber, "CARD_DEFECTIVE", null, List.of());
        cases.record(caseNumber, Event.of("PIN_RESET_FAILED", officer).at(office).because("CARD_UNUSABLE"));
        cases.record(caseNumber, Event.internal("PIN_RESET_NOTED", officer).at(office).noting(note));
    }

    void notVerified(String caseNumber, String note, CurrentUser officer, String office) {
        cases.record(caseNumber, Event.internal("PIN_RESET_NOT_VERIFIED", officer).at(office).noting(note));
    }

    void noShow(String caseNumber) {
        close(caseNumber, "NO_SHOW", null, List.of());
        cases.record(caseNumber, Event.of("PIN_RESET_NO_SHOW", CurrentUser.SYSTEM));
    }

    void withdrawn(String caseNumber) {
        close(caseNumber, "WITHDRAWN", null, List.of());
        cases.record(caseNumber, Event.of("PIN_RESET_WITHDRAWN", CurrentUser.SYSTEM));
    }

    /** {@code occasion} tells one notice of the same kind from the next. */
    void tell(String caseNumber, String template, String occasion) {
        cases.tellApplicant(caseNumber, template, occasion);
    }

    private void close(String caseNumber, String outcome, String way, List<String> pins) {
        sql.sql(CLOSE).param("outcome", outcome).param("way", way).param("pins", pins.toArray(String[]::new))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("case", caseNumber).update();
    }
}
