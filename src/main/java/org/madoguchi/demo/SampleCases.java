package org.madoguchi.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.partners.PartnerProcess;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Walks about 400 invented people, a quarter of them residents of Japan, through the real verbs, in the order in which things happened: the clock is stopped and
 * moved from one event to the next, up to now. Timers that fall due on the way fire. A second start takes up where the
 * first stopped.
 */
@Component
@Profile("demo")
@Order(20)
class SampleCases implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(SampleCases.class);

    /** Where the applicants live: the mission of the demo staff first, and most. */
    private static final List<String> MISSIONS = List.of(DemoStaff.MISSION, "TH-BKK", "US-NYC", "SG-SIN", "GB-LON", "DE-MUC", "FR-PAR",
            "AU-SYD", "KR-SEL", "CN-SHA", "BR-SAO", "CA-YVR", "EG-CAI", "AE-DXB", "PH-MNL", "VN-SGN", "NZ-AKL", "FI-HEL");
    private static final List<String> MUNICIPALITIES = List.of(DemoStaff.MUNICIPALITY, "131121", "271403", "011011", "141011", "261009",
            "401307", "231002", "472018", "341002");

    private record Next(int seq, String plan, Instant at, String caseNumber) {

        boolean resident() {
            return seq >= FIRST_RESIDENT;
        }
    }

    /** Numbers from here on are residents'. */
    private static final int FIRST_RESIDENT = 10_000;
    /** One in so many is a resident. */
    private static final int RESIDENTS = 4;

    private final SampleWalk walk;
    private final ResidentWalk residents;
    private final Simulators simulators;
    private final PartnerProcess partners;
    private final Notifications notifications;
    private final ManagementService engine;
    private final Offices offices;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final MovableClock clock;
    private final WalkGate gate;
    private final Duration producedAfter;
    private final Duration dispatchedAfter;
    private final int wanted;

    SampleCases(SampleWalk walk, ResidentWalk residents, Simulators simulators, PartnerProcess partners, Notifications notifications, ManagementService engine,
            Offices offices, JdbcClient sql, TransactionTemplate transaction, MovableClock clock, WalkGate gate,
            @Value("${madoguchi.demo.simulators.produced-after:20s}") Duration producedAfter,
            @Value("${madoguchi.demo.simulators.dispatched-after:40s}") Duration dispatchedAfter,
            @Value("${madoguchi.demo.sample-cases:400}") int wanted) {
        this.walk = walk;
        this.residents = residents;
        this.simulators = simulators;
        this.partners = partners;
        this.notifications = notifications;
        this.engine = engine;
        this.offices = offices;
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
        this.gate = gate;
        this.producedAfter = producedAfter;
        this.dispatchedAfter = dispatchedAfter;
        this.wanted = wanted;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        Instant now = clock.machineTime();
        LocalDate today = LocalDate.ofInstant(now, Tokyo.ZONE);
        transaction.executeWithoutResult(status -> plan(now));
        PriorityQueue<Next> queue = unfinished();
        if (queue.isEmpty()) {
            gate.open();
            return;
        }
        int total = queue.size();
        simulators.jLis().pace(Duration.ofDays(9), Duration.ofDays(11));
        log.info("Walking {} sample cases through the procedure; this takes a minute or two, once", total);
        try {
            while (!queue.isEmpty()) {
                Next next = queue.poll();
                clock.stopAt(next.at());
                runTimers();
                Optional<Next> after = step(next, now, today);
                after.ifPresent(queue::add);
                gate.progress(total - queue.size(), total);
            }
            clock.stopAt(now);
            runTimers();
            while (notifications.sendDue() > 0) {
                // Mails of the walk, in batches.
            }
        } finally {
            simulators.jLis().pace(producedAfter, dispatchedAfter);
            clock.run();
            gate.open();
        }
    }

    /** Puts down who will be walked, once. */
    private void plan(Instant now) {
        if (sql.sql("select count(*) from sample_case").query(Long.class).single() > 0) {
            return;
        }
        var random = new Random(42);
        int stay = wanted / RESIDENTS;
        int abroad = wanted - stay;
        int seq = 0;
        for (SamplePlan plan : SamplePlan.values()) {
            for (int i = 0; i < times(plan.times, abroad, SamplePlan.total()) && seq < abroad; i++) {
                plan(seq++, plan.name(), plan.days, now, random);
            }
        }
        seq = 0;
        for (ResidentPlan plan : ResidentPlan.values()) {
            for (int i = 0; i < times(plan.times, stay, ResidentPlan.total()) && seq < stay; i++) {
                plan(FIRST_RESIDENT + seq++, plan.name(), plan.days(), now, random);
            }
        }
    }

    private static int times(int times, int wanted, int total) {
        return Math.max(1, Math.round(times * (float) wanted / total));
    }

    private void plan(int seq, String plan, int days, Instant now, Random random) {
        Instant begin = now.minus(Duration.ofDays(days)).minus(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));
        sql.sql("insert into sample_case (seq, plan, next_at) values (:seq, :plan, :at)").param("seq", seq).param("plan", plan)
                .param("at", begin.atOffset(ZoneOffset.UTC)).update();
    }

    private PriorityQueue<Next> unfinished() {
        var queue = new PriorityQueue<Next>(Comparator.comparing(Next::at).thenComparing(Next::seq));
        sql.sql("select seq, plan, next_at, case_number from sample_case where not finished").query((row, n) -> new Next(row.getInt("seq"),
                row.getString("plan"), row.getTimestamp("next_at").toInstant(), row.getString("case_number"))).list()
                .forEach(queue::add);
        return queue;
    }

    private Optional<Next> step(Next next, Instant now, LocalDate today) {
        String caseNumber = next.caseNumber();
        Optional<Duration> pause;
        if (caseNumber == null) {
            caseNumber = apply(next, today);
            pause = Optional.of(Duration.ofHours(2));
        } else {
            pause = walk(next, today);
        }
        settle();
        Instant at = pause.map(next.at()::plus).orElse(null);
        boolean finished = at == null || at.isAfter(now);
        remember(next.seq(), caseNumber, at == null ? next.at() : at, finished);
        return finished ? Optional.empty() : Optional.of(new Next(next.seq(), next.plan(), at, caseNumber));
    }

    private String apply(Next next, LocalDate today) {
        Consumer<String> remember = number -> remember(next.seq(), number, next.at(), false);
        return next.resident() ? residents.apply(resident(next, today), ResidentPlan.valueOf(next.plan()), remember)
                : walk.apply(person(next, today), SamplePlan.valueOf(next.plan()), remember);
    }

    private Optional<Duration> walk(Next next, LocalDate today) {
        return next.resident() ? residents.step(next.caseNumber(), resident(next, today), ResidentPlan.valueOf(next.plan()))
                : walk.step(next.caseNumber(), person(next, today), SamplePlan.valueOf(next.plan()));
    }

    private static SampleResident resident(Next next, LocalDate today) {
        return SampleResident.of(next.seq() - FIRST_RESIDENT, ResidentPlan.valueOf(next.plan()), today);
    }

    private SamplePerson person(Next next, LocalDate today) {
        String mission = MISSIONS.get(next.seq() % 3 == 0 ? 0 : next.seq() % MISSIONS.size());
        String municipality = MUNICIPALITIES.get(next.seq() % 2 == 0 ? 0 : next.seq() % MUNICIPALITIES.size());
        Office office = offices.get(municipality);
        return SamplePerson.of(next.seq(), SamplePlan.valueOf(next.plan()), mission, municipality, office.nameJa(), today);
    }

    private void remember(int seq, String caseNumber, Instant at, boolean finished) {
        sql.sql("update sample_case set case_number = :case, next_at = :at, finished = :finished where seq = :seq")
                .param("case", caseNumber).param("at", at.atOffset(ZoneOffset.UTC)).param("finished", finished).param("seq", seq).update();
    }

    /** Everything that happens by itself at this moment. */
    private void settle() {
        for (int round = 0; round < 5; round++) {
            runTimers();
            if (partners.workOnce() + simulators.advance() == 0) {
                return;
            }
        }
    }

    /** One after the other, as they fell due: a timer that fires may take others away. */
    private void runTimers() {
        List<Job> due = nextDue();
        while (!due.isEmpty()) {
            engine.executeJob(due.get(0).getId());
            due = nextDue();
        }
    }

    private List<Job> nextDue() {
        return engine.createJobQuery().executable().orderByJobDuedate().asc().listPage(0, 1);
    }
}
