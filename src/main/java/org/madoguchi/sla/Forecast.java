package org.madoguchi.sla;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When an open case will probably end, from cases like it: those that came into the same hands in the same state, at the same
 * office where there are enough of them, that had not ended as long after that as this one has not. Nothing is forecast from
 * fewer than {@value #FEWEST}.
 */
@Component
public class Forecast {

    /**
     * Eight of ten cases like it ended between {@code from} and {@code to}.
     *
     * @param late how many of a hundred would end after its target; null while that stands still
     * @param cases from how many
     */
    public record Range(Instant from, Instant to, Integer late, long cases) {}

    /** How forecasts made in the past came true. @param inside how many ended within their range: eight of ten is as it should be */
    public record Calibration(long checked, long inside) {

        /** Of a hundred. */
        public int share() {
            return Math.toIntExact(Math.round(100.0 * inside / checked));
        }
    }

    private record Hand(String terms, String officeCode, Instant startedAt) {}

    private record Sample(long cases, Double low, Double high, long late) {}

    static final int FEWEST = 30;
    private static final int MOST = 1000;
    private static final Duration BACK = Duration.ofDays(364);

    private static final String HAND = """
            select terms, office_code, started_at from sla_clock where case_number = :case and kind = 'HOLDER' and stopped_at is null
            """;

    private static final String DUE = """
            select due_at from sla_clock where case_number = :case and kind = 'CASE' and stopped_at is null and paused_at is null and due_at is not null
            """;

    private static final String LIKE_IT = """
            with one as (
                select extract(epoch from c.stopped_at - h.started_at) as lasted
                  from sla_clock h
                  join sla_clock c on c.case_number = h.case_number and c.kind = 'CASE'
                 where h.kind = 'HOLDER' and h.terms = :terms and (cast(:office as text) is null or h.office_code = :office) and h.started_at < :now
                   and c.outcome in ('MET', 'ENDED') and c.stopped_at > :since and c.stopped_at <= :now
                   and c.stopped_at - h.started_at > make_interval(secs => :elapsed)
                 order by h.started_at desc
                 limit :most)
            select count(*) as cases, percentile_cont(0.1) within group (order by lasted) as low, percentile_cont(0.9) within group (order by lasted) as high,
                   count(*) filter (where lasted > :left) as late
              from one
            """;

    /** What was forecast the moment a case came into somebody's hands, by the cases that had ended by then. */
    private static final String CALIBRATION = """
            with made as (
                select h.id, h.terms, h.office_code, h.started_at, extract(epoch from c.stopped_at - h.started_at) as lasted
                  from sla_clock h
                  join sla_clock c on c.case_number = h.case_number and c.kind = 'CASE' and c.outcome in ('MET', 'ENDED')
                 where h.kind = 'HOLDER' and h.office_code = any(:offices) and c.stopped_at > :since and c.stopped_at <= :now
                 order by c.stopped_at desc
                 limit :checked)
            select count(*) as checked, count(*) filter (where m.lasted between f.low and f.high) as inside
              from made m
             cross join lateral (
                   select count(*) as cases, percentile_cont(0.1) within group (order by one.lasted) as low,
                          percentile_cont(0.9) within group (order by one.lasted) as high
                     from (select extract(epoch from c.stopped_at - h.started_at) as lasted
                             from sla_clock h
                             join sla_clock c on c.case_number = h.case_number and c.kind = 'CASE' and c.outcome in ('MET', 'ENDED')
                            where h.kind = 'HOLDER' and h.terms = m.terms and h.office_code = m.office_code and c.stopped_at < m.started_at
                              and c.stopped_at > m.started_at - interval '364 days'
                            order by h.started_at desc
                            limit :most) one) f
             where f.cases >= :fewest
            """;

    /** Looked at when past forecasts are checked: enough to tell, few enough for a page. */
    private static final int CHECKED = 100;
    private static final int MOST_CHECKED_WITH = 200;

    private final JdbcClient sql;
    private final Clock clock;

    Forecast(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Empty for a case that has ended, and where there are not enough cases like it. */
    public Optional<Range> of(String caseNumber) {
        return sql.sql(HAND).param("case", caseNumber).query(Hand.class).optional().flatMap(hand -> of(caseNumber, hand));
    }

    private Optional<Range> of(String caseNumber, Hand hand) {
        Instant now = clock.instant();
        Optional<Instant> due = sql.sql(DUE).param("case", caseNumber).query(OffsetDateTime.class).optional().map(OffsetDateTime::toInstant);
        double left = due.map(one -> (double) Duration.between(hand.startedAt(), one).toSeconds()).orElse(Double.MAX_VALUE);
        Sample here = like(hand, hand.officeCode(), left, now);
        Sample sample = here.cases() >= FEWEST ? here : like(hand, null, left, now);
        return sample.cases() < FEWEST ? Optional.empty()
                : Optional.of(new Range(after(hand, sample.low()), after(hand, sample.high()),
                        due.isEmpty() ? null : Math.toIntExact(Math.round(100.0 * sample.late() / sample.cases())), sample.cases()));
    }

    private static Instant after(Hand hand, double seconds) {
        return hand.startedAt().plusSeconds(Math.round(seconds));
    }

    private Sample like(Hand hand, String office, double left, Instant now) {
        return sql.sql(LIKE_IT).param("terms", hand.terms()).param("office", office, java.sql.Types.VARCHAR).param("now", utc(now)).param("since", utc(now.minus(BACK)))
                .param("elapsed", (double) Duration.between(hand.startedAt(), now).toSeconds()).param("left", left).param("most", MOST).query(Sample.class).single();
    }

    /** Of the latest cases of these offices; empty where fewer than {@value #FEWEST} forecasts could have been made. */
    public Optional<Calibration> calibration(Collection<String> offices) {
        Instant now = clock.instant();
        return Optional.of(sql.sql(CALIBRATION).param("offices", offices.toArray(String[]::new)).param("now", utc(now)).param("since", utc(now.minus(BACK)))
                .param("checked", CHECKED).param("most", MOST_CHECKED_WITH).param("fewest", FEWEST).query(Calibration.class).single()).filter(one -> one.checked() >= FEWEST);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
