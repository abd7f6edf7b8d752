package org.madoguchi.linkage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.partners.FamilyRegisterClient.RegisterEntry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of linkage. */
@Component
class LinkageStore {

    /** A look-up of the register; {@code result} is null until it was compared. */
    record LookUp(UUID id, Instant lookedUpAt, String result, String reasonCode, Integer ruleVersion) {}

    private static final String INSERT_CANDIDATE = """
            insert into register_candidate (look_up_id, entry_id, family_name, given_name, family_kana, given_kana, birth_date,
                                            sex, domicile, municipality_code, departed_on, number_equal, name_compared,
                                            birth_compared, sex_compared, domicile_compared, departed_compared)
            values (:lookUp, :entry, :familyName, :givenName, :familyKana, :givenKana, :birthDate, :sex, :domicile,
                    :municipality, :departedOn, :numberEqual, :name, :birth, :sexCompared, :domicileCompared, :departed)
            """;

    private static final String LATEST = """
            select id, looked_up_at, result, reason_code, rule_version
              from register_look_up
             where case_number = :case
             order by looked_up_at desc
             limit 1
            """;

    private static final String CANDIDATES = """
            select entry_id, family_name, given_name, family_kana, given_kana, birth_date, sex, domicile, municipality_code,
                   departed_on, number_equal, name_compared, birth_compared, sex_compared, domicile_compared, departed_compared
              from register_candidate
             where look_up_id = :lookUp
             order by entry_id
            """;

    private static final String PROPOSE = """
            insert into record_link (case_number, entry_id, proposed_at) values (:case, :entry, :at)
            on conflict (case_number) do update
              set entry_id = excluded.entry_id, proposed_at = excluded.proposed_at, confirmed_at = null, frozen_at = null, frozen_why = null
             where record_link.frozen_why is distinct from 'CORRECTION'
            """;

    private static final String GIVE_UP = """
            update record_link
               set confirmed_at = null, frozen_at = coalesce(frozen_at, :at), frozen_why = coalesce(frozen_why, 'NAME_CHANGED')
             where case_number = :case
            """;

    private static final String LINK = """
            select case_number, entry_id, proposed_at, confirmed_at, frozen_at, frozen_why from record_link where case_number = :case
            """;

    /** The entry as it was answered last: a later look-up may have found others. */
    private static final String CANDIDATE = """
            select entry_id, family_name, given_name, family_kana, given_kana, birth_date, sex, domicile, municipality_code,
                   departed_on, number_equal, name_compared, birth_compared, sex_compared, domicile_compared, departed_compared
              from register_candidate c
              join register_look_up l on l.id = c.look_up_id
             where l.case_number = :case and c.entry_id = :entry
             order by l.looked_up_at desc
             limit 1
            """;

    private static final String LINKED_ELSEWHERE = """
            select case_number from record_link
             where entry_id = :entry and case_number <> :case and confirmed_at is not null
             order by case_number
            """;

    private static final String RELINK = """
            update record_link
               set entry_id = :entry, proposed_at = :at, confirmed_at = :confirmed, frozen_at = null, frozen_why = null
             where case_number = :case
            """;

    /** Why a link is frozen while it is being corrected; until then nothing may thaw or replace it. */
    static final String CORRECTION = "CORRECTION";

    /** A link as it stands. */
    record Link(String caseNumber, String entryId, Instant proposedAt, Instant confirmedAt, Instant frozenAt, String frozenWhy) {}

    private static final String REVIEW = """
            insert into match_review (id, case_number, reviewed_at, reviewed_by, stage, verdict, entry_id, reason)
            values (:id, :case, :at, :by, :stage, :verdict, :entry, :reason)
            """;

    private static final String REVIEWS = """
            select reviewed_at, reviewed_by, stage, verdict, entry_id, reason
              from match_review
             where case_number = :case
             order by reviewed_at
            """;

    private final JdbcClient sql;

    LinkageStore(JdbcClient sql) {
        this.sql = sql;
    }

    UUID lookUp(String caseNumber, Instant at) {
        UUID id = UUID.randomUUID();
        sql.sql("insert into register_look_up (id, case_number, looked_up_at) values (:id, :case, :at)").param("id", id)
                .param("case", caseNumber).param("at", at.atOffset(ZoneOffset.UTC)).update();
        return id;
    }

    void candidate(UUID lookUp, RegisterEntry e, Comparison c) {
        sql.sql(INSERT_CANDIDATE).param("lookUp", lookUp).param("entry", e.entryId()).param("familyName", e.familyName())
                .param("givenName", e.givenName()).param("familyKana", e.familyKana()).param("givenKana", e.givenKana())
                .param("birthDate", e.birthDate()).param("sex", e.sex()).param("domicile", e.domicile())
                .param("municipality", e.municipalityCode()).param("departedOn", e.departedOn())
                .param("numberEqual", e.numberEqual()).param("name", c.name()).param("birth", c.birthDate())
                .param("sexCompared", c.sex()).param("domicileCompared", c.domicile()).param("departed", c.departure()).update();
    }

    Optional<LookUp> latest(String caseNumber) {
        return sql.sql(LATEST).param("case", caseNumber).query(LookUp.class).optional();
    }

    List<Linkage.Candidate> candidates(UUID lookUp) {
        return sql.sql(CANDIDATES).param("lookUp", lookUp).query(LinkageStore::candidate).list();
    }

    Optional<Linkage.Candidate> candidate(String caseNumber, String entry) {
        return sql.sql(CANDIDATE).param("case", caseNumber).param("entry", entry).query(LinkageStore::candidate).optional();
    }

    private static Linkage.Candidate candidate(ResultSet row, int n) throws SQLException {
        return new Linkage.Candidate(row.getString("entry_id"),
                row.getString("family_name"), row.getString("given_name"), row.getString("family_kana"), row.getString("given_kana"),
                row.getObject("birth_date", LocalDate.class), row.getString("sex"), row.getString("domicile"),
                row.getString("municipality_code"), row.getObject("departed_on", LocalDate.class),
                row.getObject("number_equal", Boolean.class), row.getString("name_compared"), row.getString("birth_compared"),
                row.getString("sex_compared"), row.getString("domicile_compared"), row.getString("departed_compared"));
    }

    void compared(UUID lookUp, String result, String reasonCode, int version) {
        sql.sql("update register_look_up set result = :result, reason_code = :reason, rule_version = :version where id = :id")
                .param("result", result).param("reason", reasonCode).param("version", version).param("id", lookUp).update();
    }

    void propose(String caseNumber, String entry, Instant at) {
        sql.sql(PROPOSE).param("case", caseNumber).param("entry", entry).param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    Optional<String> linkedEntry(String caseNumber) {
        return sql.sql("select entry_id from record_link where case_number = :case and frozen_at is null").param("case", caseNumber)
                .query(String.class).optional();
    }

    /** The entry the holder has confirmed; nothing else may be printed. */
    Optional<String> confirmedEntry(String caseNumber) {
        return sql.sql("select entry_id from record_link where case_number = :case and confirmed_at is not null and frozen_at is null")
                .param("case", caseNumber).query(String.class).optional();
    }

    void confirm(String caseNumber, Instant at) {
        sql.sql("update record_link set confirmed_at = :at where case_number = :case").param("at", at.atOffset(ZoneOffset.UTC))
                .param("case", caseNumber).update();
    }

    void freeze(String caseNumber, String why, Instant at) {
        sql.sql("update record_link set frozen_at = :at, frozen_why = :why where case_number = :case and frozen_at is null")
                .param("at", at.atOffset(ZoneOffset.UTC)).param("why", why).param("case", caseNumber).update();
    }

    /** Frozen until the next match proposes it anew; a correction that is under way keeps it for itself. */
    boolean giveUp(String caseNumber, Instant at) {
        return sql.sql(GIVE_UP).param("at", at.atOffset(ZoneOffset.UTC)).param("case", caseNumber).update() > 0;
    }

    Optional<Link> link(String caseNumber) {
        return sql.sql(LINK).param("case", caseNumber).query(Link.class).optional();
    }

    /** Two reports at the same moment come one after the other. */
    Optional<Link> lockLink(String caseNumber) {
        return sql.sql(LINK + " for update").param("case", caseNumber).query(Link.class).optional();
    }

    /** Other cases whose holders have confirmed this entry as theirs. */
    List<String> linkedElsewhere(String entry, String caseNumber) {
        return sql.sql(LINKED_ELSEWHERE).param("entry", entry).param("case", caseNumber).query(String.class).list();
    }

    /** A correction found no error: what it froze may be used again. */
    void thaw(String caseNumber) {
        sql.sql("update record_link set frozen_at = null, frozen_why = null where case_number = :case and frozen_why = :why")
                .param("case", caseNumber).param("why", CORRECTION).update();
    }

    /** @param confirmed when it counts as confirmed, or null where the holder has yet to look at it */
    void relink(String caseNumber, String entry, Instant confirmed, Instant at) {
        sql.sql(RELINK).param("case", caseNumber).param("entry", entry).param("at", at.atOffset(ZoneOffset.UTC))
                .param("confirmed", confirmed == null ? null : confirmed.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE).update();
    }

    void unlink(String caseNumber) {
        sql.sql("delete from record_link where case_number = :case").param("case", caseNumber).update();
    }

    void review(String caseNumber, String by, String stage, String verdict, String entry, String reason, Instant at) {
        sql.sql(REVIEW).param("id", UUID.randomUUID()).param("case", caseNumber).param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by).param("stage", stage).param("verdict", verdict).param("entry", entry).param("reason", reason).update();
    }

    List<Linkage.Review> reviews(String caseNumber) {
        return sql.sql(REVIEWS).param("case", caseNumber).query(Linkage.Review.class).list();
    }
}
