package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Mail;
import org.madoguchi.sla.Sla;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A mail a day to whoever has notices they have not read or questions they have not answered: how many, and where, never
 * about whom.
 */
@Component
public class WorkDigest {

    private record Waiting(String staffId, String email, int notices, int questions) {}

    private static final Logger log = LoggerFactory.getLogger(WorkDigest.class);

    /** A notice is mailed of once; a question until it is answered. */
    private static final String WAITING = """
            select s.id as staff_id, s.email, n.notices, q.questions
              from staff s
              left join staff_digest d on d.staff_id = s.id
             cross join lateral (select count(*) as notices from staff_notice x
                                  where x.staff_id = s.id and x.read_at is null and x.times > 0 and x.mailed_at is null) n
             cross join lateral (select count(*) as questions from work_question x
                                   join work_item w on w.task_id = x.task_id and w.closed_at is null
                                  where x.asked_id = s.id and x.answered_at is null and x.withdrawn_at is null) q
             where s.active and s.email is not null and coalesce(d.wanted, true)
               and (d.sent_on is null or d.sent_on < cast(:latest as date))
               and (n.notices > 0 or q.questions > 0)
             order by s.id
            """;

    /** One node sends it, and once that day. */
    private static final String TODAY = """
            insert into staff_digest (staff_id, sent_on) values (:staff, :today)
            on conflict (staff_id) do update set sent_on = excluded.sent_on
             where staff_digest.wanted and (staff_digest.sent_on is null or staff_digest.sent_on < excluded.sent_on)
            """;

    private static final String WANT = """
            insert into staff_digest (staff_id, wanted) values (:staff, :wanted)
            on conflict (staff_id) do update set wanted = excluded.wanted
            """;

    private final JdbcClient sql;
    private final Staff staff;
    private final Offices offices;
    private final Sla sla;
    private final Mail mail;
    private final MessageSource messages;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String site;

    WorkDigest(JdbcClient sql, Staff staff, Offices offices, Sla sla, Mail mail, MessageSource messages, TransactionTemplate transaction, Clock clock,
            @Value("${madoguchi.public-url:http://localhost:8080}") String site) {
        this.sql = sql;
        this.staff = staff;
        this.offices = offices;
        this.sla = sla;
        this.mail = mail;
        this.messages = messages;
        this.transaction = transaction;
        this.clock = clock;
        this.site = site;
    }

    /** Whether this person wants the mail; until they say, they do. */
    boolean wanted(CurrentUser person) {
        return sql.sql("select wanted from staff_digest where staff_id = :staff").param("staff", person.id()).query(Boolean.class).optional().orElse(true);
    }

    void want(CurrentUser person, boolean wanted) {
        sql.sql(WANT).param("staff", person.id()).param("wanted", wanted).update();
    }

    /**
     * Sends the day's mail to everybody whose office has opened today. Safe on several nodes and to repeat; what the mail
     * server does not take is tried again at the next turn.
     *
     * @return how many were sent
     */
    public int sendDue() {
        Instant now = clock.instant();
        // East of everywhere it is already this day; who has had the mail of it is not asked about again.
        var latest = now.atZone(ZoneOffset.ofHours(14)).toLocalDate();
        int sent = 0;
        for (Waiting one : sql.sql(WAITING).param("latest", latest).query(Waiting.class).list()) {
            if (staff.find(one.staffId()).flatMap(person -> openOffice(person, now)).filter(today -> send(one, today)).isPresent()) {
                sent++;
            }
        }
        return sent;
    }

    /** The day at an office of this person's that works today and has opened. */
    private Optional<LocalDate> openOffice(CurrentUser person, Instant now) {
        return person.posts().stream().map(post -> offices.get(post.office())).distinct().filter(office -> hasOpened(office, now)).findFirst()
                .map(office -> now.atZone(office.zone()).toLocalDate());
    }

    private boolean hasOpened(Office office, Instant now) {
        ZonedDateTime there = now.atZone(office.zone());
        return !there.toLocalTime().isBefore(office.opensAt()) && sla.calendar(office).isWorkingDay(there.toLocalDate());
    }

    private boolean send(Waiting one, LocalDate today) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                if (sql.sql(TODAY).param("staff", one.staffId()).param("today", today).update() == 0) {
                    return false;
                }
                sql.sql("update staff_notice set mailed_at = :now where staff_id = :staff and read_at is null and mailed_at is null")
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("staff", one.staffId()).update();
                mail.send(one.email(), text("digest.subject", one, " / "), text("digest.body", one, "\n\n"));
                return true;
            }));
        } catch (MailException e) {
            log.warn("The day’s mail to {} was not taken", one.staffId());
            return false;
        }
    }

    /** In both languages: which of them a member of staff reads is known of nobody. */
    private String text(String key, Waiting one, String between) {
        return Stream.of(Locale.JAPANESE, Locale.ENGLISH).map(language -> messages.getMessage(key, new Object[] {one.notices(), one.questions(), site}, language))
                .collect(Collectors.joining(between));
    }
}
