package org.madoguchi.partners;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.Grants;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Partners over real HTTP and real PostgreSQL, with the ground of the product and no case: calls and handlers are made up
 * by the tests.
 */
@SpringBootTest(classes = PartnersTest.Ground.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "madoguchi.partner-calls.read-timeout=2s")
@ActiveProfiles({"test", "simulators"})
@ContextConfiguration(initializers = MadoguchiTest.OwnDirectory.class)
public abstract class PartnersTest {

    protected static final Instant START = Instant.parse("2026-11-02T01:00:00Z");

    private static final AtomicInteger CASES = new AtomicInteger();

    @Autowired
    protected Simulators simulators;

    @Autowired
    protected MovableClock clock;

    @Autowired
    protected JdbcClient sql;

    @Autowired
    protected JLisClient jLis;

    @Autowired
    protected FamilyRegisterClient familyRegister;

    @Autowired
    protected PaymentClient payment;

    @Autowired
    protected CopyHoldersClient copyHolders;

    @Autowired
    protected PartnerProcess worker;

    @Autowired
    protected ScriptedCall call;

    @Autowired
    protected ScriptedHandlers handlers;

    @Autowired
    protected RuntimeService runtime;

    @Autowired
    protected ExternalTaskService externalTasks;

    @Autowired
    private RepositoryService repository;

    protected String caseNumber;

    @BeforeEach
    void a_new_case_and_partners_that_behave() {
        clock.stopAt(START);
        caseNumber = "T-" + CASES.incrementAndGet();
        simulators.start();
        simulators.behave();
        sql.sql("DELETE FROM simulator.callback").update();
        call.reset();
        handlers.reset();
        deploy("call-a-partner", true);
        deploy("call-without-a-net", false);
        externalTasks.createExternalTaskQuery().list()
                .forEach(task -> runtime.deleteProcessInstance(task.getProcessInstanceId(), "left over by another test"));
    }

    /** One call to a partner; with a net, its refusal {@code CallRefused} is caught in the model. */
    private void deploy(String id, boolean net) {
        var call = Bpmn.createExecutableProcess(id).startEvent()
                .serviceTask("Task_CallPartner").camundaExternalTask("scripted-call");
        var model = net
                ? call.userTask("Task_Answered").endEvent()
                        .moveToActivity("Task_CallPartner").boundaryEvent("Event_Refused").error("CallRefused")
                        .userTask("Task_Refused").endEvent().done()
                : call.userTask("Task_Answered").endEvent().done();
        repository.createDeployment().enableDuplicateFiltering(true).name(id).addModelInstance(id + ".bpmn", model).deploy();
    }

    protected void start(String process) {
        runtime.startProcessInstanceByKey(process, caseNumber, Map.of());
    }

    /** Where the case stands. */
    protected String step() {
        return runtime.getActiveActivityIds(runtime.createExecutionQuery().processInstanceBusinessKey(caseNumber).list().get(0)
                .getProcessInstanceId()).get(0);
    }

    /** The ground, the partners and their simulations, and nothing that knows cases. */
    @EnableAutoConfiguration
    @ComponentScan({"org.madoguchi.platform", "org.madoguchi.identity", "org.madoguchi.demo.partners"})
    @ConfigurationPropertiesScan("org.madoguchi.identity")
    @Import({Grants.class, CopyHoldersClient.class, FamilyRegisterClient.class, JLisClient.class, PaymentClient.class,
            PartnerEvents.class, PartnerEventStore.class, PartnerHttp.class, PartnerProcess.class, PartnerSettings.class})
    static class Ground {

        @Bean
        ScriptedCall scriptedCall() {
            return new ScriptedCall();
        }

        @Bean
        ScriptedHandlers scriptedHandlers() {
            return new ScriptedHandlers();
        }

        @Bean
        PartnerEventHandler produced(ScriptedHandlers handlers) {
            return handlers.handler("j-lis", "card.produced");
        }

        @Bean
        PartnerEventHandler rejected(ScriptedHandlers handlers) {
            return handlers.handler("j-lis", "card.rejected");
        }

        @Bean
        PartnerEventHandler dispatched(ScriptedHandlers handlers) {
            return handlers.handler("j-lis", "card.dispatched");
        }

        @Bean
        PartnerEventHandler suspended(ScriptedHandlers handlers) {
            return handlers.handler("j-lis", "card.suspended");
        }

        @Bean
        PartnerEventHandler changedByProducer(ScriptedHandlers handlers) {
            return handlers.handler("j-lis", "holder.changed");
        }

        @Bean
        PartnerEventHandler changedByRegister(ScriptedHandlers handlers) {
            return handlers.handler("family-register", "holder.changed");
        }

        @Bean
        PartnerEventHandler movedByProducer(ScriptedHandlers handlers) {
            return handlers.handler("j-lis", "holder.moved");
        }

        @Bean
        PartnerEventHandler movedByRegister(ScriptedHandlers handlers) {
            return handlers.handler("family-register", "holder.moved");
        }

        @Bean
        PartnerEventHandler paid(ScriptedHandlers handlers) {
            return handlers.handler("payment", "payment.paid");
        }

        @Bean
        PartnerEventHandler failed(ScriptedHandlers handlers) {
            return handlers.handler("payment", "payment.failed");
        }

        @Bean
        PartnerEventHandler completed(ScriptedHandlers handlers) {
            return handlers.handler("municipality", "task.completed");
        }

        @Bean
        PartnerEventHandler copyConfirmed(ScriptedHandlers handlers) {
            return handlers.handler("copy-holders", "copy.confirmed");
        }

        @Bean
        PartnerEventHandler errorByCopyHolders(ScriptedHandlers handlers) {
            return handlers.handler("copy-holders", "link.error-reported");
        }

        @Bean
        PartnerEventHandler errorByFamilyRegister(ScriptedHandlers handlers) {
            return handlers.handler("family-register", "link.error-reported");
        }

        @Bean
        PartnerEventHandler errorByJLis(ScriptedHandlers handlers) {
            return handlers.handler("j-lis", "link.error-reported");
        }

        @Bean
        PartnerEventHandler errorByMunicipality(ScriptedHandlers handlers) {
            return handlers.handler("municipality", "link.error-reported");
        }
    }
}
