package org.madoguchi.appointments;

import static org.madoguchi.casefile.CaseState.CHECKING_ELIGIBILITY;
import static org.madoguchi.casefile.CaseState.EXAMINING;
import static org.madoguchi.casefile.CaseState.IN_PRODUCTION;
import static org.madoguchi.casefile.CaseState.IN_TRANSIT;
import static org.madoguchi.casefile.CaseState.MATCHING_REGISTER;

import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.NewCase;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.MovableClock;
import org.springframework.context.ApplicationContext;

/** Cases whose card has arrived at a mission, told by situation; timers run when {@link #runDueTimers} says so. */
public class AWaitingCard {

    private final CaseFiles cases;
    private final CaseFlow flow;
    private final ApplicantAccounts accounts;
    private final ManagementService management;
    private final RuntimeService runtime;
    private final MovableClock clock;

    public AWaitingCard(ApplicationContext product) {
        this.cases = product.getBean(CaseFiles.class);
        this.flow = product.getBean(CaseFlow.class);
        this.accounts = product.getBean(ApplicantAccounts.class);
        this.management = product.getBean(ManagementService.class);
        this.runtime = product.getBean(RuntimeService.class);
        this.clock = product.getBean(MovableClock.class);
    }

    /** An adult's new card, the holder invited and the process waiting for a booking. */
    public String at(String mission) {
        return of("ADULT", LocalDate.of(1980, 4, 1), "NEW", mission, null);
    }

    public String of(String holderGroup, LocalDate born, String kind, String mission, byte[] photo) {
        String number = inTransit(holderGroup, born, kind, mission, photo);
        flow.start("visit-booking", number, Map.of());
        runDueTimers(number);
        return number;
    }

    public String inTransit(String holderGroup, LocalDate born, String kind, String mission, byte[] photo) {
        String one = UUID.randomUUID().toString().substring(0, 8);
        // Not the bare eight characters: now and then all are digits and the address reads like a code to sign in.
        UUID account = accounts.findOrCreate("holder" + one + "@example.org", "en");
        var applicant = new Applicant("外務", "花子" + one, "ガイム", "ハナコ", "Gaimu", "Hanako", born, "FEMALE", "東京都千代田区", null, null,
                true, holderGroup, holderGroup.equals("ADULT") ? null : "外務 太郎", holderGroup.equals("ADULT") ? null : "PARENT", null,
                Map.of());
        String number = cases.receive(NewCase.overseas("NEW", kind, "ONLINE", account, "en", "131016", mission, null,
                applicant, photo), CurrentUser.SYSTEM);
        for (CaseState state : List.of(CHECKING_ELIGIBILITY, MATCHING_REGISTER, EXAMINING, IN_PRODUCTION, IN_TRANSIT)) {
            cases.become(number, state, Event.internal("TEST", CurrentUser.SYSTEM));
        }
        cases.cardNowAt(number, mission);
        return number;
    }

    /** Runs what is due for this case, and what that makes due, at the stopped clock. */
    public void runDueTimers(String caseNumber) {
        for (List<Job> due = due(caseNumber); !due.isEmpty(); due = due(caseNumber)) {
            management.executeJob(due.get(0).getId());
        }
    }

    private List<Job> due(String caseNumber) {
        Date now = Date.from(clock.instant());
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNumber).list().stream()
                .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).withRetriesLeft().list().stream())
                .filter(job -> job.getDuedate() == null || !job.getDuedate().after(now)).toList();
    }
}
