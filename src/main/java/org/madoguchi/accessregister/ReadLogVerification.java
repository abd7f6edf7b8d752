package org.madoguchi.accessregister;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.platform.DigestKey;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Verifies the seals of the read log and keeps what was found: every night all of them, on demand those of the last days. */
@Component
public class ReadLogVerification {

    /** What one verification came to. */
    public record Check(long id, Instant startedAt, Instant finishedAt, String startedBy, long fromSeal, long untilSeal, long rowCount,
            long findings) {}

    /** Where something is not as it was sealed; {@code rowId} is null where the seal itself is wrong. */
    public record Found(String kind, Long seal, String officeCode, LocalDate day, Long rowId) {}

    /** The seals of one office on one day. */
    public record SealedDay(LocalDate day, String officeCode, long seals, long rows, Instant lastAt) {}

    private static final Logger log = LoggerFactory.getLogger(ReadLogVerification.class);
    private static final String NIGHTLY = "system";

    private static final String KEEP = """
            insert into read_log_check (started_at, finished_at, started_by, from_seal, until_seal, row_count)
            values (:started, :finished, :by, :from, :until, :rows)
            returning id
            """;

    private static final String KEEP_FINDING = """
            insert into read_log_finding (check_id, kind, seal, office_code, day, row_id)
            values (:check, :kind, :seal, :office, :day, :row)
            """;

    private static final String CHECKS = """
            select c.*, (select count(*) from read_log_finding f where f.check_id = c.id) as findings
              from read_log_check c
             order by c.id desc
             limit :rows
            """;

    private static final String DAYS = """
            select day, office_code, count(*) as seals, sum(cardinality(row_ids)) as rows, max(sealed_at) as last_at
              from read_seal
             group by day, office_code
             order by day desc, office_code
             limit :rows offset :skip
            """;

    private final JdbcClient sql;
    private final DigestKey key;
    private final TransactionTemplate snapshot;
    private final Mail mail;
    private final MessageSource messages;
    private final String privacyOfficer;
    private final String site;
    private final Duration late;
    private final NotedSeal noted;
    private final Clock clock;

    ReadLogVerification(JdbcClient sql, Secrets secrets, PlatformTransactionManager transactions, Mail mail, MessageSource messages,
            @Value("${madoguchi.privacy-officer-email:privacy@madoguchi.example}") String privacyOfficer,
            @Value("${madoguchi.public-url:http://localhost:8080}") String site,
            @Value("${madoguchi.read-log.late-after:1h}") Duration late,
            @Value("${madoguchi.data-directory:data}") Path home, Clock clock) {
        this.sql = sql;
        this.key = secrets.digests();
        this.snapshot = new TransactionTemplate(transactions);
        // one picture of rows and seals, also within the transaction of the nightly run
        this.snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.mail = mail;
        this.messages = messages;
        this.privacyOfficer = privacyOfficer;
        this.site = site;
        this.late = late;
        this.noted = NotedSeal.in(home);
        this.clock = clock;
    }

    /** All seals, unless some node has done it in the last twenty hours. */
    @Transactional
    public void verifyNightly() {
        boolean lately = sql.sql("select not exists (select 1 from read_seal) or exists (select 1 from read_log_check "
                        + "where started_by = :by and started_at > :since)")
                .param("by", NIGHTLY).param("since", clock.instant().minus(Duration.ofHours(20)).atOffset(ZoneOffset.UTC))
                .query(Boolean.class).single();
        if (!lately && sql.sql("select pg_try_advisory_xact_lock(7224002)").query(Boolean.class).single()) {
            Check check = verify(1, NIGHTLY);
            if (check.findings() > 0) {
                mail.send(privacyOfficer, messages.getMessage("access.mail.subject", null, Locale.JAPANESE),
                        Stream.of(Locale.JAPANESE, Locale.ENGLISH).map(language -> messages.getMessage("access.mail.body",
                                new Object[] {check.findings(), site}, language)).collect(Collectors.joining("\n\n")));
            }
        }
    }

    /** The seals made since then. */
    public Check verifySince(Instant since, String by) {
        return verify(sql.sql("select coalesce(min(number), 1) from read_seal where sealed_at >= :since")
                .param("since", since.atOffset(ZoneOffset.UTC)).query(Long.class).single(), by);
    }

    private Check verify(long first, String by) {
        Instant started = clock.instant();
        // before the picture is taken, which then has at least that seal
        String head = noted.read();
        var result = snapshot.execute(status -> new ReadLogCheck(sql, key, late).verify(first, head));
        long id = sql.sql(KEEP).param("started", started.atOffset(ZoneOffset.UTC)).param("finished", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by).param("from", result.fromSeal()).param("until", result.untilSeal()).param("rows", result.rows())
                .query(Long.class).single();
        for (var finding : result.findings()) {
            sql.sql(KEEP_FINDING).param("check", id).param("kind", finding.kind().name()).param("seal", finding.seal())
                    .param("office", finding.officeCode()).param("day", finding.day()).param("row", finding.rowId()).update();
        }
        if (!result.findings().isEmpty()) {
            log.error("The read log is not as it was sealed: {} findings, the first {}", result.findings().size(), result.findings().get(0));
        }
        return checks(1).get(0);
    }

    /** The latest first. */
    public List<Check> checks(int rows) {
        return sql.sql(CHECKS).param("rows", rows).query(Check.class).list();
    }

    public Optional<Check> latest() {
        return checks(1).stream().findFirst();
    }

    /** What a check found, at most 200. */
    public List<Found> findingsOf(long check) {
        return sql.sql("select kind, seal, office_code, day, row_id from read_log_finding where check_id = :check order by id limit 200")
                .param("check", check).query(Found.class).list();
    }

    /** The latest day first. */
    public List<SealedDay> days(int skip, int rows) {
        return sql.sql(DAYS).param("skip", skip).param("rows", rows).query(SealedDay.class).list();
    }
}
