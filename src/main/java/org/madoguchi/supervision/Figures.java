package org.madoguchi.supervision;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How the work of offices goes: counts and times from the ledger of clocks, never of anybody's person but staff's own work. */
@Component
class Figures {

    /** From inclusive to exclusive. */
    record Period(Instant from, Instant to) {

        Period before() {
            return new Period(from.minus(length()), from);
        }

        Period aYearBefore() {
            return new Period(from.minus(Duration.ofDays(364)), to.minus(Duration.ofDays(364)));
        }

        Duration length() {
            return Duration.between(from, to);
        }
    }

    /** Human tasks that are open. @param paused wait for somebody outside */
    record Now(long open, long atRisk, long late, long paused) {}

    /** Human tasks that were done. */
    record Done(long done, long inTime) {

        /** Of a hundred; null where nothing was done. */
        public Integer share() {
            return done == 0 ? null : Math.toIntExact(Math.round(100.0 * inTime / done));
        }
    }

    /** @param open how many were open at the end of it */
    record Week(Instant end, long open, long started, long done, long inTime) {}

    /** @param medianSeconds from the start of a task to its end, nights and Sundays included; null where none was done */
    record Step(String taskKey, long open, long atRisk, long late, long done, long inTime, Double medianSeconds) {}

    record OfficeRow(String officeCode, long open, long atRisk, long late, long done, long inTime) {}

    record PersonRow(String staffId, long open, long late, long done) {}

    /** Open cases by whoever has them in hand. @param medianSeconds since they have */
    record Holder(String holder, long cases, long late, Double medianSeconds) {}

    /**
     * Cases of the office that ended in a period.
     *
     * @param handedOver cards handed over, {@code oneVisit} after one visit at most
     * @param medianSeconds from the application to the hand-over, every day counted; null where there was none
     */
    record Cases(long received, long ended, long handedOver, long oneVisit, long visits, Double medianSeconds) {}

    record Visits(long kept, long missed) {}

    /** All of it, for a number of offices at one moment. */
    record Sheet(Instant at, Period period, Now now, Done done, Done doneBefore, Done doneLastYear, List<Week> weeks, List<Step> steps,
            List<OfficeRow> offices, List<PersonRow> people, List<Holder> holders, Cases cases, Cases casesBefore, Cases casesLastYear, Visits visits) {}

    static final int WEEKS = 12;

    private static final String SCOPE = "c.kind = 'STEP' and c.office_code = any(:offices) and c.case_number like :letter";

    private static final String OPEN_COUNTS = """
            count(*) filter (where c.stopped_at is null) as open,
                   count(*) filter (where c.stopped_at is null and c.paused_at is null and c.at_risk_at <= :now and c.due_at > :now) as at_risk,
                   count(*) filter (where c.stopped_at is null and c.paused_at is null and c.due_at <= :now) as late""";

    private static final String DONE_COUNTS = """
            count(*) filter (where c.outcome in ('MET', 'ENDED')) as done,
                   count(*) filter (where c.outcome = 'MET') as in_time""";

    private static final String OPEN_OR_DONE = "(c.stopped_at is null or c.stopped_at >= :from and c.stopped_at < :to)";

    private static final String NOW = "select " + OPEN_COUNTS + """
            , count(*) filter (where c.paused_at is not null) as paused
              from sla_clock c
             where c.stopped_at is null and
            """ + SCOPE;

    private static final String DONE = "select " + DONE_COUNTS + " from sla_clock c where c.stopped_at >= :from and c.stopped_at < :to and " + SCOPE;

    private static final String OF_WEEKS = """
            with week as (select :now - make_interval(weeks => n) as until from generate_series(0, :weeks - 1) as g (n))
            select w.until as end,
                   count(c.id) filter (where c.started_at <= w.until and (c.stopped_at is null or c.stopped_at > w.until)) as open,
                   count(c.id) filter (where c.started_at > w.until - interval '7 days' and c.started_at <= w.until) as started,
                   count(c.id) filter (where c.outcome in ('MET', 'ENDED') and c.stopped_at > w.until - interval '7 days' and c.stopped_at <= w.until) as done,
                   count(c.id) filter (where c.outcome = 'MET' and c.stopped_at > w.until - interval '7 days' and c.stopped_at <= w.until) as in_time
              from week w
              left join sla_clock c on (c.stopped_at is null or c.stopped_at > :now - make_interval(weeks => :weeks)) and %s
             group by w.until
             order by w.until
            """.formatted(SCOPE);

    private static final String STEPS = "select c.task_key, " + OPEN_COUNTS + ", " + DONE_COUNTS + """
            ,
                   percentile_cont(0.5) within group (order by extract(epoch from c.stopped_at - c.started_at)) filter (where c.outcome in ('MET', 'ENDED'))
                       as median_seconds
              from sla_clock c
             where %s and %s
             group by c.task_key
             order by late desc, at_risk desc, open desc, c.task_key
            """.formatted(OPEN_OR_DONE, SCOPE);

    private static final String OFFICES = "select c.office_code, " + OPEN_COUNTS + ", " + DONE_COUNTS + """

              from sla_clock c
             where %s and %s
             group by c.office_code
             order by late desc, at_risk desc, open desc, c.office_code
            """.formatted(OPEN_OR_DONE, SCOPE);

    /** Whoever has open work or did some. */
    private static final String PEOPLE = """
            select staff_id, sum(open)::bigint as open, sum(late)::bigint as late, sum(done)::bigint as done
              from (select w.assignee as staff_id, 1 as open, (w.due_at <= :now)::int as late, 0 as done
                      from work_item w
                     where w.office_code = any(:offices) and w.closed_at is null and w.assignee is not null and w.case_number like :letter
                    union all
                    select w.completed_by, 0, 0, 1
                      from work_item w
                     where w.office_code = any(:offices) and w.closed_at >= :from and w.closed_at < :to and w.outcome = 'COMPLETED'
                       and w.completed_by is not null and w.case_number like :letter) one
             group by staff_id
             order by late desc, open desc, done desc, staff_id
             limit 100
            """;

    private static final String CASES_OF = """
            (f.mission_code = any(:offices) or f.bureau_code = any(:offices) or f.municipality_code = any(:offices)) and f.number like :letter""";

    private static final String HOLDERS = """
            select c.holder, count(*) as cases, count(*) filter (where c.due_at <= :now) as late,
                   percentile_cont(0.5) within group (order by extract(epoch from :now - c.started_at)) as median_seconds
              from sla_clock c
              join case_file f on f.number = c.case_number
             where c.kind = 'HOLDER' and c.stopped_at is null and f.closed_at is null and %s
             group by c.holder
             order by cases desc, c.holder
            """.formatted(CASES_OF);

    private static final String CASES = """
            with ended as (
                select f.state, f.received_at, f.closed_at,
                       (select count(*) from appointment a where a.case_number = f.number and a.state = 'KEPT') as visits
                  from case_file f
                 where f.closed_at >= :from and f.closed_at < :to and %1$s)
            select (select count(*) from case_file f where f.received_at >= :from and f.received_at < :to and %1$s) as received,
                   count(*) as ended,
                   count(*) filter (where state = 'HANDED_OVER') as handed_over,
                   count(*) filter (where state = 'HANDED_OVER' and visits <= 1) as one_visit,
                   coalesce(sum(visits) filter (where state = 'HANDED_OVER'), 0)::bigint as visits,
                   percentile_cont(0.5) within group (order by extract(epoch from closed_at - received_at)) filter (where state = 'HANDED_OVER') as median_seconds
              from ended
            """.formatted(CASES_OF);

    private static final String VISITS = """
            select count(*) filter (where state = 'KEPT') as kept, count(*) filter (where state = 'MISSED') as missed
              from appointment
             where office_code = any(:offices) and upper(during) >= :from and upper(during) < :to and case_number like :letter
            """;

    private final JdbcClient sql;

    Figures(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * @param offices whose work
     * @param programme {@code overseas}, {@code residence}, or null for both
     * @param people whether who did how much is of interest: to whoever runs an office, not above
     */
    @Transactional(readOnly = true)
    public Sheet of(Collection<String> offices, String programme, Period period, boolean people, Instant now) {
        var asked = new Asked(offices, programme, now);
        return new Sheet(now, period, asked.statement(NOW, period).query(Now.class).single(), done(asked, period), done(asked, period.before()),
                done(asked, period.aYearBefore()), asked.statement(OF_WEEKS, period).param("weeks", WEEKS).query(Week.class).list(),
                asked.statement(STEPS, period).query(Step.class).list(),
                offices.size() > 1 ? asked.statement(OFFICES, period).query(OfficeRow.class).list() : List.of(),
                people ? asked.statement(PEOPLE, period).query(PersonRow.class).list() : List.of(), asked.statement(HOLDERS, period).query(Holder.class).list(),
                cases(asked, period), cases(asked, period.before()), cases(asked, period.aYearBefore()), asked.statement(VISITS, period).query(Visits.class).single());
    }

    /** Of the open human tasks alone. */
    Now now(Collection<String> offices, Instant now) {
        return new Asked(offices, null, now).statement(NOW, new Period(now, now)).query(Now.class).single();
    }

    /** Of the appointments alone. */
    Visits visits(Collection<String> offices, Period period) {
        return new Asked(offices, null, period.to()).statement(VISITS, period).query(Visits.class).single();
    }

    private Done done(Asked asked, Period period) {
        return asked.statement(DONE, period).query(Done.class).single();
    }

    private Cases cases(Asked asked, Period period) {
        return asked.statement(CASES, period).query(Cases.class).single();
    }

    private final class Asked {

        private final String[] offices;
        private final String letter;
        private final OffsetDateTime now;

        Asked(Collection<String> offices, String programme, Instant now) {
            this.offices = offices.toArray(String[]::new);
            // the letter a case number begins with tells the programme
            this.letter = programme == null ? "%" : programme.equals("overseas") ? "A%" : "B%";
            this.now = now.atOffset(ZoneOffset.UTC);
        }

        JdbcClient.StatementSpec statement(String query, Period period) {
            return sql.sql(query).param("offices", offices).param("letter", letter).param("now", now).param("from", period.from().atOffset(ZoneOffset.UTC))
                    .param("to", period.to().atOffset(ZoneOffset.UTC));
        }
    }
}
