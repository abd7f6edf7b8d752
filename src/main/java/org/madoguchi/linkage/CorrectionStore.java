package org.madoguchi.linkage;

import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.accessregister.OpenCorrections;
import org.madoguchi.linkage.Correction.BreachReport;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.CopyHolder;
import org.madoguchi.linkage.Correction.LooseReport;
import org.madoguchi.linkage.Correction.Proposal;
import org.madoguchi.linkage.Correction.Report;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.linkage.Correction.RootCause;
import org.madoguchi.linkage.Correction.Stage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the corrections. */
@Component
class CorrectionStore implements OpenCorrections {

    private static final String OPEN = """
            select * from linkage_correction where case_number = :case and closed_at is null
            """;

    private static final String LATEST = """
            select * from linkage_correction where case_number = :case order by opened_at desc limit 1
            """;

    private static final String ALL_OPEN = """
            select * from linkage_correction where closed_at is null order by opened_at limit 200
            """;

    private static final String CLOSED = """
            select * from linkage_correction where closed_at is not null and outcome <> 'DISMISSED' order by closed_at desc limit 100
            """;

    private static final String EARLIER = """
            select * from linkage_correction where case_number = :case order by opened_at desc offset 1
            """;

    private static final String WRONG_SINCE = """
            select max(applied_at) from linkage_correction where case_number = :case and proposal <> 'NO_ERROR'
            """;

    private static final String AWAITING = """
            select count(*) from linkage_correction c
             where c.closed_at is null
               and exists (select 1 from correction_copy p where p.correction_id = c.id and p.confirmed_at is null)
            """;

    private static final String INSERT = """
            insert into linkage_correction (id, case_number, entry_id, linked_since, opened_at)
            values (:id, :case, :entry, :since, :at)
            """;

    private static final String REPORT = """
            insert into correction_report (id, correction_id, reporter, reporter_id, reported_at, words, afterwards)
            select :id, id, :reporter, :by, :at, :words, applied_at is not null from linkage_correction where id = :correction
            """;

    private static final String REPORT_ANONYMOUSLY = """
            insert into correction_report (id, reporter, reported_at, words, stated_case, seen_where)
            values (:id, 'ANONYMOUS', :at, :words, :case, :where)
            """;

    private static final String UNSORTED = """
            select id, reported_at, words, stated_case, seen_where
              from correction_report
             where reporter = 'ANONYMOUS' and sorted_at is null
             order by reported_at
             limit 20
               for update skip locked
            """;

    private static final String LOOSE = """
            select id, reported_at, words, stated_case, seen_where
              from correction_report
             where correction_id is null and sorted_at is not null and settled_at is null
             order by reported_at
             limit 100
            """;

    private static final String SETTLE = """
            update correction_report
               set settled_at = :at, settled_by = :by, settled_why = :why
             where id = :id and correction_id is null and settled_at is null
            """;

    private static final String REPORTS = """
            select id, reporter, reporter_id, reported_at, words, withdrawn_at
              from correction_report
             where correction_id = :correction
             order by position
            """;

    private static final String WITHDRAW = """
            update correction_report
               set withdrawn_at = :at
             where correction_id = :correction and reporter = 'HOLDER' and reporter_id = :by and withdrawn_at is null
            """;

    private static final String MOVE_LATER_REPORTS = """
            update correction_report
               set correction_id = :next, afterwards = false
             where correction_id = :from and afterwards and withdrawn_at is null
            """;

    private static final String LATER_REPORTS = """
            select reporter from correction_report where correction_id = :correction and afterwards and withdrawn_at is null
            """;

    private static final String SORTED = """
            update correction_report
               set sorted_at = :at, correction_id = :correction,
                   afterwards = exists (select 1 from linkage_correction where id = :correction and applied_at is not null)
             where id = :id
            """;

    private static final String PROPOSE = """
            update linkage_correction
               set proposal = :proposal, right_entry = :entry, proposal_reason = :reason, proposed_by = :by
             where id = :id and decided_at is null
            """;

    private static final String CHECKED_READ_LOG = """
            update linkage_correction
               set third_party_views = :views, persons_concerned = :persons, improper_purpose = :improper,
                   read_log_note = :note, read_log_by = :by, to_report = :toReport
             where id = :id
            """;

    private static final String COPY = """
            insert into correction_copy (id, correction_id, holder, detail, recorded)
            values (:id, :correction, :holder, :detail, :recorded)
            """;

    private static final String COPIES = """
            select id, holder, detail, recorded, told_at, notice_number, refused, confirmed_at, confirmed_by, confirmation,
                   outcome_told_at, outcome_refused
              from correction_copy
            """;

    private static final String CONFIRM_COPY = """
            update correction_copy
               set confirmed_at = :at, confirmed_by = :by, confirmation = :reference
             where id = :id and confirmed_at is null
            """;

    private static final String KNOWN_USES = """
            select holder, detail
              from link_use
             where case_number = :case and entry_id = :entry
             order by passed_on_at, holder, detail
            """;

    private static final String USE = """
            insert into link_use (case_number, entry_id, holder, detail, passed_on_at)
            select case_number, entry_id, :holder, :detail, :at from record_link where case_number = :case
            on conflict do nothing
            """;

    private static final String FILE_REPORT = """
            insert into breach_report (correction_id, stage, filed_on, filed_by, recipient, reference, summary, items, persons, cause,
                                       secondary_damage, action_to_persons, publication, prevention, other, recorded_at)
            values (:correction, :stage, :filedOn, :filedBy, :recipient, :reference, :summary, :items, :persons, :cause,
                    :secondaryDamage, :actionToPersons, :publication, :prevention, :other, :at)
            """;

    private static final String FOUND_WRONG = """
            select exists (select 1 from linkage_correction
                            where case_number = :case and entry_id = :entry and applied_at is not null and proposal <> 'NO_ERROR')
            """;

    /** Something passed on over the link, as noted then. */
    record Use(String holder, String detail) {}

    private final JdbcClient sql;

    CorrectionStore(JdbcClient sql) {
        this.sql = sql;
    }

    @Override
    public boolean openOn(String caseNumber) {
        return open(caseNumber).isPresent();
    }

    Optional<Correction> open(String caseNumber) {
        return sql.sql(OPEN).param("case", caseNumber).query(Correction.class).optional();
    }

    /** Whoever changes what a waiting step waits for takes this first, so that nothing happens between its look and its wait. */
    Optional<Correction> lockOpen(String caseNumber) {
        return sql.sql(OPEN + " for update").param("case", caseNumber).query(Correction.class).optional();
    }

    Optional<Correction> latest(String caseNumber) {
        return sql.sql(LATEST).param("case", caseNumber).query(Correction.class).optional();
    }

    List<Correction> allOpen() {
        return sql.sql(ALL_OPEN).query(Correction.class).list();
    }

    List<Correction> closed() {
        return sql.sql(CLOSED).query(Correction.class).list();
    }

    List<Correction> earlier(String caseNumber) {
        return sql.sql(EARLIER).param("case", caseNumber).query(Correction.class).list();
    }

    Optional<Correction> find(UUID id) {
        return sql.sql("select * from linkage_correction where id = :id").param("id", id).query(Correction.class).optional();
    }

    /** When the link of this case was last found wrong and undone. */
    Optional<Instant> wrongSince(String caseNumber) {
        return sql.sql(WRONG_SINCE).param("case", caseNumber).query((row, n) -> row.getObject(1, OffsetDateTime.class))
                .list().stream().filter(Objects::nonNull).map(OffsetDateTime::toInstant).findFirst();
    }

    long awaitingConfirmation() {
        return sql.sql(AWAITING).query(Long.class).single();
    }

    UUID open(String caseNumber, String entry, Instant since, Instant at) {
        UUID id = UUID.randomUUID();
        sql.sql(INSERT).param("id", id).param("case", caseNumber).param("entry", entry).param("since", time(since))
                .param("at", time(at)).update();
        return id;
    }

    void report(UUID correction, Reporter reporter, String by, String words, Instant at) {
        sql.sql(REPORT).param("id", UUID.randomUUID()).param("correction", correction).param("reporter", reporter.name())
                .param("by", by).param("at", time(at)).param("words", words).update();
    }

    void reportAnonymously(String words, String statedCase, String seenWhere, Instant at) {
        sql.sql(REPORT_ANONYMOUSLY).param("id", UUID.randomUUID()).param("at", time(at)).param("words", words)
                .param("case", statedCase, Types.VARCHAR).param("where", seenWhere, Types.VARCHAR).update();
    }

    long anonymousSince(Instant from) {
        return sql.sql("select count(*) from correction_report where reporter = 'ANONYMOUS' and reported_at >= :from")
                .param("from", time(from)).query(Long.class).single();
    }

    List<LooseReport> lockUnsorted() {
        return sql.sql(UNSORTED).query(LooseReport.class).list();
    }

    void sorted(UUID report, UUID correction, Instant at) {
        sql.sql(SORTED).param("at", time(at))
                .param("correction", correction, Types.OTHER).param("id", report).update();
    }

    List<LooseReport> loose() {
        return sql.sql(LOOSE).query(LooseReport.class).list();
    }

    Optional<LooseReport> loose(UUID id) {
        return loose().stream().filter(report -> report.id().equals(id)).findFirst();
    }

    boolean settle(UUID report, String by, String why, Instant at) {
        return sql.sql(SETTLE).param("id", report).param("by", by).param("why", why).param("at", time(at)).update() == 1;
    }

    List<Report> reports(UUID correction) {
        return sql.sql(REPORTS).param("correction", correction).query(Report.class).list();
    }

    boolean withdraw(UUID correction, String by, Instant at) {
        return sql.sql(WITHDRAW).param("correction", correction).param("by", by).param("at", time(at)).update() > 0;
    }

    List<Reporter> laterReporters(UUID correction) {
        return sql.sql(LATER_REPORTS).param("correction", correction).query(Reporter.class).list();
    }

    void moveLaterReports(UUID from, UUID next) {
        sql.sql(MOVE_LATER_REPORTS).param("from", from).param("next", next).update();
    }

    void frozen(UUID id, Instant at) {
        sql.sql("update linkage_correction set frozen_at = :at where id = :id and frozen_at is null").param("at", time(at))
                .param("id", id).update();
    }

    void triaged(UUID id, String triage, String reason) {
        sql.sql("update linkage_correction set triage = :triage, triage_reason = :reason where id = :id").param("triage", triage)
                .param("reason", reason).param("id", id).update();
    }

    void propose(UUID id, Proposal proposal, String rightEntry, String reason, String by) {
        sql.sql(PROPOSE).param("id", id).param("proposal", proposal.name()).param("entry", rightEntry, Types.VARCHAR)
                .param("reason", reason).param("by", by).update();
    }

    void decided(UUID id, String by, Instant at) {
        sql.sql("update linkage_correction set decided_at = :at, decided_by = :by where id = :id").param("at", time(at)).param("by", by)
                .param("id", id).update();
    }

    void applied(UUID id, Instant at) {
        sql.sql("update linkage_correction set applied_at = :at where id = :id").param("at", time(at)).param("id", id).update();
    }

    void checkedReadLog(UUID id, int views, int persons, boolean improper, String note, String by, boolean toReport) {
        sql.sql(CHECKED_READ_LOG).param("id", id).param("views", views).param("persons", persons).param("improper", improper)
                .param("note", note).param("by", by).param("toReport", toReport).update();
    }

    void told(UUID id, Instant at) {
        sql.sql("update linkage_correction set told_at = :at where id = :id").param("at", time(at)).param("id", id).update();
    }

    void rootCause(UUID id, RootCause cause, String note) {
        sql.sql("update linkage_correction set root_cause = :cause, root_cause_note = :note where id = :id").param("cause", cause.name())
                .param("note", note).param("id", id).update();
    }

    void close(UUID id, String outcome, Instant at) {
        sql.sql("update linkage_correction set closed_at = :at, outcome = :outcome where id = :id").param("at", time(at))
                .param("outcome", outcome).param("id", id).update();
    }

    boolean foundWrong(String caseNumber, String entry) {
        return sql.sql(FOUND_WRONG).param("case", caseNumber).param("entry", entry).query(Boolean.class).single();
    }

    // Copies

    void copy(UUID correction, CopyHolder holder, String detail, boolean recorded) {
        sql.sql(COPY).param("id", UUID.randomUUID()).param("correction", correction).param("holder", holder.name())
                .param("detail", detail, Types.VARCHAR).param("recorded", recorded).update();
    }

    List<Copy> copies(UUID correction) {
        return sql.sql(COPIES + " where correction_id = :correction order by position").param("correction", correction)
                .query(Copy.class).list();
    }

    Optional<Copy> copyOf(UUID correction, String noticeNumber) {
        return sql.sql(COPIES + " where correction_id = :correction and notice_number = :notice").param("correction", correction)
                .param("notice", noticeNumber).query(Copy.class).optional();
    }

    void copyTold(UUID copy, String noticeNumber, Instant at) {
        sql.sql("update correction_copy set told_at = :at, notice_number = :notice where id = :id").param("at", time(at))
                .param("notice", noticeNumber).param("id", copy).update();
    }

    void copyRefused(UUID copy, String reason) {
        sql.sql("update correction_copy set refused = :reason where id = :id").param("reason", reason).param("id", copy).update();
    }

    boolean confirmCopy(UUID copy, String by, String reference, Instant at) {
        return sql.sql(CONFIRM_COPY).param("id", copy).param("by", by).param("reference", reference).param("at", time(at)).update() == 1;
    }

    void outcomeTold(UUID copy, Instant at) {
        sql.sql("update correction_copy set outcome_told_at = :at where id = :id").param("at", time(at)).param("id", copy).update();
    }

    void outcomeRefused(UUID copy, String reason) {
        sql.sql("update correction_copy set outcome_refused = :reason where id = :id").param("reason", reason).param("id", copy).update();
    }

    List<Use> knownUses(String caseNumber, String entry) {
        return sql.sql(KNOWN_USES).param("case", caseNumber).param("entry", entry).query(Use.class).list();
    }

    void passedOn(String caseNumber, String holder, String detail, Instant at) {
        sql.sql(USE).param("case", caseNumber).param("holder", holder).param("detail", detail).param("at", time(at)).update();
    }

    // Breach reports

    void file(UUID correction, BreachReport report, Instant at) {
        sql.sql(FILE_REPORT).param("correction", correction).param("stage", report.stage().name()).param("filedOn", report.filedOn())
                .param("filedBy", report.filedBy()).param("recipient", report.recipient()).param("reference", report.reference())
                .param("summary", report.summary()).param("items", report.items(), Types.VARCHAR)
                .param("persons", report.persons(), Types.INTEGER).param("cause", report.cause(), Types.VARCHAR)
                .param("secondaryDamage", report.secondaryDamage(), Types.VARCHAR)
                .param("actionToPersons", report.actionToPersons(), Types.VARCHAR)
                .param("publication", report.publication(), Types.VARCHAR).param("prevention", report.prevention(), Types.VARCHAR)
                .param("other", report.other(), Types.VARCHAR).param("at", time(at)).update();
    }

    List<BreachReport> breachReports(UUID correction) {
        return sql.sql("select * from breach_report where correction_id = :correction order by recorded_at").param("correction", correction)
                .query(BreachReport.class).list();
    }

    private static OffsetDateTime time(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
