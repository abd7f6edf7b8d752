package org.madoguchi.numbers;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.numbers.NumberRequest.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is stored of requests. One whose time is over has lapsed, whether or not that has been written down yet. */
@Component
class NumberRequestStore {

    private static final String INSERT = """
            insert into number_request (id, case_number, purpose, reason, office_code, asked_by, asked_at, state)
            values (:id, :case, :purpose, :reason, :office, :by, :at, 'ASKED')
            """;

    private static final String OVER = "(state = 'ASKED' and asked_at <= :askedBefore or state = 'RELEASED' and decided_at <= :releasedBefore)";

    private static final String SELECT = """
            select id, case_number, purpose, reason, office_code as office, asked_by, asked_at, decided_by, decided_at, note, closed_at,
                   case when %s then 'LAPSED' else state end as state,
                   case state when 'ASKED' then asked_at + (:now - :askedBefore) when 'RELEASED' then decided_at + (:now - :releasedBefore) end as until
              from number_request
            """.formatted(OVER);

    private static final String DECIDE = """
            update number_request
               set state = :state, decided_by = :by, decided_at = :now, note = :note, closed_at = case when :state = 'REFUSED' then cast(:now as timestamptz) end
             where id = :id and state = 'ASKED' and asked_at > :askedBefore
            """;

    private static final String SHOW = """
            update number_request
               set state = 'SHOWN', closed_at = :now
             where id = :id and state = 'RELEASED' and decided_at > :releasedBefore
            """;

    private static final String LAPSE = """
            update number_request
               set state = 'LAPSED', closed_at = :now
             where %s
            returning case_number
            """.formatted(OVER);

    private final JdbcClient sql;
    private final NumberRequestSettings settings;

    NumberRequestStore(JdbcClient sql, NumberRequestSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    void insert(NumberRequest asked) {
        sql.sql(INSERT).param("id", asked.id()).param("case", asked.caseNumber()).param("purpose", asked.purpose().name())
                .param("reason", asked.reason()).param("office", asked.office()).param("by", asked.askedBy()).param("at", utc(asked.askedAt())).update();
    }

    Optional<NumberRequest> find(UUID id, Instant now) {
        return at(SELECT + " where id = :id", now).param("id", id).query(NumberRequest.class).optional();
    }

    /** The latest first, at most twenty. */
    List<NumberRequest> ofCase(String caseNumber, Instant now) {
        return at(SELECT + " where case_number = :case order by asked_at desc, id limit 20", now).param("case", caseNumber)
                .query(NumberRequest.class).list();
    }

    /** Those of these offices that somebody has to do something about, the oldest first. */
    List<NumberRequest> open(Collection<String> offices, Instant now) {
        return at(SELECT + " where office_code = any(:offices) and closed_at is null and not " + OVER + " order by asked_at limit 20", now)
                .param("offices", offices.toArray(String[]::new)).query(NumberRequest.class).list();
    }

    /** @return whether it was still to be decided */
    boolean decide(UUID id, State decision, String by, String note, Instant now) {
        return sql.sql(DECIDE).param("id", id).param("state", decision.name()).param("by", by).param("note", note).param("now", utc(now))
                .param("askedBefore", utc(now.minus(settings.decideWithin()))).update() == 1;
    }

    /** @return whether it was still to be shown; of two at the same time one */
    boolean show(UUID id, Instant now) {
        return sql.sql(SHOW).param("id", id).param("now", utc(now)).param("releasedBefore", utc(now.minus(settings.showWithin()))).update() == 1;
    }

    /** @return the cases of those whose time was over */
    List<String> lapse(Instant now) {
        return at(LAPSE, now).query(String.class).list();
    }

    private JdbcClient.StatementSpec at(String statement, Instant now) {
        return sql.sql(statement).param("now", utc(now)).param("askedBefore", utc(now.minus(settings.decideWithin())))
                .param("releasedBefore", utc(now.minus(settings.showWithin())));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
