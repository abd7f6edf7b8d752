package org.madoguchi.casefile;

import static java.sql.Types.DATE;
import static java.sql.Types.INTEGER;
import static java.sql.Types.TIMESTAMP_WITH_TIMEZONE;
import static java.sql.Types.VARCHAR;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.casefile.CaseFiles.Decision;
import org.madoguchi.casefile.CaseFiles.Document;
import org.madoguchi.casefile.CaseFiles.InformationRequest;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.platform.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the case file. */
@Component
class CaseStore {

    private static final String INSERT_CASE = """
            insert into case_file (number, programme, kind, purpose, channel, state, state_since, account_id, language,
                                   municipality_code, mission_code, bureau_code, person_key, renews_card, received_at)
            values (:number, :programme, :kind, :purpose, :channel, 'RECEIVED', :at, :account, :language,
                    :municipality, :mission, :bureau, :personKey, :renewsCard, :at)
            """;

    private static final String INSERT_APPLICANT = """
            insert into case_applicant (case_number, family_name, given_name, family_kana, given_kana, family_latin,
                                        given_latin, birth_date, sex, domicile, departed_on, phone, certificates_wanted,
                                        holder_group, representative_name, representative_kind, number_ref, answers)
            values (:number, :familyName, :givenName, :familyKana, :givenKana, :familyLatin, :givenLatin, :birthDate,
                    :sex, :domicile, :departedOn, :phone, :certificatesWanted, :holderGroup, :representativeName,
                    :representativeKind, :numberRef, :answers::jsonb)
            """;

    private static final String UPDATE_APPLICANT = """
            update case_applicant
               set family_name = :familyName, given_name = :givenName, family_kana = :familyKana, given_kana = :givenKana,
                   family_latin = :familyLatin, given_latin = :givenLatin, birth_date = :birthDate, sex = :sex,
                   domicile = :domicile, departed_on = :departedOn, phone = :phone,
                   certificates_wanted = :certificatesWanted, holder_group = :holderGroup,
                   representative_name = :representativeName, representative_kind = :representativeKind,
                   number_ref = :numberRef, answers = :answers::jsonb
             where case_number = :number
            """;

    private static final String SELECT_CASE = """
            select c.*, a.*, r.*
              from case_file c
              join case_applicant a on a.case_number = c.number
              left join case_residence r on r.case_number = c.number
            """;

    private static final String INSERT_RESIDENCE = """
            insert into case_residence (case_number, base_procedure, status_group, status, period_months, period_until, nationality,
                                        kanji_name, held_card, residence_card_number, card_until, my_number_card_until, hardship)
            values (:number, :procedure, :group, :status, :months, :until, :nationality, :kanji, :held, :card, :cardUntil,
                    :myNumberUntil, :hardship)
            """;

    private static final String DECIDE_BASE = """
            update case_residence
               set base_decision = :decision, granted_on = :day, granted_months = :months, granted_until = :until
             where case_number = :number
            """;

    /** One index range per office and side, merged. */
    private static final String IN_OFFICES = """
            select number, programme, kind, purpose, state, coalesce(mission_code, bureau_code) as office_code, municipality_code,
                   received_at, closed_at
              from (select distinct on (number) c.*
                      from unnest(:offices) as mine (code)
                     cross join lateral (
                           (select * from case_file where mission_code = mine.code and (received_at, number) < (:before, :number)
                             order by received_at desc, number desc limit :rows)
                           union all
                           (select * from case_file where bureau_code = mine.code and (received_at, number) < (:before, :number)
                             order by received_at desc, number desc limit :rows)
                           union all
                           (select * from case_file where municipality_code = mine.code and (received_at, number) < (:before, :number)
                             order by received_at desc, number desc limit :rows)) c) one
             order by received_at desc, number desc
             limit :rows
            """;

    private static final String EVERYWHERE = """
            select number, programme, kind, purpose, state, coalesce(mission_code, bureau_code) as office_code, municipality_code,
                   received_at, closed_at
              from case_file
             where (received_at, number) < (:before, :number)
             order by received_at desc, number desc
             limit :rows
            """;

    private static final String ALIKE = SELECT_CASE + """
             where a.birth_date = :birth and c.account_id <> :account
               and search_fold(a.family_name || a.given_name) = search_fold(:family || :given)
             order by c.received_at desc, c.number desc
             limit :rows
            """;

    private static final String SET_STATE = """
            update case_file
               set state = :state, state_since = :at, closed_at = :closedAt,
                   closing_reason = coalesce(:reason, closing_reason), version = version + 1
             where number = :number and version = :version
            """;

    private static final String APPEND = """
            insert into timeline (case_number, at, actor_kind, actor_id, office_code, event, reason_code, note, rule,
                                  rule_version, public)
            values (:number, :at, :actorKind, :actor, :office, :event, :reason, :note, :rule, :ruleVersion, :public)
            """;

    private static final String TIMELINE = """
            select id, at, actor_kind, actor_id, office_code, event, reason_code, note, rule, rule_version,
                   public as shown_to_applicant
              from timeline
             where case_number = :number
             order by id
            """;

    private static final String INSERT_DOCUMENT = """
            insert into case_document (id, case_number, kind, media_type, bytes, sha256, added_at, added_by)
            values (:id, :number, :kind, :mediaType, :bytes, :sha256, :at, :by)
            """;

    private static final String DOCUMENTS = """
            select id, case_number, kind, media_type, sha256, added_at, added_by
              from case_document
             where case_number = :number
             order by position
            """;

    private static final String ASK = """
            insert into information_request (id, case_number, asked_at, asked_by, reason_code, note, asked_in)
            select :id, number, :at, :by, :reason, :note, state from case_file where number = :number
            on conflict (case_number) where answered_at is null
            do update set reason_code = excluded.reason_code, note = excluded.note, asked_by = excluded.asked_by
            """;

    private static final String OPEN_REQUEST = """
            select id, asked_at, asked_by, reason_code, note, answered_at, answer
              from information_request
             where case_number = :number and answered_at is null
            """;

    private static final String ANSWER = """
            update information_request set answered_at = :at, answer = :answer
             where case_number = :number and answered_at is null
            returning asked_in
            """;

    private static final String DROP_QUESTION = """
            update information_request set answered_at = :at where case_number = :number and answered_at is null
            """;

    private static final String DECIDE = """
            insert into decision (id, case_number, decided_at, decided_by, decision, reason_code, note, legal_basis)
            values (:id, :number, :at, :by, :decision, :reason, :note, :legalBasis)
            """;

    private static final String LATEST_DECISION = """
            select id, decided_at, decided_by, decision, reason_code, note, legal_basis, confirmed_at, confirmed_by, overturned
              from decision
             where case_number = :number and not overturned
             order by decided_at desc
             limit 1
            """;

    private final JdbcClient sql;
    private final JsonMapper json;

    CaseStore(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    void insert(String number, NewCase application, String personKey, Instant at) {
        try {
            sql.sql(INSERT_CASE).param("number", number).param("programme", application.programme())
                    .param("kind", application.kind()).param("purpose", application.purpose())
                    .param("channel", application.channel()).param("account", application.accountId())
                    .param("language", application.language()).param("municipality", application.municipalityCode())
                    .param("mission", application.missionCode(), VARCHAR).param("bureau", application.bureauCode(), VARCHAR)
                    .param("personKey", personKey)
                    .param("renewsCard", application.renewsCard()).param("at", at.atOffset(ZoneOffset.UTC)).update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("APPLICATION_ALREADY_OPEN");
        }
        applicant(INSERT_APPLICANT, number, application.applicant());
        if (application.residence() != null) {
            insert(number, application.residence());
        }
    }

    private void insert(String number, Residence r) {
        sql.sql(INSERT_RESIDENCE).param("number", number).param("procedure", r.baseProcedure()).param("group", r.statusGroup())
                .param("status", r.status(), VARCHAR).param("months", r.periodMonths(), INTEGER)
                .param("until", r.periodUntil(), DATE).param("nationality", r.nationality(), VARCHAR)
                .param("kanji", r.kanjiName(), VARCHAR).param("held", r.heldCard())
                .param("card", r.residenceCardNumber(), VARCHAR).param("cardUntil", r.cardUntil(), DATE)
                .param("myNumberUntil", r.myNumberCardUntil(), DATE).param("hardship", r.hardship()).update();
    }

    void accept(String number, String baseProcedure, LocalDate day) {
        sql.sql("update case_residence set accepted_on = :day, base_procedure = :procedure where case_number = :number")
                .param("day", day).param("procedure", baseProcedure).param("number", number).update();
        sql.sql("update case_file set purpose = :procedure where number = :number").param("procedure", baseProcedure)
                .param("number", number).update();
    }

    void decideBase(String number, String decision, LocalDate day, Integer months, LocalDate until) {
        sql.sql(DECIDE_BASE).param("number", number).param("decision", decision).param("day", day)
                .param("months", months, INTEGER).param("until", until, DATE).update();
    }

    void setCardOutcome(String number, String outcome) {
        sql.sql("update case_residence set card_outcome = :outcome where case_number = :number").param("outcome", outcome)
                .param("number", number).update();
    }

    void setPersonKey(String number, String personKey) {
        try {
            sql.sql("update case_file set person_key = :key where number = :number").param("key", personKey).param("number", number)
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("APPLICATION_ALREADY_OPEN");
        }
    }

    void updateApplicant(String number, Applicant applicant) {
        applicant(UPDATE_APPLICANT, number, applicant);
    }

    private void applicant(String statement, String number, Applicant a) {
        sql.sql(statement).param("number", number).param("familyName", a.familyName()).param("givenName", a.givenName())
                .param("familyKana", a.familyKana()).param("givenKana", a.givenKana()).param("familyLatin", a.familyLatin())
                .param("givenLatin", a.givenLatin()).param("birthDate", a.birthDate()).param("sex", a.sex())
                .param("domicile", a.domicile()).param("departedOn", a.departedOn()).param("phone", a.phone())
                .param("certificatesWanted", a.certificatesWanted()).param("holderGroup", a.holderGroup())
                .param("representativeName", a.representativeName()).param("representativeKind", a.representativeKind())
                .param("numberRef", a.numberRef()).param("answers", json.writeValueAsString(a.answers())).update();
    }

    Optional<CaseFile> find(String number) {
        return sql.sql(SELECT_CASE + " where c.number = :number").param("number", number).query(this::caseFile).optional();
    }

    List<CaseFile> ofAccount(UUID account) {
        return sql.sql(SELECT_CASE + " where c.account_id = :account order by c.received_at desc").param("account", account)
                .query(this::caseFile).list();
    }

    List<CaseFiles.Summary> list(Set<String> offices, boolean everywhere, Instant before, String number, int rows) {
        var query = sql.sql(everywhere ? EVERYWHERE : IN_OFFICES).param("before", before.atOffset(ZoneOffset.UTC))
                .param("number", number).param("rows", rows);
        if (!everywhere) {
            query = query.param("offices", offices.toArray(String[]::new));
        }
        return query.query(CaseFiles.Summary.class).list();
    }

    List<CaseFile> all(List<String> numbers) {
        return sql.sql(SELECT_CASE + " where c.number = any (:numbers)").param("numbers", numbers.toArray(String[]::new))
                .query(this::caseFile).list();
    }

    /** Cases of other accounts under the name and date of birth of this one, however its letters are written. */
    List<CaseFile> alike(CaseFile file, int rows) {
        return sql.sql(ALIKE).param("birth", file.applicant().birthDate()).param("account", file.accountId())
                .param("family", file.applicant().familyName()).param("given", file.applicant().givenName()).param("rows", rows)
                .query(this::caseFile).list();
    }

    private CaseFile caseFile(ResultSet row, int n) throws SQLException {
        var applicant = new Applicant(row.getString("family_name"), row.getString("given_name"), row.getString("family_kana"),
                row.getString("given_kana"), row.getString("family_latin"), row.getString("given_latin"),
                row.getObject("birth_date", LocalDate.class), row.getString("sex"), row.getString("domicile"),
                row.getObject("departed_on", LocalDate.class), row.getString("phone"), row.getBoolean("certificates_wanted"),
                row.getString("holder_group"), row.getString("representative_name"), row.getString("representative_kind"),
                row.getObject("number_ref", UUID.class),
                json.readValue(row.getString("answers"), new TypeReference<Map<String, Object>>() {}));
        return new CaseFile(row.getString("number"), row.getString("programme"), row.getString("kind"),
                row.getString("purpose"), row.getString("channel"), CaseState.valueOf(row.getString("state")),
                row.getObject("account_id", UUID.class), row.getString("language"), row.getString("municipality_code"),
                row.getString("mission_code"), row.getString("bureau_code"), row.getString("card_office_code"), row.getObject("renews_card", UUID.class),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("closed_at") == null ? null : row.getTimestamp("closed_at").toInstant(),
                row.getString("closing_reason"), row.getInt("version"), applicant,
                row.getString("base_procedure") == null ? null : residence(row), EnumSet.allOf(Fact.class));
    }

    private static Residence residence(ResultSet row) throws SQLException {
        return new Residence(row.getString("base_procedure"), row.getString("status_group"), row.getString("status"),
                row.getObject("period_months", Integer.class), row.getObject("period_until", LocalDate.class),
                row.getString("nationality"), row.getString("kanji_name"), row.getString("held_card"),
                row.getString("residence_card_number"), row.getObject("card_until", LocalDate.class),
                row.getObject("my_number_card_until", LocalDate.class), row.getBoolean("hardship"),
                row.getObject("accepted_on", LocalDate.class), row.getString("base_decision"),
                row.getObject("granted_on", LocalDate.class), row.getObject("granted_months", Integer.class),
                row.getObject("granted_until", LocalDate.class), row.getString("card_outcome"));
    }

    void setState(CaseFile file, CaseState next, Instant at, String reason) {
        var since = at.atOffset(ZoneOffset.UTC);
        int updated = sql.sql(SET_STATE).param("number", file.number()).param("version", file.version())
                .param("state", next.name()).param("at", since)
                .param("closedAt", next.isFinal() ? since : null, TIMESTAMP_WITH_TIMEZONE)
                .param("reason", next.isFinal() ? reason : null, VARCHAR).update();
        if (updated == 0) {
            throw new OptimisticLockingFailureException("case " + file.number() + " was changed by somebody else");
        }
    }

    Instant stateSince(String number) {
        return sql.sql("select state_since from case_file where number = :number").param("number", number)
                .query((row, n) -> row.getTimestamp(1).toInstant()).single();
    }

    void setKind(String number, String kind) {
        sql.sql("update case_file set kind = :kind where number = :number").param("kind", kind).param("number", number).update();
    }

    void setMission(String number, String mission) {
        sql.sql("update case_file set mission_code = :mission where number = :number").param("mission", mission)
                .param("number", number).update();
    }

    void setMunicipality(String number, String municipality) {
        sql.sql("update case_file set municipality_code = :municipality where number = :number").param("municipality", municipality)
                .param("number", number).update();
    }

    void setCardOffice(String number, String office) {
        sql.sql("update case_file set card_office_code = :office where number = :number").param("office", office)
                .param("number", number).update();
    }

    void setPhone(String number, String phone) {
        sql.sql("update case_applicant set phone = :phone where case_number = :number").param("phone", phone)
                .param("number", number).update();
    }

    void setCertificatesWanted(String number, boolean wanted) {
        sql.sql("update case_applicant set certificates_wanted = :wanted where case_number = :number").param("wanted", wanted)
                .param("number", number).update();
    }

    void append(String number, Event event, Instant at) {
        sql.sql(APPEND).param("number", number).param("at", at.atOffset(ZoneOffset.UTC))
                .param("actorKind", event.actor().kind().name()).param("actor", event.actor().id())
                .param("office", event.office()).param("event", event.name()).param("reason", event.reasonCode())
                .param("note", event.note()).param("rule", event.rule()).param("ruleVersion", event.ruleVersion())
                .param("public", event.shownToApplicant()).update();
    }

    List<TimelineEntry> timeline(String number) {
        return sql.sql(TIMELINE).param("number", number).query(TimelineEntry.class).list();
    }

    UUID addDocument(String number, String kind, String mediaType, byte[] bytes, Instant at, String by) {
        UUID id = UUID.randomUUID();
        sql.sql(INSERT_DOCUMENT).param("id", id).param("number", number).param("kind", kind).param("mediaType", mediaType)
                .param("bytes", bytes).param("sha256", sha256(bytes)).param("at", at.atOffset(ZoneOffset.UTC)).param("by", by)
                .update();
        return id;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Document> documents(String number) {
        return sql.sql(DOCUMENTS).param("number", number).query(Document.class).list();
    }

    Optional<byte[]> bytes(String number, UUID document) {
        return sql.sql("select bytes from case_document where case_number = :number and id = :id").param("number", number)
                .param("id", document).query((row, n) -> row.getBytes(1)).optional();
    }

    void ask(String number, String reason, String note, String by, Instant at) {
        sql.sql(ASK).param("id", UUID.randomUUID()).param("number", number).param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by).param("reason", reason).param("note", note).update();
    }

    List<CaseFiles.OpenQuestion> openRequestsOf(String person) {
        return sql.sql("select case_number, asked_at from information_request where asked_by = :by and answered_at is null order by asked_at limit 100")
                .param("by", person).query(CaseFiles.OpenQuestion.class).list();
    }

    Optional<InformationRequest> openRequest(String number) {
        return sql.sql(OPEN_REQUEST).param("number", number).query(InformationRequest.class).optional();
    }

    /** The state in which it was asked; empty where nothing was. */
    void dropQuestion(String number, Instant at) {
        sql.sql(DROP_QUESTION).param("number", number).param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    Optional<CaseState> answer(String number, String answer, Instant at) {
        return sql.sql(ANSWER).param("number", number).param("answer", answer).param("at", at.atOffset(ZoneOffset.UTC))
                .query((row, n) -> CaseState.valueOf(row.getString(1))).optional();
    }

    void decide(String number, String decision, String reason, String note, String legalBasis, String by, Instant at) {
        sql.sql(DECIDE).param("id", UUID.randomUUID()).param("number", number).param("at", at.atOffset(ZoneOffset.UTC))
                .param("by", by).param("decision", decision).param("reason", reason).param("note", note)
                .param("legalBasis", legalBasis).update();
    }

    Optional<Decision> latestDecision(String number) {
        return sql.sql(LATEST_DECISION).param("number", number).query(Decision.class).optional();
    }

    void confirm(UUID decision, String by, Instant at) {
        sql.sql("update decision set confirmed_at = :at, confirmed_by = :by where id = :id")
                .param("at", at.atOffset(ZoneOffset.UTC)).param("by", by).param("id", decision).update();
    }

    void overturn(UUID decision, String by, Instant at) {
        sql.sql("update decision set overturned = true, confirmed_at = :at, confirmed_by = :by where id = :id")
                .param("at", at.atOffset(ZoneOffset.UTC)).param("by", by).param("id", decision).update();
    }
}
