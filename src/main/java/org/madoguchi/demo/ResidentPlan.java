package org.madoguchi.demo;

import java.util.EnumSet;
import java.util.Set;

/** How far the sample case of a resident is walked, as {@link SamplePlan} says for people abroad; {@code times} of 100. */
public enum ResidentPlan {
    TO_BE_ACCEPTED(7, 1, "Task_AcceptAtBureau"),
    TO_BE_ACCEPTED_THERE(4, 1, "Task_AcceptAtMunicipality", Trait.MOVES),
    PAPERS_WANTED(3, 4, null, Trait.LACKS_PAPERS, Trait.NEVER_ANSWERS),
    BEING_EXAMINED(7, 10, "Task_ExamineBaseProcedure"),
    BEING_EXAMINED_WITH_WISH(4, 9, "Task_ExamineBaseProcedure", Trait.ASKS),
    PERMANENCE_EXAMINED(3, 30, "Task_ExamineBaseProcedure", Trait.PERMANENT),
    REFUSAL_PROPOSED(3, 18, "Task_ConfirmBaseRefusal", Trait.REFUSED),
    REFUSED(3, 24, null, Trait.REFUSED),
    STAMPS_DUE(4, 18, "Task_TakeRevenueStamps"),
    PAYMENT_DUE(3, 18, null, Trait.ONLINE, Trait.NEVER_PAYS),
    RECORD_TO_CONFIRM(3, 19, null, Trait.ASKS, Trait.NEVER_CONFIRMS),
    SPELLING_IN_DOUBT(2, 19, "Task_ReviewMatch", Trait.ASKS, Trait.VARIANT),
    CARD_BEING_MADE(4, 25, null, Trait.ASKS),
    CARD_ON_ITS_WAY(3, 36, "Task_ConfirmMergedReceipt", Trait.ASKS),
    CARD_MISSING(1, 36, "Task_TraceMergedShipment", Trait.ASKS, Trait.CARD_MISSING),
    CARD_THERE(3, 40, "Task_HandOverAtBureau", Trait.ASKS),
    CARD_TO_BE_FORWARDED(1, 26, "Task_ForwardToMunicipality", Trait.MOVES, Trait.ASKS),
    CARD_FORWARDED(1, 28, "Task_ConfirmAtMunicipality", Trait.MOVES, Trait.ASKS),
    CARD_THERE_AT_MUNICIPALITY(3, 30, "Task_HandOverAtMunicipality", Trait.MOVES, Trait.ASKS),
    PERMISSION_GIVEN(3, 19, "Task_IssueResidenceCard"),
    HAS_ONE_CARD(6, 60, null, Trait.ASKS),
    HAS_SEPARATE_CARDS(6, 45, null),
    HAS_SEPARATE_CARDS_AGAIN(2, 45, null, Trait.HOLDS_MERGED),
    CHANGED_THEIR_MIND(3, 45, null, Trait.ASKS, Trait.REVOKES),
    PAID_ONLINE(3, 40, null, Trait.ONLINE),
    ADDRESS_WRITTEN(4, 6, null, Trait.MOVES),
    CERTIFICATE_RENEWED(3, 50, null, Trait.SPECIAL_PERMANENT, Trait.ASKS),
    CHILD(2, 50, null, Trait.CHILD, Trait.ASKS),
    WITHDRAWN(2, 12, null, Trait.WITHDRAWS),
    LAPSED(2, 70, null, Trait.LACKS_PAPERS, Trait.NEVER_ANSWERS),
    LINK_REPORTED(1, 32, "Task_TraceCopies", Trait.ASKS, Trait.WRONG_LINK),
    BREACH_TO_REPORT(1, 36, "Task_FilePreliminaryReport", Trait.ASKS, Trait.WRONG_LINK);

    /** What differs from an extension at the bureau, in silence. */
    enum Trait {
        ASKS, MOVES, ONLINE, PERMANENT, SPECIAL_PERMANENT, CHILD, HOLDS_MERGED, LACKS_PAPERS, NEVER_ANSWERS, REFUSED, NEVER_PAYS,
        NEVER_CONFIRMS, VARIANT, CARD_MISSING, REVOKES, WITHDRAWS, WRONG_LINK
    }

    final int times;
    private final int days;
    private final String stopsAtTask;
    private final Set<Trait> traits;

    ResidentPlan(int times, int days, String stopsAtTask, Trait... traits) {
        this.times = times;
        this.days = days;
        this.stopsAtTask = stopsAtTask;
        this.traits = traits.length == 0 ? EnumSet.noneOf(Trait.class) : EnumSet.of(traits[0], traits);
    }

    /** About how long it takes to get there. */
    public int days() {
        return days;
    }

    public String stopsAtTask() {
        return stopsAtTask;
    }

    public boolean has(Trait trait) {
        return traits.contains(trait);
    }

    String baseProcedure() {
        return has(Trait.MOVES) ? "ADDRESS_CHANGE" : has(Trait.SPECIAL_PERMANENT) ? "SPR_PROCEDURE"
                : has(Trait.PERMANENT) ? "PERMANENT_RESIDENCE" : "EXTENSION";
    }

    String channel() {
        return has(Trait.MOVES) || has(Trait.SPECIAL_PERMANENT) ? "MUNICIPALITY" : has(Trait.ONLINE) ? "ONLINE" : "COUNTER";
    }

    static int total() {
        int sum = 0;
        for (ResidentPlan plan : values()) {
            sum += plan.times;
        }
        return sum;
    }
}
