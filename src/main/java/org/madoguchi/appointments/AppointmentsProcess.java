package org.madoguchi.appointments;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What models call of appointments. Method names are a contract with cases in flight. */
@Component
public class AppointmentsProcess {

    private static final String BOOKING = "booking";
    private static final String ON_HOLD = "onHold";

    private final Appointments appointments;
    private final Collecting collecting;

    AppointmentsProcess(Appointments appointments, Collecting collecting) {
        this.appointments = appointments;
        this.collecting = collecting;
    }

    public void invite(DelegateExecution execution) {
        collecting.invite(execution.getProcessBusinessKey());
    }

    /** The card has arrived at another collection place. */
    public void inviteAgain(DelegateExecution execution) {
        collecting.inviteAgain(execution.getProcessBusinessKey());
    }

    public Date secondNoticeAt(DelegateExecution execution) {
        return Date.from(collecting.secondNoticeAt(execution.getProcessBusinessKey()));
    }

    public void sendSecondNotice(DelegateExecution execution) {
        collecting.sendSecondNotice(execution.getProcessBusinessKey());
    }

    public Date collectionDeadline(DelegateExecution execution) {
        return Date.from(collecting.collectionDeadline(execution.getProcessBusinessKey()));
    }

    /** A hold, or a deadline that has moved since the timer was set, lets the card wait on. */
    public void checkHold(DelegateExecution execution) {
        execution.setVariable(ON_HOLD, collecting.onHold(execution.getProcessBusinessKey()));
    }

    public void giveUp(DelegateExecution execution) {
        collecting.giveUp(execution.getProcessBusinessKey());
        execution.setVariable(BOOKING, "UNCOLLECTED");
    }

    public Date reminderAt(DelegateExecution execution) {
        return Date.from(collecting.reminderAt(execution.getProcessBusinessKey()));
    }

    public void remindOfVisit(DelegateExecution execution) {
        collecting.remindOfVisit(execution.getProcessBusinessKey());
    }

    public Date visitDay(DelegateExecution execution) {
        return Date.from(collecting.visitDay(execution.getProcessBusinessKey()));
    }

    /** The case ended for a reason outside the procedure, or goes back to its match. */
    public void cancelForEnding(DelegateExecution execution) {
        appointments.cancelForEnding(execution.getProcessBusinessKey());
    }
}
