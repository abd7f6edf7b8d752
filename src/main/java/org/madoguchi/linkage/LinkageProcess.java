package org.madoguchi.linkage;

import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Deadlines;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What {@code register-match} calls, and the models that call it. Method names are a contract with cases in flight. */
@Component
public class LinkageProcess {

    private static final String MATCH = "match";

    private final Linkage linkage;
    private final Corrections corrections;
    private final CaseFiles cases;
    private final Deadlines deadlines;
    private final Clock clock;

    LinkageProcess(Linkage linkage, Corrections corrections, CaseFiles cases, Deadlines deadlines, Clock clock) {
        this.linkage = linkage;
        this.corrections = corrections;
        this.cases = cases;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** A card that is made again needs no second match, unless somebody has frozen the link. */
    public void recallMatch(DelegateExecution execution) {
        execution.setVariable(MATCH, linkage.linked(execution.getProcessBusinessKey()) ? "LINKED" : "NONE");
    }

    /** The record that a correction found needs no second look-up; its holder looks at it next. */
    public void recallCorrection(DelegateExecution execution) {
        execution.setVariable(MATCH, corrections.foundRecord(execution.getProcessBusinessKey()) ? "CORRECTED" : "NONE");
    }

    /** The link was wrong: what was made on it is undone by the steps that follow, and the case is matched again. */
    public void returnToMatch(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        cases.returnToMatch(number, "LINK_WAS_WRONG");
        cases.tellApplicant(number, "matched-again", execution.getId());
        execution.setVariable("matchOutcome", "UNDONE");
    }

    /** The holder has another name: what was made under the old one is undone alike, and the register, if any, is matched again. */
    public void giveUpLink(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        CaseFile file = cases.get(number);
        linkage.giveUp(number);
        if (file.overseas() || file.residence().merged()) {
            cases.returnToMatch(number, "NAME_CHANGED");
        } else {
            cases.record(number, Event.of("BEGUN_AGAIN", CurrentUser.SYSTEM).because("NAME_CHANGED"));
        }
        execution.setVariable("matchOutcome", "UNDONE");
    }

    public void compare(DelegateExecution execution) {
        execution.setVariable(MATCH, linkage.compare(execution.getProcessBusinessKey()));
    }

    public void freeze(DelegateExecution execution) {
        boolean denied = "DENIED".equals(execution.getVariable("holderAnswer"));
        linkage.freeze(execution.getProcessBusinessKey(), denied ? "HOLDER_DENIED" : "RECORDS_CONFLICT");
    }

    /** Asks the holder to look at the record before anything is printed; what is shown stands on the follow page. */
    public void askHolder(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        if (linkage.linkedRecord(number).isEmpty()) {
            linkage.firstReviewersEntry(number).ifPresent(entry -> linkage.propose(number, entry));
        }
        cases.become(number, CaseState.WAITING_FOR_APPLICANT, Event.of("HOLDER_ASKED_TO_CONFIRM", CurrentUser.SYSTEM));
        cases.tellApplicant(number, cases.get(number).overseas() ? "confirm-record" : "confirm-resident-record", execution.getId());
    }

    public Date holderReminderAt(DelegateExecution execution) {
        return Date.from(Tokyo.endOfDayIn(deadlines.holderReminder(), clock));
    }

    public Date holderDeadline(DelegateExecution execution) {
        return Date.from(Tokyo.endOfDayIn(deadlines.holderLapse(), clock));
    }

    public void remindHolder(DelegateExecution execution) {
        cases.tellApplicant(execution.getProcessBusinessKey(), "confirm-record-reminder", execution.getId());
    }

    public void link(DelegateExecution execution) {
        linkage.link(execution.getProcessBusinessKey());
        execution.setVariable(MATCH, "LINKED");
    }

    public void leaveUnlinked(DelegateExecution execution) {
        cases.record(execution.getProcessBusinessKey(), Event.of("RECORD_NOT_LINKED", CurrentUser.SYSTEM).because("NO_RECORD_FOUND"));
        execution.setVariable(MATCH, "NOT_LINKED");
    }

    public void lapse(DelegateExecution execution) {
        execution.setVariable(MATCH, "LAPSED");
    }
}
