package org.madoguchi.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The figures of a made-up year: 200,000 cases of 200 offices, each with six human tasks, five holders and its own clock. */
@BenchTest
class FiguresBenchTests {

    private static final int CASES = Integer.getInteger("madoguchi.bench.cases", 200_000);
    private static final int OFFICES = 200;
    private static final int TURNS = 60;

    private static final String OFFICE_ROWS = """
            insert into office (code, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at)
            select 'BENCH-' || n, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at
              from office, generate_series(0, :offices - 1) n
             where code = 'US-LAX'
            """;

    /** Spread over a year; a case takes 20 to 80 days, so those of the last weeks are open. */
    private static final String CASE_ROWS = """
            insert into case_file (number, programme, kind, purpose, channel, state, state_since, account_id, language, municipality_code, mission_code,
                                   person_key, received_at, closed_at)
            select 'A26-' || lpad(n::text, 8, '0'), 'OVERSEAS', 'NEW', 'NEW', 'ONLINE', case when c.closed < now() then 'HANDED_OVER' else 'EXAMINING' end, c.received,
                   :account, 'ja', '131016', 'BENCH-' || n % :offices, 'bench-' || n, c.received, case when c.closed < now() then c.closed end
              from generate_series(0, :cases - 1) n
             cross join lateral (select now() - (n::bigint * 31536000 / :cases) * interval '1 second' as received) r
             cross join lateral (select r.received, r.received + (20 + abs(hashint4(n)) % 60) * interval '1 day' as closed) c
            """;

    private static final String VISITS = """
            insert into appointment (id, case_number, office_code, desk, during, persons, walk_in, state, booked_at, booked_by)
            select gen_random_uuid(), number, mission_code, 1, tstzrange(closed_at - interval '1 hour', closed_at), 1, false,
                   case when abs(hashtext(number)) % 20 = 0 then 'MISSED' else 'KEPT' end, received_at, 'bench'
              from case_file where closed_at is not null
            """;

    /** Six tasks one after the other, a tenth of them late. */
    private static final String STEPS = """
            insert into sla_clock (kind, case_number, task_id, task_key, role, holder, office_code, started_at, due_at, at_risk_at, stopped_at, outcome, breached_at)
            select 'STEP', f.number, f.number || '-' || n, (array['Task_ExamineApplication', 'Task_PassOnCard', 'Task_ConfirmCardReceipt', 'Task_VerifyIdentity',
                   'Task_PrepareHandover', 'Task_HandOverCard'])[n], 'consular-officer', 'MISSION', f.mission_code, t.began, t.due, t.due - interval '1 day',
                   case when t.ended < now() then t.ended end, case when t.ended < now() then case when t.ended > t.due then 'ENDED' else 'MET' end end,
                   case when t.due < now() and t.ended > t.due then t.due end
              from case_file f
             cross join generate_series(1, 6) n
             cross join lateral (select (coalesce(f.closed_at, f.received_at + interval '60 days') - f.received_at) / 6 as part) p
             cross join lateral (select f.received_at + (n - 1) * p.part as began, f.received_at + n * p.part as ended,
                                        f.received_at + n * p.part + case when abs(hashtext(f.number || n)) % 10 = 0 then interval '-1 day' else interval '1 day' end as due) t
             where t.began < now()
            """;

    private static final String HOLDERS = """
            insert into sla_clock (kind, case_number, holder, terms, office_code, started_at, stopped_at, outcome)
            select 'HOLDER', f.number, (array['MUNICIPALITY', 'JLIS', 'MISSION', 'APPLICANT', 'MISSION'])[n],
                   'overseas ' || (array['EXAMINING', 'IN_PRODUCTION', 'IN_TRANSIT', 'READY_FOR_COLLECTION', 'AT_THE_COUNTER'])[n], f.mission_code, t.began,
                   case when t.ended < now() then t.ended end, case when t.ended < now() then 'ENDED' end
              from case_file f
             cross join generate_series(1, 5) n
             cross join lateral (select (coalesce(f.closed_at, f.received_at + interval '60 days') - f.received_at) / 5 as part) p
             cross join lateral (select f.received_at + (n - 1) * p.part as began, f.received_at + n * p.part as ended) t
             where t.began < now()
            """;

    private static final String WHOLE = """
            insert into sla_clock (kind, case_number, terms, office_code, started_at, due_at, at_risk_at, stopped_at, outcome)
            select 'CASE', number, 'overseas', mission_code, received_at, received_at + interval '60 days', received_at + interval '45 days', closed_at,
                   case when closed_at is not null then 'MET' end
              from case_file
            """;

    private static final String ENTRIES = """
            insert into sla_entry (clock_id, at, what, due_at, at_risk_at, office_code)
            select id, started_at, 'STARTED', due_at, at_risk_at, office_code from sla_clock
             union all
            select id, breached_at, 'BREACHED', due_at, null, null from sla_clock where breached_at is not null
             union all
            select id, stopped_at, outcome, null, null, null from sla_clock where stopped_at is not null
            """;

    /** Done in time and not, in the last 52 weeks, from the entries alone. */
    private static final String RECOUNT = """
            select count(*) filter (where e.what in ('MET', 'ENDED')) || ' ' || count(*) filter (where e.what = 'MET')
              from sla_entry e
              join sla_clock c on c.id = e.clock_id and c.kind = 'STEP'
             where e.at >= now() - interval '364 days'
            """;

    private static final String COUNT = """
            select count(*) filter (where outcome in ('MET', 'ENDED')) || ' ' || count(*) filter (where outcome = 'MET')
              from sla_clock where kind = 'STEP' and stopped_at >= now() - interval '364 days'
            """;

    @Autowired
    JdbcClient sql;

    @Autowired
    MockMvcTester pages;

    @Autowired
    Staff staff;

    @Autowired
    Offices offices;

    @Autowired
    ApplicantAccounts accounts;

    @Test
    void figures() throws Exception {
        fill();
        assertThat(sql.sql(RECOUNT).query(String.class).single()).isEqualTo(sql.sql(COUNT).query(String.class).single());
        System.out.printf("%n%d cases, %d clocks, %d entries%n| What | Median | 95th percentile |%n|---|---|---|%n", CASES,
                sql.sql("select count(*) from sla_clock").query(Long.class).single(), sql.sql("select count(*) from sla_entry").query(Long.class).single());
        for (int weeks : new int[] {4, 52}) {
            time("one office, %d weeks".formatted(weeks), "/supervision/figures?weeks=" + weeks, Role.CONSULAR_SUPERVISOR, true);
        }
        time("the model with its heat, one office, 52 weeks", "/supervision/heat?weeks=52", Role.CONSULAR_SUPERVISOR, true);
        CurrentUser manager = person(Role.PROGRAMME_MANAGER, "HQ");
        long begun = System.nanoTime();
        pages.get().uri("/supervision/figures?weeks=52").with(user(manager)).exchange();
        System.out.printf("| all offices, 52 weeks, the first time | %.0f | |%n", (System.nanoTime() - begun) / 1e6);
        time("all offices, 52 weeks, afterwards", "/supervision/figures?weeks=52", Role.PROGRAMME_MANAGER, false);
    }

    private void time(String name, String path, Role role, boolean ofOffice) throws Exception {
        for (int turn = 0; turn < 10; turn++) {
            once(path, person(role, ofOffice ? "BENCH-" + turn : "HQ"));
        }
        var timings = new Timings(name);
        for (int turn = 0; turn < TURNS; turn++) {
            CurrentUser person = person(role, ofOffice ? "BENCH-" + turn * 7 % OFFICES : "HQ");
            timings.time(() -> once(path, person));
        }
        System.out.println(timings);
    }

    private void once(String path, CurrentUser person) {
        assertThat(pages.get().uri(path).with(user(person))).hasStatusOk();
    }

    private CurrentUser person(Role role, String office) {
        return new CurrentUser("bench-" + office, CurrentUser.Kind.STAFF, "測定", "Bench", Set.of(new Post(role, office)));
    }

    private void fill() {
        sql.sql(OFFICE_ROWS).param("offices", OFFICES).update();
        sql.sql(CASE_ROWS).param("account", accounts.findOrCreate("bench@madoguchi.example", "ja")).param("cases", CASES).param("offices", OFFICES).update();
        sql.sql("alter table appointment drop constraint appointment_one_visitor_per_desk").update();
        for (String rows : new String[] {VISITS, STEPS, HOLDERS, WHOLE, ENTRIES}) {
            sql.sql(rows).update();
        }
        sql.sql("vacuum analyze").update();
        // Offices are read once; these are new.
        ReflectionTestUtils.setField(offices, "byCode", null);
    }
}
