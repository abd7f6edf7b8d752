package org.madoguchi.names;

import static java.sql.Types.TIMESTAMP_WITH_TIMEZONE;
import static java.sql.Types.VARCHAR;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile.Name;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.names.NameChange.Decision;
import org.madoguchi.names.NameChange.Ground;
import org.madoguchi.names.NameChange.OnCard;
import org.madoguchi.names.NameChange.Stated;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of changes of name. */
@Component
class NameStore {

    private static final String INSERT = """
            insert into name_change (id, case_number, stated_at, stated_by, by_kind, ground, changed_on, registered_at,
                                     family_name, given_name, family_kana, given_kana, family_latin, given_latin,
                                     before_family_name, before_given_name, before_family_kana, before_given_kana,
                                     before_family_latin, before_given_latin)
            values (:id, :case, :at, :by, :byKind, :ground, :changedOn, :registeredAt,
                    :familyName, :givenName, :familyKana, :givenKana, :familyLatin, :givenLatin,
                    :beforeFamilyName, :beforeGivenName, :beforeFamilyKana, :beforeGivenKana, :beforeFamilyLatin, :beforeGivenLatin)
            """;

    private static final String DECIDE = """
            update name_change set decided_at = :at, decided_by = :by, decision = :decision, note = :note
             where id = :id and decided_at is null
            """;

    private static final String ASK = """
            update name_change set question = :question, asked_at = :at where id = :id and decided_at is null
            """;

    private static final String TELL_OF_CARD = """
            insert into card_name_change (card_id, case_number, changed_on, told_at, told_by)
            values (:card, :case, :changedOn, :at, :by)
            on conflict do nothing
            """;

    private static final String ON_CARD = """
            select card_id, case_number, changed_on, told_at, noted_at from card_name_change
             where case_number = :case
             order by changed_on desc
             limit 1
            """;

    private static final String NOTE_ON_CARD = """
            update card_name_change set noted_at = :at, noted_by = :by
             where card_id = :card and changed_on = :changedOn and noted_at is null
            """;

    private final JdbcClient sql;

    NameStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param registered whether a register says so */
    void insert(String caseNumber, Stated stated, Name before, boolean registered, CurrentUser by, Instant at) {
        var now = at.atOffset(ZoneOffset.UTC);
        Name name = stated.name();
        sql.sql(INSERT).param("id", UUID.randomUUID()).param("case", caseNumber).param("at", now).param("by", by.id())
                .param("byKind", by.kind().name()).param("ground", stated.ground().name()).param("changedOn", stated.changedOn())
                .param("registeredAt", registered ? now : null, TIMESTAMP_WITH_TIMEZONE)
                .param("familyName", name.familyName()).param("givenName", name.givenName()).param("familyKana", name.familyKana())
                .param("givenKana", name.givenKana()).param("familyLatin", name.familyLatin()).param("givenLatin", name.givenLatin())
                .param("beforeFamilyName", before.familyName()).param("beforeGivenName", before.givenName())
                .param("beforeFamilyKana", before.familyKana()).param("beforeGivenKana", before.givenKana())
                .param("beforeFamilyLatin", before.familyLatin()).param("beforeGivenLatin", before.givenLatin()).update();
    }

    Optional<NameChange> open(String caseNumber) {
        return sql.sql("select * from name_change where case_number = :case and decided_at is null").param("case", caseNumber)
                .query(NameStore::change).optional();
    }

    /** Two statements at the same moment come one after the other, also the first two. */
    Optional<NameChange> lockOpen(String caseNumber) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('name ' || :case, 0))").param("case", caseNumber)
                .query((row, n) -> true).single();
        return open(caseNumber);
    }

    /** Oldest first. */
    List<NameChange> all(String caseNumber) {
        return sql.sql("select * from name_change where case_number = :case order by stated_at, decided_at nulls last").param("case", caseNumber)
                .query(NameStore::change).list();
    }

    void decide(UUID id, Decision decision, String note, CurrentUser by, Instant at) {
        sql.sql(DECIDE).param("id", id).param("decision", decision.name()).param("note", note, VARCHAR).param("by", by.id())
                .param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    void ask(UUID id, String question, Instant at) {
        sql.sql(ASK).param("id", id).param("question", question).param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    void registered(UUID id, Instant at) {
        sql.sql("update name_change set registered_at = coalesce(registered_at, :at) where id = :id").param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    /** Whether the holder of this card had not been told of this change before. */
    boolean tellOfCard(UUID card, String caseNumber, LocalDate changedOn, CurrentUser by, Instant at) {
        return sql.sql(TELL_OF_CARD).param("card", card).param("case", caseNumber).param("changedOn", changedOn).param("by", by.id())
                .param("at", at.atOffset(ZoneOffset.UTC)).update() > 0;
    }

    Optional<OnCard> onCard(String caseNumber) {
        return sql.sql(ON_CARD).param("case", caseNumber).query(OnCard.class).optional();
    }

    boolean noteOnCard(OnCard change, CurrentUser by, Instant at) {
        return sql.sql(NOTE_ON_CARD).param("card", change.cardId()).param("changedOn", change.changedOn()).param("by", by.id())
                .param("at", at.atOffset(ZoneOffset.UTC)).update() > 0;
    }

    private static NameChange change(ResultSet row, int n) throws SQLException {
        String decision = row.getString("decision");
        return new NameChange(row.getObject("id", UUID.class), row.getString("case_number"), row.getTimestamp("stated_at").toInstant(),
                row.getString("stated_by"), CurrentUser.Kind.valueOf(row.getString("by_kind")), Ground.valueOf(row.getString("ground")),
                row.getObject("changed_on", LocalDate.class), name(row, ""), name(row, "before_"), instant(row.getTimestamp("registered_at")),
                row.getString("question"), instant(row.getTimestamp("decided_at")), row.getString("decided_by"),
                decision == null ? null : Decision.valueOf(decision), row.getString("note"));
    }

    private static Name name(ResultSet row, String prefix) throws SQLException {
        return new Name(row.getString(prefix + "family_name"), row.getString(prefix + "given_name"), row.getString(prefix + "family_kana"),
                row.getString(prefix + "given_kana"), row.getString(prefix + "family_latin"), row.getString(prefix + "given_latin"));
    }

    private static Instant instant(Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
