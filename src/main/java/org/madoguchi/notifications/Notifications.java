package org.madoguchi.notifications;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.PasskeyChange;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Mail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The outbox of notices to applicants. */
@Component
public class Notifications {

    /** A notice of a case, as the case page lists it; {@code sentAt} is null while it waits. */
    public record Notice(String template, Instant queuedAt, Instant sentAt) {}

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final int BATCH = 50;

    private static final String QUEUE = """
            insert into notification (id, case_number, account_id, template, args, language, dedupe_key, queued_at, due_at)
            values (:id, :case, :account, :template, :args::jsonb, :language, :key, :at, :at)
            on conflict (dedupe_key) do nothing
            """;

    private static final String TAKE_DUE = """
            select id, case_number, account_id, template, args::text as args, language, attempts
              from notification
             where sent_at is null and attempts < 10 and due_at <= :now
             order by due_at
             limit :batch
               for update skip locked
            """;

    private final JdbcClient sql;
    private final ApplicantAccounts accounts;
    private final Mail mail;
    private final MessageSource messages;
    private final JsonMapper json;
    private final Clock clock;
    private final String site;

    Notifications(JdbcClient sql, ApplicantAccounts accounts, Mail mail, MessageSource messages, JsonMapper json, Clock clock,
            @Value("${madoguchi.public-url:http://localhost:8080}") String site) {
        this.sql = sql;
        this.accounts = accounts;
        this.mail = mail;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
        this.site = site;
    }

    /**
     * Queues a notice.
     *
     * @param template text {@code notice.<template>.subject} and {@code .body} in the messages; {@code {0}} is the case
     *     number, {@code {1}} the address of the site, further ones are {@code args} in order
     * @param occasion with case and template, tells this notice from an earlier one; the same occasion is told once
     */
    public void send(UUID account, String language, String caseNumber, String template, String occasion, String... args) {
        queue(account, language, caseNumber, template, caseNumber + '/' + template + '/' + occasion, args);
    }

    /** Whoever did not do this themselves has to hear of it, so it is queued with the change. */
    @EventListener
    void changed(PasskeyChange passkey) {
        String template = passkey.added() ? "passkey-added" : "passkey-removed";
        queue(passkey.account(), accounts.get(passkey.account()).language(), null, template, template + '/' + passkey.passkey());
    }

    private void queue(UUID account, String language, String caseNumber, String template, String key, String... args) {
        sql.sql(QUEUE).param("id", UUID.randomUUID()).param("case", caseNumber).param("account", account)
                .param("template", template).param("args", json.writeValueAsString(args)).param("language", language)
                .param("key", key).param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    public List<Notice> ofCase(String caseNumber) {
        return sql.sql("select template, queued_at, sent_at from notification where case_number = :case order by queued_at")
                .param("case", caseNumber).query(Notice.class).list();
    }

    /**
     * Sends what is due, at most a batch; rows another node is sending are passed over.
     *
     * @return how many were sent
     */
    @Transactional
    public int sendDue() {
        record Row(UUID id, String caseNumber, UUID accountId, String template, String args, String language, int attempts) {}
        Instant now = clock.instant();
        int sent = 0;
        for (Row row : sql.sql(TAKE_DUE).param("now", now.atOffset(ZoneOffset.UTC)).param("batch", BATCH).query(Row.class).list()) {
            try {
                Locale language = Languages.nearest(Locale.forLanguageTag(row.language()));
                List<String> args = json.readValue(row.args(), new TypeReference<List<String>>() {});
                Object[] values = java.util.stream.Stream.concat(java.util.stream.Stream.of(row.caseNumber(), site), args.stream()).toArray();
                mail.send(accounts.get(row.accountId()).email(),
                        messages.getMessage("notice." + row.template() + ".subject", values, language),
                        messages.getMessage("notice." + row.template() + ".body", values, language));
                sql.sql("update notification set sent_at = :at, attempts = attempts + 1 where id = :id")
                        .param("at", now.atOffset(ZoneOffset.UTC)).param("id", row.id()).update();
                sent++;
            } catch (MailException e) {
                log.warn("Notice {} of case {} not sent, attempt {}", row.template(), row.caseNumber(), row.attempts() + 1);
                sql.sql("update notification set attempts = attempts + 1, due_at = :later where id = :id")
                        .param("later", now.plus(Duration.ofMinutes(1L << row.attempts())).atOffset(ZoneOffset.UTC))
                        .param("id", row.id()).update();
            }
        }
        return sent;
    }
}
