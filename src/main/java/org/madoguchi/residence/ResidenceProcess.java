package org.madoguchi.residence;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What {@code residence-card-application} and {@code merged-card} call. Method names are a contract with cases in flight. */
@Component
public class ResidenceProcess {

    private final CardDecision decision;
    private final ResidenceRules rules;
    private final CaseFiles cases;
    private final Clock clock;

    ResidenceProcess(CardDecision decision, ResidenceRules rules, CaseFiles cases, Clock clock) {
        this.decision = decision;
        this.rules = rules;
        this.cases = cases;
        this.clock = clock;
    }

    /** Which card comes of the base procedure, and what it costs. */
    public void decideCard(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        execution.setVariable("cardOutcome", decision.decide(number));
        execution.setVariable("fee", decision.fee(number));
    }

    /**
     * While the fee is due, and while a defective card is disposed of, nobody waits for the wish to be taken back: before a
     * merged card is made it is looked at again.
     */
    public void recallWish(DelegateExecution execution) {
        if ("MERGED".equals(execution.getVariable("cardOutcome")) && decision.wishRevoked(execution.getProcessBusinessKey())) {
            fallBackToSeparate(execution);
        }
    }

    /** The merged card is not to be, by the holder's word or because it cannot be made: as if it had not been asked for. */
    public void fallBackToSeparate(DelegateExecution execution) {
        execution.setVariable("cardOutcome", decision.fallBack(execution.getProcessBusinessKey()));
    }

    /** It turned out that the merged card cannot be made. */
    public void giveUpMerged(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        cases.record(number, Event.of("MERGED_CARD_GIVEN_UP", CurrentUser.SYSTEM).because("MERGED_NOT_POSSIBLE"));
        cases.tellApplicant(number, "separate-cards-instead", "once");
        execution.setVariable("merged", "SEPARATE");
    }

    /** The bureau makes an ordinary card while its holder waits, so the holder can come; one for a municipality is made first. */
    public void inviteToIssue(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        CaseFile file = cases.get(number);
        if (file.channel().equals("MUNICIPALITY")) {
            return;
        }
        boolean atTheCounter = file.state() == CaseState.WAITING_FOR_PAYMENT && file.channel().equals("COUNTER");
        cases.become(number, CaseState.READY_FOR_COLLECTION, Event.of("INVITED_TO_COUNTER", CurrentUser.SYSTEM).at(file.counterCode()));
        if (!atTheCounter) {
            cases.tellApplicant(number, "card-while-you-wait", execution.getId());
        }
    }

    /** The card is at the counter that hands it over. */
    public void inviteToCollect(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        cases.become(number, CaseState.READY_FOR_COLLECTION, Event.of("INVITED_TO_COUNTER", CurrentUser.SYSTEM)
                .at(cases.get(number).counterCode()));
        cases.tellApplicant(number, "collect-at-counter", execution.getId());
    }

    /** The procedure is done and no new card comes of it. */
    public void completeWithoutCard(DelegateExecution execution) {
        decision.completeWithoutCard(execution.getProcessBusinessKey());
    }

    /**
     * When to look whether the My Number function runs out before a decision (table B-4: a pending filing does not extend
     * it); in a year where no card is known that could.
     */
    public Date specialPeriodReminderAt(DelegateExecution execution) {
        CaseFile file = cases.get(execution.getProcessBusinessKey());
        LocalDate end = file.residence().functionEnds();
        LocalDate day = end == null ? Tokyo.today(clock).plusYears(1) : end.minusDays(rules.daysBeforeCityHall());
        return Date.from(day.atStartOfDay(Tokyo.ZONE).toInstant());
    }

    /** The timer only says "look": by now the procedure may be decided. */
    public void remindOfSpecialPeriod(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        CaseFile file = cases.get(number);
        LocalDate end = file.residence().functionEnds();
        if (end != null && !end.isBefore(Tokyo.today(clock)) && file.residence().baseDecision().equals("PENDING")
                && ResidenceRules.grantsPeriod(file.residence().baseProcedure())) {
            cases.record(number, Event.of("SPECIAL_PERIOD_REMINDED", CurrentUser.SYSTEM));
            cases.tellApplicant(number, "special-period", "once", end.toString(), end.plusMonths(2).toString());
        }
    }
}
