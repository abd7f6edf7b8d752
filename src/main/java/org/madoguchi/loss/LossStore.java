package org.madoguchi.loss;

import static java.sql.Types.VARCHAR;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.loss.Loss.State;
import org.madoguchi.loss.Losses.PoliceReport;
import org.madoguchi.loss.Returns.Return;
import org.madoguchi.loss.Returns.Why;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of losses and returns. */
@Component
class LossStore {

    private static final String INSERT = """
            insert into card_loss (id, card_id, case_number, what, reported_at, reported_by, known_on, abroad, reissue_case, state)
            values (:id, :card, :case, :what, :at, :by, :knownOn, :abroad, :reissue, 'SUSPENDED')
            """;

    private static final String LATEST = """
            select * from card_loss where case_number = :case order by closed_at is null desc, reported_at desc limit 1
            """;

    private static final String POLICE = """
            update card_loss set police_number = :number, police_station = :station, police_on = :on where id = :id
            """;

    private static final String CLOSE = """
            update card_loss set state = :state, closed_at = :at where id = :id and closed_at is null
            """;

    private static final String INSERT_RETURN = """
            insert into card_return (id, card_id, case_number, why, requested_at, requested_by)
            values (:id, :card, :case, :why, :at, :by)
            """;

    private static final String LATEST_RETURN = """
            select * from card_return where case_number = :case order by closed_at is null desc, requested_at desc limit 1
            """;

    private static final String CLOSE_RETURN = """
            update card_return
               set closed_at = :at, outcome = :outcome, disposal = :disposal, reference = :reference, witness = :witness
             where id = :id
            """;

    private final JdbcClient sql;

    LossStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(Loss loss, String by) {
        sql.sql(INSERT).param("id", loss.id()).param("card", loss.cardId()).param("case", loss.caseNumber())
                .param("what", loss.what().name()).param("at", loss.reportedAt().atOffset(ZoneOffset.UTC)).param("by", by)
                .param("knownOn", loss.knownOn()).param("abroad", loss.abroad())
                .param("reissue", loss.reissueCase(), VARCHAR).update();
    }

    Optional<Loss> latest(String caseNumber) {
        return sql.sql(LATEST).param("case", caseNumber).query(Loss.class).optional();
    }

    void setPolice(UUID loss, PoliceReport report) {
        sql.sql(POLICE).param("number", report.number()).param("station", report.station()).param("on", report.on())
                .param("id", loss).update();
    }

    void setEntry(UUID loss, LocalDate day) {
        sql.sql("update card_loss set entered_on = :day where id = :id").param("day", day).param("id", loss).update();
    }

    void setReissue(UUID loss, String caseNumber) {
        sql.sql("update card_loss set reissue_case = :case where id = :id").param("case", caseNumber).param("id", loss).update();
    }

    /** {@code at} is when it was found, null where it turned out not to be. */
    void setFound(UUID loss, State state, Instant at) {
        sql.sql("update card_loss set state = :state, found_at = :at where id = :id").param("state", state.name())
                .param("at", at == null ? null : at.atOffset(ZoneOffset.UTC)).param("id", loss).update();
    }

    void close(UUID loss, State state, Instant at) {
        sql.sql(CLOSE).param("state", state.name()).param("at", at.atOffset(ZoneOffset.UTC)).param("id", loss).update();
    }

    void insertReturn(UUID card, String caseNumber, Why why, Instant at, String by) {
        sql.sql(INSERT_RETURN).param("id", UUID.randomUUID()).param("card", card).param("case", caseNumber).param("why", why.name())
                .param("at", at.atOffset(ZoneOffset.UTC)).param("by", by).update();
    }

    Optional<Return> latestReturn(String caseNumber) {
        return sql.sql(LATEST_RETURN).param("case", caseNumber).query(Return.class).optional();
    }

    /** {@code disposal} and what goes with it are null for a card that was not brought. */
    void closeReturn(UUID id, String outcome, Disposal disposal, String reference, String witness, Instant at) {
        sql.sql(CLOSE_RETURN).param("at", at.atOffset(ZoneOffset.UTC)).param("outcome", outcome)
                .param("disposal", disposal == null ? null : disposal.name()).param("reference", reference)
                .param("witness", witness).param("id", id).update();
    }
}
