package org.madoguchi.issuance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.casefile.LinkedRecords.LinkedRecord;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.CardOrder;
import org.madoguchi.partners.JLisClient.OrderedCard;
import org.madoguchi.partners.JLisClient.Product;
import org.madoguchi.partners.PartnerCall;
import org.madoguchi.programme.CardValidity;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.MissionCapabilities.Route;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Orders the card. The order is written down before it is sent: should the case end while the call is under way, there is
 * something to take back. What is printed is what the register says, not what was typed.
 */
@Component
class OrderCall implements PartnerCall<OrderCall.Request, OrderedCard> {

    record Request(UUID card, CardOrder order) {}

    private final CaseFiles cases;
    private final ObjectProvider<LinkedRecords> links;
    private final LinkInDoubt doubt;
    private final Custody custody;
    private final CardStore cards;
    private final CardValidity validity;
    private final ResidentCards residentCards;
    private final MissionCapabilities capabilities;
    private final JLisClient jLis;
    private final Clock clock;

    OrderCall(CaseFiles cases, ObjectProvider<LinkedRecords> links, LinkInDoubt doubt, Custody custody, CardStore cards,
            CardValidity validity, ResidentCards residentCards, MissionCapabilities capabilities, JLisClient jLis, Clock clock) {
        this.cases = cases;
        this.links = links;
        this.doubt = doubt;
        this.custody = custody;
        this.cards = cards;
        this.validity = validity;
        this.residentCards = residentCards;
        this.capabilities = capabilities;
        this.jLis = jLis;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return "card-order";
    }

    /** A link in doubt stops the order until it is decided; then the order goes on by itself. */
    @Override
    public boolean mustWait(String caseNumber) {
        return doubt.of(caseNumber);
    }

    @Override
    public Request prepare(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        LinkedRecord record = links.stream().flatMap(each -> each.linkedTo(caseNumber).stream()).findFirst()
                .orElseThrow(() -> new IllegalStateException("No register entry is linked to the case"));
        Card latest = cards.lockLatest(caseNumber).orElse(null);
        Card card = latest != null && latest.unanswered() ? latest : custody.begin(next(file, record, latest));
        Applicant applicant = file.applicant();
        byte[] photo = cases.latestDocument(caseNumber, "PHOTO").map(document -> cases.bytesOf(caseNumber, document.id())).orElse(null);
        return new Request(card.id(), new CardOrder(caseNumber, product(file), record.entryId(), record.familyName(), record.givenName(),
                file.overseas() ? applicant.latin() : record.name(), record.birthDate(), record.sex() == null ? applicant.sex() : record.sex(), card.validUntil(),
                applicant.certificatesWanted(), photo, JLisClient.Route.valueOf(card.route().name()), file.municipalityCode(),
                card.destination(), cards.orderBefore(card).orElse(null)));
    }

    private static Product product(CaseFile file) {
        return file.overseas() ? Product.MY_NUMBER_CARD : Product.valueOf(file.residence().cardOutcome());
    }

    private Card next(CaseFile file, LinkedRecord record, Card latest) {
        Route route = file.overseas() ? capabilities.of(file.missionCode()).route() : Route.DIRECT;
        return new Card(UUID.randomUUID(), file.number(), latest == null ? 1 : latest.orderSeq() + 1, State.ORDERED, route,
                file.overseas() ? file.missionCode() : file.bureauCode(), validUntil(file, record), null, null, null, null, null, null, null, clock.instant());
    }

    private LocalDate validUntil(CaseFile file, LinkedRecord record) {
        if (!file.overseas()) {
            return residentCards.lastDay(file);
        }
        LocalDate applied = LocalDate.ofInstant(file.receivedAt(), Tokyo.ZONE);
        return validity.lastDay(record.birthDate(), Tokyo.today(clock), applied, Cases.kind(file).equals("RENEWAL"));
    }

    @Override
    public OrderedCard call(Request request) {
        return jLis.orderCard(request.order());
    }

    @Override
    public Map<String, Object> record(String caseNumber, Request request, OrderedCard answer) {
        cards.setOrderNumber(request.card(), answer.orderNumber());
        links.forEach(each -> each.passedOn(caseNumber, "J_LIS", answer.orderNumber()));
        cases.become(caseNumber, CaseState.IN_PRODUCTION, Event.of("CARD_ORDERED", CurrentUser.SYSTEM));
        return Map.of("route", custody.get(request.card()).route().name());
    }

    @Override
    public void tooLate(String caseNumber, Request request, OrderedCard answer) {
        cards.setOrderNumber(request.card(), answer.orderNumber());
        links.forEach(each -> each.passedOn(caseNumber, "J_LIS", answer.orderNumber()));
        cards.setStopDue(request.card(), true);
        cases.record(caseNumber, Event.internal("ORDER_IN_VAIN", CurrentUser.SYSTEM));
    }
}
