package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.ResidentWalk;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.SampleResident;
import org.madoguchi.demo.SampleWalk;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.partners.PartnerProcess;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The world around the product in a test: people, partners and the clock. Time passes only when the test lets it; then
 * everything happens that would have happened by itself.
 */
@TestComponent
public class World {

    public static final String MISSION = "TH-BKK";
    public static final String MUNICIPALITY = "131016";
    public static final String BUREAU = "ISA-TYO";
    public static final Instant BEGIN = Instant.parse("2026-06-01T01:00:00Z");

    private static final AtomicInteger PEOPLE = new AtomicInteger(1000);
    private static final int PATIENCE = 80;

    private final SampleWalk walk;
    private final ResidentWalk residents;
    private final Simulators simulators;
    private final PartnerProcess partners;
    private final Corrections corrections;
    private final Notifications notifications;
    private final ManagementService engine;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final CaseFiles cases;
    private final Worklist worklist;
    private final Staff staff;
    private final JdbcClient sql;
    private final MovableClock clock;
    private HeardLog heard;

    World(SampleWalk walk, ResidentWalk residents, Simulators simulators, PartnerProcess partners, Corrections corrections,
            Notifications notifications, ManagementService engine,
            RuntimeService runtime, TaskService tasks, CaseFiles cases, Worklist worklist, Staff staff, JdbcClient sql, MovableClock clock) {
        this.walk = walk;
        this.residents = residents;
        this.simulators = simulators;
        this.partners = partners;
        this.corrections = corrections;
        this.notifications = notifications;
        this.engine = engine;
        this.runtime = runtime;
        this.tasks = tasks;
        this.cases = cases;
        this.worklist = worklist;
        this.staff = staff;
        this.sql = sql;
        this.clock = clock;
    }

    /** Staff at the mission, the municipality, the bureau and headquarters, two in each role; the clock stands at the beginning. */
    public void begin() {
        heard = HeardLog.begin();
        clock.stopAt(BEGIN);
        simulators.jLis().pace(Duration.ofDays(9), Duration.ofDays(11));
        for (Role role : List.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR)) {
            hire(role, MISSION);
        }
        for (Role role : List.of(Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR)) {
            hire(role, MUNICIPALITY);
        }
        for (Role role : List.of(Role.ISA_CLERK, Role.ISA_EXAMINER, Role.ISA_CARD_OFFICER, Role.ISA_SUPERVISOR)) {
            hire(role, BUREAU);
        }
        hire(Role.LINKAGE_OFFICER, "HQ");
        hire(Role.PRIVACY_OFFICER, "HQ");
        hire(Role.CONTACT_CENTRE_AGENT, "HQ");
        hire(Role.ADMINISTRATOR, "HQ");
        hire(Role.PROCESS_ANALYST, "HQ");
        hire(Role.PROCESS_APPROVER, "HQ");
    }

    /** Two people in this role: shifts a and b. */
    void hire(Role role, String office) {
        for (String shift : List.of("a", "b")) {
            staff.put(new CurrentUser(role.id() + "-" + shift, CurrentUser.Kind.STAFF, "担当" + shift, "Officer " + shift,
                    Set.of(new Post(role, office))));
        }
    }

    public CurrentUser officer(Role role, String shift) {
        return staff.find(role.id() + "-" + shift).orElseThrow();
    }

    public SamplePerson somebody(SamplePlan plan) {
        return SamplePerson.of(PEOPLE.incrementAndGet(), plan, MISSION, MUNICIPALITY, "東京都千代田区", LocalDate.ofInstant(BEGIN, Tokyo.ZONE));
    }

    /** A resident of the municipality; every second invented one lives there. */
    public SampleResident resident(ResidentPlan plan) {
        return SampleResident.of(2 * PEOPLE.incrementAndGet(), plan, Tokyo.today(clock).plusDays(plan.days()));
    }

    /** As {@link #walk(SamplePerson, SamplePlan)}, for a resident. */
    public String walk(SampleResident person, ResidentPlan plan) {
        return toTheEnd(plan, residents.apply(person, plan, number -> { }), number -> residents.step(number, person, plan));
    }

    /** Lets this person apply and everybody do their part until the plan ends; returns the case number. */
    public String walk(SamplePerson person, SamplePlan plan) {
        String caseNumber = apply(person, plan);
        walkOn(caseNumber, person, plan);
        return caseNumber;
    }

    /** Everybody does their part in a case that was applied for already. */
    public void walkOn(String caseNumber, SamplePerson person, SamplePlan plan) {
        toTheEnd(plan, caseNumber, number -> walk.step(number, person, plan));
    }

    private String toTheEnd(Enum<?> plan, String caseNumber, Function<String, Optional<Duration>> step) {
        settle();
        for (int i = 0; i < PATIENCE; i++) {
            Optional<Duration> pause = step.apply(caseNumber);
            settle();
            if (pause.isEmpty()) {
                return caseNumber;
            }
            pass(pause.get());
        }
        throw new AssertionError("The case does not come to its end: " + plan + ", " + cases.get(caseNumber).state()
                + ", open " + openTasks(caseNumber));
    }

    /** Lets this person apply, and everything happen that happens by itself. */
    public String apply(SamplePerson person, SamplePlan plan) {
        String caseNumber = applyUnsettled(person, plan);
        settle();
        return caseNumber;
    }

    /** Lets this person apply; nothing has happened yet. */
    public String applyUnsettled(SamplePerson person, SamplePlan plan) {
        return walk.apply(person, plan, number -> { });
    }

    /** Time passes; timers fire at their time. */
    public void pass(Duration duration) {
        Instant end = clock.instant().plus(duration);
        clock.stopAt(end);
        settle();
    }

    /** Everything that happens by itself at this moment. */
    public void settle() {
        for (int round = 0; round < 8; round++) {
            runTimers();
            if (partners.workOnce() + simulators.advance() + corrections.sortAnonymous() == 0) {
                break;
            }
        }
        int sent;
        do {
            sent = notifications.sendDue();
        } while (sent > 0);
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

    /** Ends the processes of a case that a test moves on by hand: nothing of it may happen by itself any more. */
    public void stop(String caseNumber) {
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNumber).rootProcessInstances().list()
                .forEach(process -> runtime.deleteProcessInstance(process.getId(), "moved on by a test"));
    }

    public CaseFile file(String caseNumber) {
        return cases.get(caseNumber);
    }

    public List<String> openTasks(String caseNumber) {
        return worklist.ofCase(caseNumber).stream().filter(WorkItem::open).map(WorkItem::taskKey).toList();
    }

    public WorkItem openTask(String caseNumber) {
        return worklist.ofCase(caseNumber).stream().filter(WorkItem::open).findFirst().orElseThrow();
    }

    /** The task list and the engine agree on what is open, for whom. */
    public void taskListEqualsTheEngine() {
        List<String> engineSide = tasks.createTaskQuery().list().stream()
                .map(task -> task.getId() + " " + task.getTaskDefinitionKey() + " " + task.getAssignee()).sorted().toList();
        List<String> ourSide = sql.sql("select task_id, task_key, assignee from work_item where closed_at is null")
                .query((row, n) -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)).list().stream().sorted().toList();
        assertThat(ourSide).isEqualTo(engineSide);
    }

    /** No table of the engine, and no log, holds anything of this person. */
    public void engineKnowsNothingOf(SamplePerson person) {
        engineKnowsNothingOf(List.of(person.familyName() + " " + person.givenName(), person.familyKana() + " " + person.givenKana(),
                person.familyLatin(), person.domicile(), person.myNumber(), person.email(), person.birthDate().toString()));
    }

    void engineKnowsNothingOf(List<String> planted) {
        List<String> tables = sql.sql("select table_name from information_schema.tables where table_schema = 'engine'").query(String.class).list();
        assertThat(tables).hasSizeGreaterThan(40);
        var found = new ArrayList<String>();
        for (String table : tables) {
            for (String text : planted) {
                if (sql.sql("select count(*) from engine." + table + " t where t::text like :text").param("text", "%" + text + "%")
                        .query(Long.class).single() > 0) {
                    found.add(table + " holds " + text);
                }
            }
        }
        for (String text : planted) {
            if (sql.sql("select count(*) from engine.act_ge_bytearray where position(convert_to(:text, 'UTF8') in bytes_) > 0").param("text", text)
                    .query(Long.class).single() > 0) {
                found.add("act_ge_bytearray holds " + text);
            }
        }
        String log = heard.everything();
        planted.stream().filter(log::contains).forEach(text -> found.add("the log holds " + text));
        assertThat(found).isEmpty();
    }
}
