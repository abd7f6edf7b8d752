package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.linkage.Correction;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.CopyHolder;
import org.madoguchi.linkage.CorrectionFigures;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.notifications.Notifications.Notice;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.HolderActions;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A world in which links are corrected: two linkage officers and a privacy officer stand ready. */
@MadoguchiTest
@Import({World.class, ResidenceWorld.class})
abstract class CorrectionTest {

    static final String WORDS = "本籍が私のものではありません。";

    @Autowired
    World world;

    @Autowired
    Corrections corrections;

    @Autowired
    CorrectionFigures figures;

    @Autowired
    LinkedRecords links;

    @Autowired
    CaseFiles cases;

    @Autowired
    CaseFlow flow;

    @Autowired
    Worklist worklist;

    @Autowired
    Notifications notifications;

    @Autowired
    HolderActions holders;

    @Autowired
    Simulators simulators;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient sql;

    @Autowired
    JsonMapper json;

    @Autowired
    MovableClock clock;

    final CurrentUser[] linkage = new CurrentUser[2];
    CurrentUser privacy;

    @BeforeEach
    void people_stand_ready() {
        world.begin();
        simulators.behave();
        linkage[0] = world.officer(Role.LINKAGE_OFFICER, "a");
        linkage[1] = world.officer(Role.LINKAGE_OFFICER, "b");
        privacy = world.officer(Role.PRIVACY_OFFICER, "a");
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    void decide(String number, String proposal) {
        untilProposal(number);
        if (proposal.equals("RIGHT_RECORD")) {
            does(number, linkage[0], Map.of("proposal", "LOOK_UP", "reason", "もう一度"));
            String entry = sql.sql("""
                    select entry_id from register_candidate c join register_look_up l on l.id = c.look_up_id
                     where l.case_number = :case and entry_id not in (select entry_id from record_link where case_number = :case) limit 1
                    """).param("case", number).query(String.class).single();
            does(number, linkage[0], Map.of("proposal", proposal, "entryId", entry, "reason", "理由"));
        } else {
            does(number, linkage[0], Map.of("proposal", proposal, "reason", "理由"));
        }
        does(number, linkage[1], Map.of("confirmation", "CONFIRMED"));
    }

    void untilProposal(String number) {
        does(number, linkage[0], Map.of("complete", true));
        world.pass(Duration.ofDays(3));
        confirmOwnPapers(number);
    }

    void confirmOwnPapers(String number) {
        copies(number).stream().filter(copy -> copy.holder() == CopyHolder.OWN_CASE)
                .forEach(copy -> corrections.confirmCopy(number, copy.id(), "案件の書類", linkage[0]));
    }

    void does(String number, CurrentUser person, Map<String, Object> form) {
        WorkItem task = worklist.ofCase(number).stream().filter(item -> item.open() && item.role().equals(person.posts().iterator().next().role().id()))
                .findFirst().orElseThrow();
        worklist.complete(task.taskId(), json.valueToTree(form), person);
        world.settle();
    }

    /** Somebody who may do this open task does it. */
    void doesFirst(String number, String taskKey, Map<String, Object> form) {
        WorkItem task = worklist.ofCase(number).stream().filter(item -> item.open() && item.taskKey().equals(taskKey)).findFirst().orElseThrow();
        CurrentUser officer = worklist.candidates(task).stream().filter(one -> worklist.barred(task, one).isEmpty()).findFirst().orElseThrow();
        worklist.complete(task.taskId(), json.valueToTree(form), officer);
        world.settle();
    }

    /** The holder knows the record that was found as theirs. */
    void confirmsTheRecord(String number) {
        holders.confirmRecord(number, true, holder(number));
        world.settle();
    }

    static AbstractThrowableAssert<?, ? extends Throwable> refused(String code, ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(Refusal.class).hasMessageContaining(code);
    }

    Correction correction(String number) {
        return corrections.latest(number).orElseThrow();
    }

    List<Copy> copies(String number) {
        return corrections.copies(correction(number));
    }

    CurrentUser holder(String number) {
        return CurrentUser.applicant(cases.get(number).accountId().toString());
    }

    List<String> told(String number) {
        return notifications.ofCase(number).stream().map(Notice::template).toList();
    }

    List<String> events(String number) {
        return cases.timeline(number).stream().map(CaseFiles.TimelineEntry::event).toList();
    }

    boolean cardIsInForce(String number) {
        return Optional.ofNullable(sql.sql("select count(*) from card_in_force where case_number = :case and ended_at is null")
                .param("case", number).query(Long.class).single()).orElse(0L) == 1;
    }
}
