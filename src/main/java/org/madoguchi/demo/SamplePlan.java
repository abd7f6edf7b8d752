package org.madoguchi.demo;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far a sample case is walked, and what is peculiar about it. {@code days} is about how long it takes to get there,
 * so that the case stops there about today; {@code times} how many of 300 there are.
 */
public enum SamplePlan {
    FACTS_CONFLICT(8, 1, "Task_ReviewEligibility", Trait.CONFLICTING_FACTS),
    UNKNOWN_DOMICILE(8, 1, null, Trait.DOMICILE_UNKNOWN, Trait.NEVER_ANSWERS),
    VARIANT_NAME(10, 2, "Task_ReviewMatch", Trait.VARIANT),
    VARIANT_SECOND(8, 3, "Task_SecondReviewMatch", Trait.VARIANT),
    NOT_IN_REGISTER(6, 1, "Task_ResolveNotFound", Trait.UNREGISTERED),
    RECORDS_CONFLICT(4, 2, "Task_InvestigateConflict", Trait.OTHER_SEX),
    HOLDER_ASKED(12, 3, null, Trait.NEVER_CONFIRMS),
    EXAMINING(29, 4, "Task_ExamineApplication"),
    PHOTO_WANTED(6, 6, null, Trait.ASKED_FOR_PHOTO, Trait.NEVER_ANSWERS),
    REFUSAL_PROPOSED(6, 4, "Task_ConfirmRefusal", Trait.REFUSED),
    REFUSED(8, 30, null, Trait.REFUSED),
    FEE_TO_PAY(8, 8, null, Trait.FEE, Trait.NEVER_PAYS),
    IN_PRODUCTION(14, 8, null),
    CARD_IN_POUCH(24, 16, "Task_ConfirmCardReceipt"),
    CARD_MISSING(4, 24, "Task_TraceShipment", Trait.CARD_MISSING),
    INVITED(24, 24, null, Trait.NEVER_BOOKS),
    VISIT_BOOKED(22, 23, null),
    AT_THE_COUNTER(10, 26, "Task_VerifyIdentity"),
    FACE_IN_DOUBT(4, 26, "Task_SecondVerification", Trait.FACE_IN_DOUBT),
    PREPARING(4, 27, "Task_PrepareHandover"),
    ABOUT_TO_HAND_OVER(4, 28, "Task_HandOverCard"),
    HANDED_OVER(36, 60, null),
    HANDED_OVER_AFTER_FEE(8, 70, null, Trait.FEE),
    HANDED_OVER_AT_SECOND_VISIT(4, 75, null, Trait.NO_SHOW_ONCE),
    WITHDRAWN(6, 12, null, Trait.WITHDRAWS),
    LAPSED(4, 80, null, Trait.DOMICILE_UNKNOWN, Trait.NEVER_ANSWERS),
    CARD_SUSPENDED(4, 64, null, Trait.LOSES_CARD),
    CARD_FOUND(3, 66, "Task_LiftAtMission", Trait.LOSES_CARD, Trait.FINDS_CARD),
    CARD_RELEASED(3, 74, null, Trait.LOSES_CARD, Trait.FINDS_CARD),
    CARD_TO_BE_RETURNED(2, 64, "Task_TakeBackAtMission", Trait.RETURNS_CARD),
    CARD_RETURNED(2, 72, null, Trait.RETURNS_CARD),
    LINK_REPORTED(1, 33, "Task_TraceCopies", Trait.WRONG_LINK),
    COPIES_TOLD(1, 33, null, Trait.WRONG_LINK),
    CORRECTION_PROPOSED(1, 37, "Task_ConfirmCorrection", Trait.WRONG_LINK),
    LINK_REMOVED(1, 39, "Task_CheckReadLog", Trait.WRONG_LINK),
    LINK_CORRECTED(1, 46, null, Trait.WRONG_LINK);

    /** What differs from the plain course of things. */
    enum Trait {
        CONFLICTING_FACTS, DOMICILE_UNKNOWN, NEVER_ANSWERS, VARIANT, UNREGISTERED, OTHER_SEX, NEVER_CONFIRMS, ASKED_FOR_PHOTO,
        REFUSED, FEE, NEVER_PAYS, CARD_MISSING, NEVER_BOOKS, FACE_IN_DOUBT, NO_SHOW_ONCE, WITHDRAWS,
        LOSES_CARD, FINDS_CARD, RETURNS_CARD, WRONG_LINK
    }

    final int times;
    final int days;
    final String stopsAtTask;
    private final Set<Trait> traits;

    SamplePlan(int times, int days, String stopsAtTask, Trait... traits) {
        this.times = times;
        this.days = days;
        this.stopsAtTask = stopsAtTask;
        this.traits = traits.length == 0 ? EnumSet.noneOf(Trait.class) : EnumSet.of(traits[0], traits);
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    static int total() {
        int sum = 0;
        for (SamplePlan plan : values()) {
            sum += plan.times;
        }
        return sum;
    }
}
