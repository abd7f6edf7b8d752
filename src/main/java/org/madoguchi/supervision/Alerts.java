package org.madoguchi.supervision;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.Refusal;
import org.madoguchi.sla.Sla;
import org.madoguchi.supervision.Figures.Period;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.MailException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the supervisors of an office when there is more of something than they want: on their page at once, by mail and to
 * the webhook of the deployment while the office works. Each crossing is told once; below the threshold it is over.
 */
@Component
public class Alerts {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);

    /** What is counted: human tasks, and appointments of the last seven days that nobody came to. */
    enum Measure { OPEN, AT_RISK, LATE, MISSED }

    record Threshold(long id, String officeCode, Measure measure, int moreThan, String setBy, Instant setAt) {}

    /** @param value how much there was when it crossed */
    record Alert(long id, String officeCode, Measure measure, long value, int moreThan, Instant crossedAt) {}

    private static final int LARGEST = 1_000_000;

    private static final String SET = """
            insert into alert_threshold (office_code, measure, more_than, set_by, set_at) values (:office, :measure, :more, :by, :now)
            on conflict (office_code, measure) do update set more_than = excluded.more_than, set_by = excluded.set_by, set_at = excluded.set_at
            """;

    private static final String CROSSED = """
            insert into alert (threshold_id, value, more_than, crossed_at) values (:threshold, :value, :more, :now)
            on conflict (threshold_id) where over_at is null do nothing
            """;

    private static final String OVER = "update alert set over_at = :now where threshold_id = :threshold and over_at is null";

    private static final String STANDING = """
            select a.id, t.office_code, t.measure, a.value, a.more_than, a.crossed_at
              from alert a
              join alert_threshold t on t.id = a.threshold_id
             where a.over_at is null and
            """;

    /** Whoever gets the row tells; another node finds it told. */
    private static final String TOLD = "update alert set told_at = :now where id = :id and told_at is null";

    private final JdbcClient sql;
    private final Figures figures;
    private final Offices offices;
    private final Staff staff;
    private final Sla sla;
    private final Mail mail;
    private final MessageSource messages;
    private final JsonMapper json;
    private final Clock clock;
    private final String site;
    private final String webhook;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    Alerts(JdbcClient sql, Figures figures, Offices offices, Staff staff, Sla sla, Mail mail, MessageSource messages, JsonMapper json, Clock clock,
            @Value("${madoguchi.public-url:http://localhost:8080}") String site, @Value("${madoguchi.alerts.webhook:}") String webhook) {
        this.sql = sql;
        this.figures = figures;
        this.offices = offices;
        this.staff = staff;
        this.sla = sla;
        this.mail = mail;
        this.messages = messages;
        this.json = json;
        this.clock = clock;
        this.site = site;
        this.webhook = webhook;
    }

    /** From more than so much on an alert is raised; one a measure and office. @throws Refusal THRESHOLD_OUT_OF_REACH */
    void set(String office, Measure measure, int moreThan, CurrentUser by) {
        if (moreThan < 0 || moreThan > LARGEST) {
            throw Refusal.badInput("THRESHOLD_OUT_OF_REACH", "moreThan", LARGEST);
        }
        sql.sql(SET).param("office", office).param("measure", measure.name()).param("more", moreThan).param("by", by.id()).param("now", now()).update();
    }

    /** Safe to repeat. */
    void remove(String office, Measure measure) {
        sql.sql("delete from alert_threshold where office_code = :office and measure = :measure").param("office", office).param("measure", measure.name()).update();
    }

    List<Threshold> thresholds(Collection<String> codes) {
        return sql.sql("select id, office_code, measure, more_than, set_by, set_at from alert_threshold where office_code = any(:offices) order by office_code, measure")
                .param("offices", codes.toArray(String[]::new)).query(Threshold.class).list();
    }

    /** What is above its threshold now, the latest first. */
    List<Alert> standing(Collection<String> codes) {
        return sql.sql(STANDING + " t.office_code = any(:offices) order by a.crossed_at desc").param("offices", codes.toArray(String[]::new)).query(Alert.class).list();
    }

    /** Counts what has a threshold. Safe on several nodes and to repeat. */
    @Transactional
    public void look() {
        Instant now = clock.instant();
        List<Threshold> all = sql.sql("select id, office_code, measure, more_than, set_by, set_at from alert_threshold order by id").query(Threshold.class).list();
        all.stream().collect(Collectors.groupingBy(Threshold::officeCode)).forEach((office, thresholds) -> {
            Map<Measure, Long> counted = counted(office, now);
            thresholds.forEach(one -> {
                long value = counted.get(one.measure());
                if (value > one.moreThan()) {
                    sql.sql(CROSSED).param("threshold", one.id()).param("value", value).param("more", one.moreThan()).param("now", now()).update();
                } else {
                    sql.sql(OVER).param("threshold", one.id()).param("now", now()).update();
                }
            });
        });
    }

    private Map<Measure, Long> counted(String office, Instant now) {
        Figures.Now open = figures.now(Set.of(office), now);
        return Map.of(Measure.OPEN, open.open(), Measure.AT_RISK, open.atRisk(), Measure.LATE, open.late(),
                Measure.MISSED, figures.visits(Set.of(office), new Period(now.minus(Duration.ofDays(7)), now)).missed());
    }

    /**
     * Tells of what crossed and was not told, where the office works now: nobody is woken up.
     *
     * @return how many alerts were told
     */
    public int tellDue() {
        Instant now = clock.instant();
        int told = 0;
        for (Alert one : sql.sql(STANDING + " a.told_at is null order by a.id limit 100").query(Alert.class).list()) {
            boolean works = sla.calendar(offices.get(one.officeCode())).isOpen(now, now.plusSeconds(1));
            if (works && sql.sql(TOLD).param("id", one.id()).param("now", now()).update() > 0) {
                tell(one);
                told++;
            }
        }
        return told;
    }

    private void tell(Alert alert) {
        addresses(alert.officeCode()).forEach(to -> {
            try {
                mail.send(to, text("alerts.mail.subject", alert, " / "), text("alerts.mail.body", alert, "\n\n"));
            } catch (MailException e) {
                log.warn("The mail about alert {} was not taken", alert.id());
            }
        });
        if (!webhook.isEmpty()) {
            call(alert);
        }
    }

    private void call(Alert alert) {
        String body = json.writeValueAsString(Map.of("office", alert.officeCode(), "measure", alert.measure(), "value", alert.value(), "moreThan", alert.moreThan(),
                "crossedAt", alert.crossedAt().toString()));
        var request = HttpRequest.newBuilder(URI.create(webhook)).timeout(Duration.ofSeconds(10)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                log.warn("The webhook answered alert {} with {}", alert.id(), status);
            }
        } catch (IOException e) {
            log.warn("The webhook did not take alert {}", alert.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> addresses(String office) {
        String[] supervisors = staff.servingAt(List.of(office)).stream()
                .filter(one -> one.posts().stream().anyMatch(post -> post.office().equals(office) && post.role().supervises())).map(CurrentUser::id).toArray(String[]::new);
        return sql.sql("select email from staff where id = any(:ids) and active and email is not null").param("ids", supervisors).query(String.class).list();
    }

    /** In both languages: which of them a member of staff reads is known of nobody. */
    private String text(String key, Alert alert, String between) {
        return Stream.of(Locale.JAPANESE, Locale.ENGLISH).map(language -> messages.getMessage(key, new Object[] {offices.get(alert.officeCode()).name(language),
                messages.getMessage("alerts.measure." + alert.measure(), null, language), alert.value(), alert.moreThan(), site}, language)).collect(Collectors.joining(between));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
