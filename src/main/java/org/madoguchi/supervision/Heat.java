package org.madoguchi.supervision;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened at each step of a process in the cases of some offices. */
@Component
class Heat {

    /**
     * @param times how often it was begun, {@code running} how often it still lasts
     * @param medianSeconds how long it took, nights and Sundays included; null where it never ended
     * @param late how many human tasks passed their target
     * @param stuck how many machines' steps have failed and wait for somebody
     */
    record Place(String activityId, long times, long running, Double medianSeconds, long late, long stuck) {}

    /** Instances of the process that began in the time, and what belongs to cases of these offices. */
    private static final String PLACES = """
            with instance as (
                select p.id_, p.business_key_
                  from case_file f
                  join engine.act_hi_procinst p on p.business_key_ = f.number
                 where p.proc_def_key_ = :process and p.start_time_ >= :from and p.start_time_ < :to
                   and (cast(:version as int) is null or exists (select from engine.act_re_procdef d where d.id_ = p.proc_def_id_ and d.version_ = :version))
                   and (f.mission_code = any(:offices) or f.bureau_code = any(:offices) or f.municipality_code = any(:offices)))
            select a.act_id_ as activity_id, count(*) as times, count(*) filter (where a.end_time_ is null) as running,
                   percentile_cont(0.5) within group (order by a.duration_ / 1000.0) filter (where a.end_time_ is not null) as median_seconds,
                   count(*) filter (where c.breached_at is not null) as late,
                   count(i.id_) as stuck
              from instance n
              join engine.act_hi_actinst a on a.proc_inst_id_ = n.id_
              left join sla_clock c on c.task_id = a.task_id_
              left join engine.act_ru_incident i on i.execution_id_ = a.execution_id_ and i.activity_id_ = a.act_id_ and a.end_time_ is null
             group by a.act_id_
             order by a.act_id_
            """;

    private static final String INSTANCES = """
            select count(*)
              from case_file f
              join engine.act_hi_procinst p on p.business_key_ = f.number
             where p.proc_def_key_ = :process and p.start_time_ >= :from and p.start_time_ < :to
               and (cast(:version as int) is null or exists (select from engine.act_re_procdef d where d.id_ = p.proc_def_id_ and d.version_ = :version))
               and (f.mission_code = any(:offices) or f.bureau_code = any(:offices) or f.municipality_code = any(:offices))
            """;

    private final JdbcClient sql;

    Heat(JdbcClient sql) {
        this.sql = sql;
    }

    /** @param version of the process, null for all */
    List<Place> of(String process, Integer version, Collection<String> offices, Instant from, Instant to) {
        return asked(PLACES, process, version, offices, from, to).query(Place.class).list();
    }

    long instances(String process, Integer version, Collection<String> offices, Instant from, Instant to) {
        return asked(INSTANCES, process, version, offices, from, to).query(Long.class).single();
    }

    private JdbcClient.StatementSpec asked(String query, String process, Integer version, Collection<String> offices, Instant from, Instant to) {
        return sql.sql(query).param("process", process).param("version", version, java.sql.Types.INTEGER).param("offices", offices.toArray(String[]::new))
                .param("from", from.atOffset(ZoneOffset.UTC)).param("to", to.atOffset(ZoneOffset.UTC));
    }
}
