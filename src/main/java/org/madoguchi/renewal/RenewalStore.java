package org.madoguchi.renewal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.renewal.Renewals.Renewal;
import org.madoguchi.renewal.Renewals.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of renewals. */
@Component
class RenewalStore {

    private static final String OPEN = """
            insert into renewal (number, card_id, period, account_id, state, opened_at)
            values (:number, :card, :period, :account, 'OPEN', :at)
            on conflict (card_id, period) do nothing
            """;

    private static final String PERIODS = "select card_id, period from renewal where card_id = any(:cards)";

    private static final String FIND = "select number, card_id, period, account_id, state from renewal";

    private static final String CLOSE = """
            update renewal set state = :state, answered_at = :at where number = :number and state = 'OPEN'
            """;

    private record Period(UUID cardId, java.time.LocalDate period) {}

    private final JdbcClient sql;

    RenewalStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Those of a page whose period has no renewal yet. */
    List<CardInForce> withoutRenewal(List<CardInForce> cards) {
        Set<Period> known = new HashSet<>(sql.sql(PERIODS).param("cards", cards.stream().map(CardInForce::id).toArray(UUID[]::new))
                .query(Period.class).list());
        return cards.stream().filter(card -> !known.contains(new Period(card.id(), card.validUntil()))).toList();
    }

    /** False where another node was first. */
    boolean open(Renewal renewal, Instant at) {
        return sql.sql(OPEN).param("number", renewal.number()).param("card", renewal.cardId()).param("period", renewal.period())
                .param("account", renewal.accountId()).param("at", at.atOffset(ZoneOffset.UTC)).update() > 0;
    }

    Optional<Renewal> find(String number) {
        return sql.sql(FIND + " where number = :number").param("number", number).query(Renewal.class).optional();
    }

    Optional<Renewal> lock(String number) {
        return sql.sql(FIND + " where number = :number for update").param("number", number).query(Renewal.class).optional();
    }

    Optional<Renewal> openOf(UUID card) {
        return sql.sql(FIND + " where card_id = :card and state = 'OPEN' for update").param("card", card).query(Renewal.class).optional();
    }

    List<Renewal> open(UUID account) {
        return sql.sql(FIND + " where account_id = :account and state = 'OPEN' order by period").param("account", account)
                .query(Renewal.class).list();
    }

    /** {@code answeredAt} is null where nobody answered. */
    void close(String number, State state, Instant answeredAt) {
        sql.sql(CLOSE).param("state", state.name()).param("at", answeredAt == null ? null : answeredAt.atOffset(ZoneOffset.UTC))
                .param("number", number).update();
    }
}
