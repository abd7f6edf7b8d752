package org.madoguchi.issuance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.issuance.Issuance.CustodyEvent;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of cards and their custody. */
@Component
class CardStore {

    private static final String INSERT = """
            insert into card (id, case_number, order_seq, state, route, destination, valid_until, ordered_at)
            values (:id, :case, :seq, :state, :route, :destination, :validUntil, :at)
            """;

    private static final String LATEST = "select * from card where case_number = :case order by order_seq desc limit 1";

    private static final String BY_ORDER = "select * from card where case_number = :case and order_number = :order for update";

    private static final String BEFORE = """
            select order_number from card
             where case_number = :case and order_seq < :seq and order_number is not null
             order by order_seq desc
             limit 1
            """;

    private static final String MOVE = "update card set state = :to where id = :id and state = :from";

    private static final String APPEND = """
            insert into custody_event (card_id, event, office_code, at, by, reference, note)
            values (:card, :event, :office, :at, :by, :reference, :note)
            """;

    private static final String EVENTS = """
            select c.order_seq, e.event, e.office_code, e.at, e.by, e.reference, e.note
              from custody_event e
              join card c on c.id = e.card_id
             where c.case_number = :case
             order by e.id
            """;

    private static final String STOP_DUE = """
            select * from card where stop_due and order_number is not null order by ordered_at limit :limit
            """;

    private final JdbcClient sql;

    CardStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(Card card) {
        sql.sql(INSERT).param("id", card.id()).param("case", card.caseNumber()).param("seq", card.orderSeq())
                .param("state", card.state().name()).param("route", card.route().name()).param("destination", card.destination())
                .param("validUntil", card.validUntil()).param("at", card.orderedAt().atOffset(ZoneOffset.UTC)).update();
    }

    Optional<Card> latest(String caseNumber) {
        return sql.sql(LATEST).param("case", caseNumber).query(Card.class).optional();
    }

    Optional<Card> lockLatest(String caseNumber) {
        return sql.sql(LATEST + " for update").param("case", caseNumber).query(Card.class).optional();
    }

    Optional<Card> lockByOrder(String caseNumber, String orderNumber) {
        return sql.sql(BY_ORDER).param("case", caseNumber).param("order", orderNumber).query(Card.class).optional();
    }

    Card get(UUID card) {
        return find(card).orElseThrow();
    }

    Optional<Card> find(UUID card) {
        return sql.sql("select * from card where id = :id").param("id", card).query(Card.class).optional();
    }

    /** The latest order the producer knows of before this card. */
    Optional<String> orderBefore(Card card) {
        return sql.sql(BEFORE).param("case", card.caseNumber()).param("seq", card.orderSeq()).query(String.class).optional();
    }

    void move(Card card, State to) {
        if (sql.sql(MOVE).param("to", to.name()).param("id", card.id()).param("from", card.state().name()).update() != 1) {
            throw new OptimisticLockingFailureException("Card " + card.id() + " was moved by somebody else");
        }
    }

    void setOrderNumber(UUID card, String orderNumber) {
        sql.sql("update card set order_number = :order where id = :id").param("order", orderNumber).param("id", card).update();
    }

    void setProduced(UUID card, String serial, LocalDate validUntil, LocalDate certificatesUntil) {
        sql.sql("update card set serial = :serial, valid_until = :until, certificates_until = :certificates where id = :id")
                .param("serial", serial).param("until", validUntil).param("certificates", certificatesUntil).param("id", card)
                .update();
    }

    void setRejection(UUID card, String reason) {
        sql.sql("update card set rejection = :reason where id = :id").param("reason", reason).param("id", card).update();
    }

    void setActivated(UUID card, Instant at) {
        sql.sql("update card set activated_at = :at, activation_refusal = null where id = :id")
                .param("at", at.atOffset(ZoneOffset.UTC)).param("id", card).update();
    }

    void setActivationRefusal(UUID card, String reason) {
        sql.sql("update card set activation_refusal = :reason where id = :id").param("reason", reason).param("id", card).update();
    }

    void setDisposal(UUID card, Disposal method) {
        sql.sql("update card set disposal = :method where id = :id").param("method", method.name()).param("id", card).update();
    }

    /** False where it was so already. */
    boolean setStopDue(UUID card, boolean due) {
        return sql.sql("update card set stop_due = :due where id = :id and stop_due <> :due").param("due", due)
                .param("id", card).update() > 0;
    }

    List<Card> stopDue(int limit) {
        return sql.sql(STOP_DUE).param("limit", limit).query(Card.class).list();
    }

    void append(UUID card, String event, String office, String by, String reference, String note, Instant at) {
        sql.sql(APPEND).param("card", card).param("event", event).param("office", office)
                .param("at", at.atOffset(ZoneOffset.UTC)).param("by", by).param("reference", reference).param("note", note)
                .update();
    }

    List<CustodyEvent> events(String caseNumber) {
        return sql.sql(EVENTS).param("case", caseNumber).query(CustodyEvent.class).list();
    }
}
