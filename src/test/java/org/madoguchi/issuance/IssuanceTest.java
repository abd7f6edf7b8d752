package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.casefile.NewCase;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.OrderedCard;
import org.madoguchi.partners.PartnerCall;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnerEventHandler;
import org.madoguchi.partners.PartnerRefused;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Cases on the real engine and database; what partners answer is said by the test. */
@MadoguchiTest
@Import(IssuanceTest.Links.class)
public abstract class IssuanceTest {

    /** Cases are linked without having been matched. */
    @TestConfiguration
    static class Links {

        static final Map<String, LinkedRecords.LinkedRecord> LINKED = new ConcurrentHashMap<>();

        @Bean
        @Primary
        LinkedRecords linkedByTheTest() {
            return caseNumber -> Optional.ofNullable(LINKED.get(caseNumber));
        }
    }

    protected static final String MISSION = "GB-LON";
    protected static final String OTHER_MISSION = "FR-PAR";
    /** Gets its cards through the municipality, returns those it does not hand over, has no terminal. */
    protected static final String FAR_MISSION = "NP-KTM";
    protected static final String MUNICIPALITY = "131032";

    protected static final Instant NOON_IN_TOKYO = Instant.parse("2026-11-22T03:00:00Z");

    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired protected CaseFiles cases;
    @Autowired protected CaseFlow flow;
    @Autowired protected CardsInForce cardsInForce;
    @Autowired protected ApplicantAccounts accounts;
    @Autowired protected Notifications notifications;
    @Autowired protected Staff staff;
    @Autowired protected Worklist worklist;
    @Autowired protected MovableClock clock;
    @Autowired protected JdbcClient sql;
    @Autowired protected RuntimeService runtime;
    @Autowired protected TaskService tasks;
    @Autowired protected ManagementService management;
    @Autowired protected ExternalTaskService externalTasks;
    @Autowired protected TransactionTemplate transaction;
    @Autowired protected Issuance issuance;
    @Autowired Custody custody;
    @Autowired CardStore cards;
    @Autowired FeeStore fees;
    @Autowired OrderCall orderCall;
    @Autowired CancelCall cancelCall;
    @Autowired ActivationCall activationCall;
    @Autowired PaymentCall paymentCall;
    @Autowired RefundCall refundCall;
    @Autowired private List<PartnerEventHandler> handlers;
    @Autowired private JsonMapper json;

    @BeforeEach
    void the_clock_stands_at_noon_and_people_are_at_work() {
        clock.stopAt(NOON_IN_TOKYO);
        for (String mission : List.of(MISSION, OTHER_MISSION, FAR_MISSION)) {
            staff.put(person("clerk-" + mission, Role.CONSULAR_CLERK, mission));
            staff.put(person("officer-" + mission, Role.CONSULAR_OFFICER, mission));
        }
        staff.put(person("municipal-officer", Role.MUNICIPAL_OFFICER, MUNICIPALITY));
        staff.put(new CurrentUser("municipal-supervisor", CurrentUser.Kind.STAFF, "上司", "Supervisor",
                Set.of(new Post(Role.MUNICIPAL_SUPERVISOR, MUNICIPALITY), new Post(Role.MUNICIPAL_OFFICER, MUNICIPALITY))));
    }

    private static CurrentUser person(String id, Role role, String office) {
        return new CurrentUser(id, CurrentUser.Kind.STAFF, id, id, Set.of(new Post(role, office)));
    }

    // Cases

    /** A case as it stands when the register has been matched, with what makes it different from others. */
    public final class CaseBuilder {

        private String kind = "NEW";
        private String purpose = "NEW";
        private String mission = MISSION;
        private LocalDate bornOn = LocalDate.of(1990, 5, 1);
        private LocalDate departedOn = LocalDate.of(2025, 4, 1);
        private Map<String, Object> answers = Map.of("japaneseNational", true, "card", Map.of("held", false));
        private java.util.UUID renews;
        private java.util.UUID account;

        public CaseBuilder kind(String kind, String purpose) {
            this.kind = kind;
            this.purpose = purpose;
            return this;
        }

        public CaseBuilder at(String mission) {
            this.mission = mission;
            return this;
        }

        public CaseBuilder bornOn(LocalDate day) {
            this.bornOn = day;
            return this;
        }

        public CaseBuilder answering(Map<String, Object> answers) {
            this.answers = answers;
            return this;
        }

        public CaseBuilder renewing(CardsInForce.CardInForce card) {
            this.renews = card.id();
            this.account = card.accountId();
            return this;
        }

        public String create(CaseState... states) {
            int n = COUNT.incrementAndGet();
            java.util.UUID holder = account != null ? account : accounts.findOrCreate("holder" + n + "@example.org", "en");
            Applicant applicant = new Applicant("試験", "太郎" + n, "シケン", "タロウ", "SHIKEN", "TARO", bornOn, "MALE", "東京都港区芝公園一丁目" + n,
                    departedOn, null, true, "ADULT", null, null, null, answers);
            String number = cases.receive(NewCase.overseas(purpose, kind, "ONLINE", holder, "en", MUNICIPALITY, mission, renews,
                    applicant, new byte[] {1, 2, 3}), CurrentUser.SYSTEM);
            Links.LINKED.put(number, new LinkedRecords.LinkedRecord("ENTRY-" + n, "試驗", "太郎" + n, bornOn, "MALE", "東京都港区芝公園一丁目" + n,
                    departedOn, List.of(new LinkedRecords.Compared("name", "VARIANT"))));
            for (CaseState state : states) {
                cases.become(number, state, Event.of("MOVED_BY_THE_TEST", CurrentUser.SYSTEM));
            }
            return number;
        }

        /** Under examination. */
        public String examined() {
            return create(CaseState.CHECKING_ELIGIBILITY, CaseState.MATCHING_REGISTER, CaseState.EXAMINING);
        }

        /** Its card is ordered, and card-production waits for the producer. */
        public String ordered() {
            String number = examined();
            flow.start("card-production", number, Map.of());
            order(number);
            return number;
        }

        /** Its card has arrived at its mission. */
        public String arrived() {
            String number = ordered();
            produced(number);
            dispatched(number);
            complete(number, "Task_ConfirmCardReceipt", "clerk-" + mission,
                    new ConfirmCardReceiptForm.Form(ConfirmCardReceiptForm.Receipt.RECEIVED, "SEAL-1", null));
            return number;
        }

        /** Its holder stands at the counter, verified. */
        public String atTheCounter() {
            String number = arrived();
            for (CaseState state : List.of(CaseState.READY_FOR_COLLECTION, CaseState.VISIT_BOOKED, CaseState.AT_THE_COUNTER)) {
                cases.become(number, state, Event.of("MOVED_BY_THE_TEST", CurrentUser.SYSTEM));
            }
            flow.start("card-handover", number, Map.of());
            return number;
        }
    }

    protected CaseBuilder aCase() {
        return new CaseBuilder();
    }

    // The engine

    protected void startSpineAt(String caseNumber, String activity) {
        runtime.createProcessInstanceByKey("overseas-card-application").businessKey(caseNumber).setVariable("matchOutcome", "LINKED")
                .startBeforeActivity(activity).execute();
    }

    protected WorkItem openTask(String caseNumber, String taskKey) {
        List<WorkItem> open = worklist.ofCase(caseNumber).stream().filter(item -> item.open() && item.taskKey().equals(taskKey)).toList();
        assertThat(open).as("open tasks " + taskKey).hasSize(1);
        return open.get(0);
    }

    protected List<String> openTasks(String caseNumber) {
        return worklist.ofCase(caseNumber).stream().filter(WorkItem::open).map(WorkItem::taskKey).toList();
    }

    protected void complete(String caseNumber, String taskKey, String person, Object form) {
        worklist.complete(openTask(caseNumber, taskKey).taskId(), form, staff.find(person).orElseThrow());
    }

    /** Works the one external task of this case as the partner worker would, with this answer. */
    <Q, A> Q work(String caseNumber, PartnerCall<Q, A> call, A answer) {
        Q request = transaction.execute(status -> call.prepare(caseNumber));
        LockedExternalTask task = lock(caseNumber, call.topic());
        transaction.executeWithoutResult(status ->
                externalTasks.complete(task.getId(), "test", call.record(caseNumber, request, answer)));
        return request;
    }

    <Q, A> void refuse(String caseNumber, PartnerCall<Q, A> call, PartnerRefused refusal) {
        Q request = transaction.execute(status -> call.prepare(caseNumber));
        LockedExternalTask task = lock(caseNumber, call.topic());
        transaction.executeWithoutResult(status -> {
            call.refused(caseNumber, request, refusal);
            externalTasks.handleBpmnError(task.getId(), "test", refusal.code(), refusal.reason());
        });
    }

    private LockedExternalTask lock(String caseNumber, String topic) {
        List<LockedExternalTask> locked = externalTasks.fetchAndLock(10, "test").topic(topic, 1000).businessKey(caseNumber).execute();
        assertThat(locked).as("external tasks of " + topic).hasSize(1);
        return locked.get(0);
    }

    /** Runs the timers of a case that are due by the test's clock. */
    protected void runDueTimers(String businessKey) {
        for (Job job : management.createJobQuery().timers().duedateLowerThan(java.util.Date.from(clock.instant().plusMillis(1))).list()) {
            if (businessKey.equals(keyOf(job))) {
                management.executeJob(job.getId());
            }
        }
    }

    protected void runAsyncJobs(String businessKey) {
        for (Job job : management.createJobQuery().messages().list()) {
            if (businessKey.equals(keyOf(job))) {
                management.executeJob(job.getId());
            }
        }
    }

    private String keyOf(Job job) {
        var instance = runtime.createProcessInstanceQuery().processInstanceId(job.getProcessInstanceId()).singleResult();
        return instance == null ? null : instance.getBusinessKey();
    }

    // The partners

    /** Delivers an event as a partner does, in the transaction that would remember it. */
    protected void report(String partner, String type, String caseNumber, Map<String, Object> data) {
        PartnerEventHandler handler = handlers.stream().filter(one -> one.partner().equals(partner) && one.type().equals(type))
                .findFirst().orElseThrow();
        transaction.executeWithoutResult(status -> handler.handle(new PartnerEvent(partner, "event-" + COUNT.incrementAndGet(), type,
                caseNumber, clock.instant(), json.valueToTree(data))));
    }

    String orderNumber(String caseNumber) {
        return custody.find(caseNumber).orElseThrow().orderNumber();
    }

    OrderCall.Request order(String caseNumber) {
        return work(caseNumber, orderCall, new OrderedCard("JL-" + caseNumber + "-" + COUNT.incrementAndGet(), clock.instant()));
    }

    protected void produced(String caseNumber) {
        Card card = custody.find(caseNumber).orElseThrow();
        report(JLisClient.PARTNER, "card.produced", caseNumber, Map.of("orderNumber", card.orderNumber(),
                "cardNumber", "MNC-" + card.id(), "validUntil", card.validUntil().toString(),
                "certificatesValidUntil", Tokyo.today(clock).plusYears(5).toString()));
    }

    protected void dispatched(String caseNumber) {
        Card card = custody.find(caseNumber).orElseThrow();
        report(JLisClient.PARTNER, "card.dispatched", caseNumber, Map.of("orderNumber", card.orderNumber(),
                "cardNumber", "MNC-" + card.id(), "route", card.route().name(), "sentTo", card.destination(), "trackingNumber", "POUCH-7"));
    }

    protected void rejected(String caseNumber, String reason) {
        report(JLisClient.PARTNER, "card.rejected", caseNumber, Map.of("orderNumber", orderNumber(caseNumber), "reason", reason));
    }

    protected Card.State state(String caseNumber) {
        return custody.find(caseNumber).orElseThrow().state();
    }

    protected List<String> notices(String caseNumber) {
        return notifications.ofCase(caseNumber).stream().map(Notifications.Notice::template).toList();
    }
}
