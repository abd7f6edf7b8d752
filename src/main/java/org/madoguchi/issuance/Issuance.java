package org.madoguchi.issuance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.casefile.BookedVisits;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.OpenWork;
import org.madoguchi.casefile.ProducedCards;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.issuance.ChangeStore.Requested;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.madoguchi.programme.MissionCapabilities.Route;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What others may ask of issuance: where a card is, what is to be paid, and to change where it is collected. */
@Component
public class Issuance implements ProducedCards {

    /** What can change on a running case. */
    public enum Change { COLLECTION_PLACE, CONTACT, MUNICIPALITY }

    /** The fee the municipality set; {@code indicativeYen} is what the table said, null where it could not tell. */
    public record Fee(String caseNumber, int feeYen, Integer indicativeYen, String reasonCode, int ruleVersion, String note,
            Instant setAt) {}

    /** {@code state}: REQUESTED, OPEN (pay at {@code pageUrl}), PAID, REFUND_DUE or REFUNDED. */
    public record Payment(UUID id, String caseNumber, int amountYen, String state, String paymentId, String pageUrl,
            Instant requestedAt, String failure, Instant paidAt, String method, Instant refundedAt) {

        public boolean payable() {
            return state.equals("OPEN");
        }
    }

    /** A hand the card went through; {@code event} has a text {@code issuance.custody.<event>}, {@code reference} is a pouch or seal number. */
    public record CustodyEvent(int orderSeq, String event, String officeCode, Instant at, String by, String reference,
            String note) {

        /** As pages show it. */
        public LocalDateTime inTokyo() {
            return LocalDateTime.ofInstant(at, Tokyo.ZONE);
        }
    }

    /** What to do with a new card, as messages {@code issuance.service.<name>} and {@code .hint}. */
    public static final List<String> SERVICES = List.of("MYNAPORTAL", "E_TAX", "HEALTH_INSURANCE", "DRIVING_LICENCE");

    /** What a merged card does not carry over from the cards it replaces, as messages {@code issuance.notCarriedOver.<name>}. */
    public static final List<String> NOT_CARRIED_OVER = List.of("DRIVING_LICENCE", "CERTIFICATES");

    static final String CARD_GONE = "card-gone";

    private final CaseFiles cases;
    private final CaseFlow flow;
    private final BookedVisits bookings;
    private final OpenWork work;
    private final CardsInForce cardsInForce;
    private final Custody custody;
    private final CardStore cards;
    private final FeeStore fees;
    private final ChangeStore changes;
    private final Offices offices;
    private final Settlement settlement;
    private final Clock clock;

    Issuance(CaseFiles cases, CaseFlow flow, BookedVisits bookings, OpenWork work, CardsInForce cardsInForce, Custody custody, CardStore cards,
            FeeStore fees, ChangeStore changes, Offices offices, Settlement settlement, Clock clock) {
        this.cases = cases;
        this.flow = flow;
        this.bookings = bookings;
        this.work = work;
        this.cardsInForce = cardsInForce;
        this.custody = custody;
        this.cards = cards;
        this.fees = fees;
        this.changes = changes;
        this.offices = offices;
        this.settlement = settlement;
        this.clock = clock;
    }

    public Optional<Fee> fee(String caseNumber) {
        return fees.fee(caseNumber);
    }

    public Optional<Payment> payment(String caseNumber) {
        return fees.payment(caseNumber);
    }

    /** The latest card of a case. */
    public Optional<Card> card(String caseNumber) {
        return custody.find(caseNumber);
    }

    @Override
    public Optional<String> numberOf(UUID card) {
        return cards.find(card).map(Card::serial);
    }

    /** Every hand the cards of a case went through, oldest first. */
    public List<CustodyEvent> custody(String caseNumber) {
        return custody.events(caseNumber);
    }

    /**
     * Asks to collect at another mission ({@code value} is its code) or to be reached under another telephone number, or
     * says that the registered domicile or a resident's address has moved to another municipality. A card that is on its
     * way to a mission is forwarded from there, so a change of mission then waits until it has arrived.
     *
     * @return whether it is done; false while it waits
     * @throws Refusal CASE_CLOSED, OFFICE_UNKNOWN, SAME_PLACE, PHONE_MALFORMED, TOO_LATE_TO_CHANGE, NOT_WAITING
     */
    @Transactional
    public boolean requestChange(String caseNumber, Change kind, String value, CurrentUser actor) {
        CaseFile file = cases.get(caseNumber);
        if (!file.open()) {
            throw Refusal.conflict("CASE_CLOSED");
        }
        if (kind == Change.CONTACT) {
            if (value == null || !value.strip().matches("\\+?[0-9][0-9 ()-]{4,28}[0-9]")) {
                throw Refusal.badInput("PHONE_MALFORMED", "phone");
            }
            changes.request(caseNumber, kind, value.strip(), actor, clock.instant());
            flow.tell(caseNumber, "case-changed", Map.of("change", kind.name()));
            return true;
        }
        if (kind == Change.MUNICIPALITY) {
            requireAnotherMunicipality(file, value);
            changes.request(caseNumber, kind, value, actor, clock.instant());
            flow.tell(caseNumber, "case-changed", Map.of("change", kind.name()));
            return true;
        }
        requireAnotherMission(file, value);
        Optional<Card> card = custody.find(caseNumber);
        if (file.state() == CaseState.AT_THE_COUNTER || bookings.dayBegan(caseNumber)
                || card.filter(one -> one.state() == State.HANDED_OVER).isPresent()) {
            throw Refusal.conflict("TOO_LATE_TO_CHANGE");
        }
        changes.request(caseNumber, kind, value, actor, clock.instant());
        if (card.filter(Issuance::onItsWay).isPresent()) {
            cases.record(caseNumber, Event.of("CHANGE_WAITS", actor).at(value));
            return false;
        }
        flow.tell(caseNumber, "case-changed", Map.of("change", kind.name()));
        return true;
    }

    private void requireAnotherMission(CaseFile file, String mission) {
        if (offices.find(mission).filter(office -> office.kind() == Office.Kind.MISSION).isEmpty()) {
            throw Refusal.badInput("OFFICE_UNKNOWN", "missionCode", String.valueOf(mission));
        }
        if (mission.equals(file.missionCode())) {
            throw Refusal.badInput("SAME_PLACE", "missionCode");
        }
    }

    /** A card that is with the municipality, or on its way there, is handed on by it first. */
    private void requireAnotherMunicipality(CaseFile file, String municipality) {
        if (offices.find(String.valueOf(municipality)).filter(office -> office.kind() == Office.Kind.MUNICIPALITY).isEmpty()) {
            throw Refusal.badInput("OFFICE_UNKNOWN", "municipalityCode", String.valueOf(municipality));
        }
        if (municipality.equals(file.municipalityCode())) {
            throw Refusal.badInput("SAME_PLACE", "municipalityCode");
        }
        if (custody.find(file.number()).filter(card -> boundFor(card, file)).isPresent()) {
            throw Refusal.conflict("TOO_LATE_TO_CHANGE");
        }
    }

    private static boolean boundFor(Card card, CaseFile file) {
        return switch (card.state()) {
            case ORDERED, PRODUCED, DISPATCHED -> card.route() == Route.VIA_MUNICIPALITY;
            case FORWARDED -> !file.overseas();
            case RECEIVED -> file.municipalityCode().equals(file.cardOfficeCode());
            default -> false;
        };
    }

    /** A municipality still has its cards sent where the case says; a producer or a mission has been told an address. */
    private static boolean onItsWay(Card card) {
        return switch (card.state()) {
            case ORDERED, PRODUCED, DISPATCHED -> card.route() == Route.DIRECT;
            case FORWARDED -> true;
            default -> false;
        };
    }

    /**
     * Settles what is owed outside after a case has gone on without it: refunds of fees paid too late, stops of cards
     * that are not to be used. Calls partners, so never inside a transaction. Safe on several nodes and to repeat.
     *
     * @return how many were settled, of at most 20 of each
     */
    public int settle() {
        return settlement.settle();
    }

    // What the models ask for

    void remindOfPayment(String caseNumber) {
        fees.payment(caseNumber).filter(Payment::payable).ifPresent(payment ->
                cases.tellApplicant(caseNumber, "payment-reminder", payment.id().toString()));
    }

    boolean feePaid(String caseNumber) {
        return fees.payment(caseNumber).filter(payment -> payment.state().equals("PAID")).isPresent();
    }

    /** NONE, ORDERED (the producer can still take it back) or MADE. */
    String stock(String caseNumber) {
        return custody.find(caseNumber).map(card -> switch (card.state()) {
            case ORDERED, PRODUCED -> "ORDERED";
            case DISPATCHED, FORWARDED, RECEIVED, DEFECTIVE -> "MADE";
            case HANDED_OVER, LOST, RETURNED, DESTROYED, CANCELLED -> "NONE";
        }).orElse("NONE");
    }

    /** Applies what was asked; true where a card must now be forwarded. */
    boolean applyChange(String caseNumber, Change kind) {
        Optional<Requested> waiting = changes.waiting(caseNumber, kind);
        if (waiting.isEmpty()) {
            return false;
        }
        Requested change = waiting.get();
        changes.applied(change.id(), clock.instant());
        if (kind == Change.CONTACT) {
            cases.changePhone(caseNumber, change.phone(), change.actor());
            return false;
        }
        if (kind == Change.MUNICIPALITY) {
            String before = cases.get(caseNumber).municipalityCode();
            cases.moveMunicipality(caseNumber, change.municipalityCode(), change.actor());
            work.handOver(caseNumber, before, change.municipalityCode());
            cases.tellApplicant(caseNumber, "municipality-changed", change.id().toString());
            return false;
        }
        bookings.cancelForMove(caseNumber, change.actor());
        cases.moveCollection(caseNumber, change.missionCode(), change.actor());
        cases.tellApplicant(caseNumber, "collection-place-changed", change.id().toString());
        String heldAt = cases.get(caseNumber).cardOfficeCode();
        return custody.find(caseNumber).filter(card -> card.state() == State.RECEIVED).isPresent()
                && !change.missionCode().equals(heldAt);
    }

    /** The card has arrived somewhere: a change of place that waited for it can be applied. */
    void applyWaitingChange(String caseNumber) {
        changes.waiting(caseNumber, Change.COLLECTION_PLACE).ifPresent(change ->
                flow.tell(caseNumber, "case-changed", Map.of("change", Change.COLLECTION_PLACE.name())));
    }

    void recordDefect(String caseNumber) {
        custody.move(custody.current(caseNumber), State.DEFECTIVE, cases.get(caseNumber).cardOfficeCode(), CurrentUser.SYSTEM,
                null, null);
        cases.record(caseNumber, Event.of("CARD_DEFECTIVE", CurrentUser.SYSTEM).because("CARD_UNUSABLE"));
        cases.tellApplicant(caseNumber, "card-remade", "defect-" + custody.current(caseNumber).orderSeq());
    }

    void recordLossInTransit(String caseNumber) {
        Card card = custody.current(caseNumber);
        custody.move(card, State.LOST, null, CurrentUser.SYSTEM, null, null);
        cases.record(caseNumber, Event.of("CARD_LOST", CurrentUser.SYSTEM).because("LOST_IN_TRANSIT"));
        cases.tellApplicant(caseNumber, "card-remade", "loss-" + card.orderSeq());
    }

    /** The officer gave the order up for another photo; a producer that has not rejected it might still make it. */
    void giveUpOnPhoto(String caseNumber) {
        Card card = custody.current(caseNumber);
        if (card.orderNumber() != null && card.rejection() == null) {
            cards.setStopDue(card.id(), true);
        }
    }

    void remakeCard(String caseNumber) {
        flow.tellIfWaiting(caseNumber, CARD_GONE, Map.of());
    }

    /** Who has the card: MISSION, or MUNICIPALITY while it has not been passed on. */
    String cardPlace(String caseNumber) {
        return custody.find(caseNumber).filter(card -> card.state() == State.DISPATCHED && card.route() == Route.VIA_MUNICIPALITY)
                .isPresent() ? "MUNICIPALITY" : "MISSION";
    }

    void recordDisposal(String caseNumber) {
        Card card = custody.current(caseNumber);
        State end = card.disposal() == Disposal.RETURN ? State.RETURNED : State.DESTROYED;
        custody.move(card, end, cases.get(caseNumber).cardOfficeCode(), CurrentUser.SYSTEM, null, null);
        if (card.orderNumber() != null) {
            // A card that is made again is stopped by its new order; telling the producer twice does no harm.
            cards.setStopDue(card.id(), true);
        }
        cases.cardNowAt(caseNumber, null);
        cases.record(caseNumber, Event.of("CARD_" + end.name(), CurrentUser.SYSTEM));
    }

    /** The card is in the holder's hand: it is in force, the one it renews or replaces is not, and the case is closed. */
    void complete(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        Card card = custody.current(caseNumber);
        LocalDate today = Tokyo.today(clock);
        cardsInForce.begin(new CardInForce(card.id(), file.accountId(), caseNumber, file.programme(), Cases.kind(file), today,
                card.validUntil(), card.certificatesUntil(), null, null));
        if (file.renewsCard() != null) {
            cardsInForce.find(file.renewsCard()).filter(old -> old.accountId().equals(file.accountId())).ifPresent(old ->
                    cardsInForce.end(old.id(), old.suspended() ? EndReason.LOST
                            : Cases.kind(file).equals("RENEWAL") ? EndReason.RENEWED : EndReason.REPLACED));
        }
        cases.cardNowAt(caseNumber, null);
        cases.become(caseNumber, CaseState.HANDED_OVER, Event.of("CARD_HANDED_OVER", CurrentUser.SYSTEM).at(file.counterCode()));
        cases.tellApplicant(caseNumber, file.overseas() ? "handed-over" : "residence-card-handed-over", "once");
    }
}
