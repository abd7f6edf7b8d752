package org.madoguchi.processes;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Every method the models call, by bean. The path tests play these beans; public, because the
 * expression language reaches public types only.
 */
public final class Beans {

    public interface SlaProcess {
        Date dueDate(DelegateExecution execution);

        void escalate(DelegateExecution execution);

        void tellNext(DelegateExecution execution);

        Date nextRungAt(DelegateExecution execution);
    }

    public interface CasefileProcess {
        void confirmReceipt(DelegateExecution execution);

        void askApplicant(DelegateExecution execution);

        Date informationReminderAt(DelegateExecution execution);

        void remindOfInformation(DelegateExecution execution);

        Date informationDeadline(DelegateExecution execution);

        void recordLapse(DelegateExecution execution);

        void tellRefusal(DelegateExecution execution);

        void tellEnding(DelegateExecution execution);

        void closeUncollected(DelegateExecution execution);
    }

    public interface EligibilityProcess {
        void assess(DelegateExecution execution);

        void lapse(DelegateExecution execution);
    }

    public interface NamesProcess {
        void takeUp(DelegateExecution execution);

        void askHolder(DelegateExecution execution);

        void remindHolder(DelegateExecution execution);

        void doOver(DelegateExecution execution);
    }

    public interface ResidenceProcess {
        void decideCard(DelegateExecution execution);

        void recallWish(DelegateExecution execution);

        void fallBackToSeparate(DelegateExecution execution);

        void giveUpMerged(DelegateExecution execution);

        void inviteToIssue(DelegateExecution execution);

        void inviteToCollect(DelegateExecution execution);

        void completeWithoutCard(DelegateExecution execution);

        Date specialPeriodReminderAt(DelegateExecution execution);

        void remindOfSpecialPeriod(DelegateExecution execution);
    }

    public interface LinkageProcess {
        void recallMatch(DelegateExecution execution);

        void recallCorrection(DelegateExecution execution);

        void returnToMatch(DelegateExecution execution);

        void giveUpLink(DelegateExecution execution);

        void compare(DelegateExecution execution);

        void askHolder(DelegateExecution execution);

        Date holderReminderAt(DelegateExecution execution);

        void remindHolder(DelegateExecution execution);

        Date holderDeadline(DelegateExecution execution);

        void link(DelegateExecution execution);

        void leaveUnlinked(DelegateExecution execution);

        void freeze(DelegateExecution execution);

        void lapse(DelegateExecution execution);
    }

    public interface CorrectionProcess {
        void freeze(DelegateExecution execution);

        void checkNotices(DelegateExecution execution);

        void checkOutcomeNotices(DelegateExecution execution);

        void checkConfirmations(DelegateExecution execution);

        Date confirmationsDueAt(DelegateExecution execution);

        void apply(DelegateExecution execution);

        void returnCase(DelegateExecution execution);

        void tellHolder(DelegateExecution execution);

        void tellNoError(DelegateExecution execution);

        Date preliminaryWarningAt(DelegateExecution execution);

        Date preliminaryEndAt(DelegateExecution execution);

        Date finalEndAt(DelegateExecution execution);

        void raiseBreachClock(DelegateExecution execution);
    }

    public interface IssuanceProcess {
        Date paymentReminderAt(DelegateExecution execution);

        void remindOfPayment(DelegateExecution execution);

        Date paymentDeadline(DelegateExecution execution);

        void completeCase(DelegateExecution execution);

        void takeStock(DelegateExecution execution);

        void applyChange(DelegateExecution execution);

        Date productionOverdueAt(DelegateExecution execution);

        void recordDefect(DelegateExecution execution);

        void recordLossInTransit(DelegateExecution execution);

        void recordDisposal(DelegateExecution execution);

        void giveUpOnPhoto(DelegateExecution execution);

        void remakeCard(DelegateExecution execution);

        void locateCard(DelegateExecution execution);
    }

    public interface AppointmentsProcess {
        void invite(DelegateExecution execution);

        Date secondNoticeAt(DelegateExecution execution);

        void sendSecondNotice(DelegateExecution execution);

        Date collectionDeadline(DelegateExecution execution);

        void checkHold(DelegateExecution execution);

        void giveUp(DelegateExecution execution);

        Date reminderAt(DelegateExecution execution);

        void remindOfVisit(DelegateExecution execution);

        Date visitDay(DelegateExecution execution);

        void cancelForEnding(DelegateExecution execution);

        void inviteAgain(DelegateExecution execution);
    }

    public interface VerificationProcess {
        void recordFailedVisit(DelegateExecution execution);

        void recordNoShow(DelegateExecution execution);
    }

    public interface RenewalProcess {
        void invite(DelegateExecution execution);

        Date nextNoticeAt(DelegateExecution execution);

        void remind(DelegateExecution execution);

        Date cardExpiredAt(DelegateExecution execution);

        void recordExpiry(DelegateExecution execution);

        void recordDecline(DelegateExecution execution);
    }

    public interface LossProcess {
        void tellHolder(DelegateExecution execution);

        Date nextReminderAt(DelegateExecution execution);

        void remindOfPolice(DelegateExecution execution);

        void remindOfBureau(DelegateExecution execution);

        void recordLift(DelegateExecution execution);

        Date cardExpiredAt(DelegateExecution execution);

        void recordExpiry(DelegateExecution execution);

        void tellWhereToBring(DelegateExecution execution);

        void tellCardEnded(DelegateExecution execution);
    }

    public interface PinResetProcess {
        void inviteToCounter(DelegateExecution execution);

        void tellNotVerified(DelegateExecution execution);

        void tellReset(DelegateExecution execution);

        void tellReissue(DelegateExecution execution);

        Date deadline(DelegateExecution execution);

        void recordNoShow(DelegateExecution execution);

        void recordWithdrawal(DelegateExecution execution);
    }

    private Beans() {}
}
