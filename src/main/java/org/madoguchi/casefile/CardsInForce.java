package org.madoguchi.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The cards in their holders' hands. Issuance writes a row at hand-over, renewal reads those that run out; neither knows
 * the other.
 */
@Component
public class CardsInForce {

    public enum EndReason {
        RENEWED,
        REPLACED,
        EXPIRED,
        RETURNED,
        /** Replaced after it had been reported lost or stolen. */
        LOST,
        ENTITLEMENT_LOST,
        /** The holder moved back to Japan and goes on using it there, under their municipality. */
        CONTINUED_IN_JAPAN
    }

    /**
     * @param caseNumber the case that issued it
     * @param validUntil the last day, in Tokyo
     * @param certificatesUntil the last day of its certificates, null for a card without
     * @param endedAt null while it is in force
     * @param suspendedAt when it was reported lost or stolen, null while it can be used
     */
    public record CardInForce(UUID id, UUID accountId, String caseNumber, String programme, String kind, LocalDate issuedOn,
            LocalDate validUntil, LocalDate certificatesUntil, Instant endedAt, EndReason endReason, Instant suspendedAt) {

        /** One that nobody has reported lost. */
        public CardInForce(UUID id, UUID accountId, String caseNumber, String programme, String kind, LocalDate issuedOn,
                LocalDate validUntil, LocalDate certificatesUntil, Instant endedAt, EndReason endReason) {
            this(id, accountId, caseNumber, programme, kind, issuedOn, validUntil, certificatesUntil, endedAt, endReason, null);
        }

        public boolean inForce() {
            return endedAt == null;
        }

        /** It is its holder's, and cannot be used. */
        public boolean suspended() {
            return inForce() && suspendedAt != null;
        }

        /** One card with the functions of both. */
        public boolean merged() {
            return kind.startsWith("SPECIFIED_");
        }
    }

    private static final String BEGIN = """
            insert into card_in_force (id, account_id, case_number, programme, kind, issued_on, valid_until, certificates_until)
            values (:id, :account, :case, :programme, :kind, :issuedOn, :validUntil, :certificatesUntil)
            on conflict (id) do nothing
            """;

    private static final String END = """
            update card_in_force set ended_at = :at, end_reason = :reason where id = :id and ended_at is null
            """;

    private static final String SUSPEND = """
            update card_in_force set suspended_at = coalesce(suspended_at, :at) where id = :id and ended_at is null
            returning suspended_at
            """;

    private static final String EXPIRED = """
            select * from card_in_force
             where ended_at is null and valid_until < :today and (valid_until, id) > (:afterDay, :afterId)
             order by valid_until, id
             limit :limit
            """;

    private static final String RUNNING_OUT = """
            select * from card_in_force
             where ended_at is null and programme = :programme and valid_until between :from and :until
               and (valid_until, id) > (:afterDay, :afterId)
             order by valid_until, id
             limit :limit
            """;

    private static final String CERTIFICATES_RUNNING_OUT = """
            select * from card_in_force
             where ended_at is null and certificates_until between :from and :until and certificates_until < valid_until
               and (certificates_until, id) > (:afterDay, :afterId)
             order by certificates_until, id
             limit :limit
            """;

    private static final String LAST_DAY = """
            select max(valid_until) from card_in_force where ended_at is null
            """;

    private static final Logger log = LoggerFactory.getLogger(CardsInForce.class);

    private static final UUID FIRST = new UUID(0, 0);
    private static final int BATCH = 200;

    private final JdbcClient sql;
    private final ObjectProvider<CardEndListener> listeners;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** Listeners are asked for late: they need this register themselves. */
    CardsInForce(JdbcClient sql, ObjectProvider<CardEndListener> listeners, TransactionTemplate transaction, Clock clock) {
        this.sql = sql;
        this.listeners = listeners;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A card was handed over. Safe to repeat. */
    public void begin(CardInForce card) {
        sql.sql(BEGIN).param("id", card.id()).param("account", card.accountId()).param("case", card.caseNumber())
                .param("programme", card.programme()).param("kind", card.kind()).param("issuedOn", card.issuedOn())
                .param("validUntil", card.validUntil()).param("certificatesUntil", card.certificatesUntil()).update();
    }

    /** A card is no longer in force, and whoever waits for something about it hears so; false where it was so already. */
    @Transactional
    public boolean end(UUID card, EndReason reason) {
        boolean ended = sql.sql(END).param("id", card).param("reason", reason.name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update() > 0;
        if (ended) {
            CardInForce gone = find(card).orElseThrow();
            listeners.forEach(listener -> listener.cardEnded(gone));
        }
        return ended;
    }

    /** From now on the card cannot be used. Safe to repeat; returns since when, empty where the card is not in force. */
    public Optional<Instant> suspend(UUID card) {
        return sql.sql(SUSPEND).param("id", card).param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getObject(1, OffsetDateTime.class).toInstant()).optional();
    }

    /** The card can be used again. */
    public void release(UUID card) {
        sql.sql("update card_in_force set suspended_at = null where id = :id and ended_at is null").param("id", card).update();
    }

    /**
     * Ends the cards whose last day is over, each in one transaction with whoever waits for something about it, so that one
     * that fails holds up no other. Safe on several nodes and to repeat.
     *
     * @return how many were ended
     */
    public int endExpired(LocalDate today) {
        int ended = 0;
        CardInForce last = null;
        List<CardInForce> page;
        do {
            page = sql.sql(EXPIRED).param("today", today).param("afterDay", last == null ? LocalDate.EPOCH : last.validUntil())
                    .param("afterId", last == null ? FIRST : last.id()).param("limit", BATCH).query(CardInForce.class).list();
            for (CardInForce card : page) {
                if (endExpired(card)) {
                    ended++;
                }
            }
            last = page.isEmpty() ? null : page.get(page.size() - 1);
        } while (page.size() == BATCH);
        return ended;
    }

    private boolean endExpired(CardInForce card) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> end(card.id(), EndReason.EXPIRED)));
        } catch (RuntimeException fault) {
            log.error("Card {} has run out and could not be ended", card.id(), fault);
            return false;
        }
    }

    public Optional<CardInForce> find(UUID card) {
        return sql.sql("select * from card_in_force where id = :id").param("id", card).query(CardInForce.class).optional();
    }

    public Optional<CardInForce> ofCase(String caseNumber) {
        return sql.sql("select * from card_in_force where case_number = :case").param("case", caseNumber)
                .query(CardInForce.class).optional();
    }

    /** The card this case issued, for somebody who is about to change something about it. */
    public Optional<CardInForce> lockOfCase(String caseNumber) {
        return sql.sql("select * from card_in_force where case_number = :case for update").param("case", caseNumber)
                .query(CardInForce.class).optional();
    }

    /** The cards somebody holds or held through us, newest first. */
    public List<CardInForce> ofAccount(UUID account) {
        return sql.sql("select * from card_in_force where account_id = :account order by issued_on desc, id")
                .param("account", account).query(CardInForce.class).list();
    }

    /** The day on which the last card in force runs out; empty while there is none. */
    public Optional<LocalDate> lastDay() {
        return sql.sql(LAST_DAY).query((row, n) -> row.getObject(1, LocalDate.class)).optional();
    }

    /** As {@link #runningOut}, of either programme, by the last day of the certificates where the card itself goes on. */
    public List<CardInForce> certificatesRunningOut(LocalDate from, LocalDate until, CardInForce after, int limit) {
        return sql.sql(CERTIFICATES_RUNNING_OUT).param("from", from).param("until", until)
                .param("afterDay", after == null ? from : after.certificatesUntil()).param("afterId", after == null ? FIRST : after.id())
                .param("limit", limit).query(CardInForce.class).list();
    }

    /**
     * Cards whose last day lies in this span, the soonest first; {@code after} is the last one of the page before, or null.
     */
    public List<CardInForce> runningOut(String programme, LocalDate from, LocalDate until, CardInForce after, int limit) {
        return sql.sql(RUNNING_OUT).param("programme", programme).param("from", from).param("until", until)
                .param("afterDay", after == null ? from : after.validUntil()).param("afterId", after == null ? FIRST : after.id())
                .param("limit", limit).query(CardInForce.class).list();
    }
}
