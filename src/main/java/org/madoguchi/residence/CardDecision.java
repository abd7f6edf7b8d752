package org.madoguchi.residence;

import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.Fees;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.programme.ResidenceFee.Fee;
import org.madoguchi.programme.ResidenceOutcome.Card;
import org.madoguchi.programme.Ruling;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which card comes of a decided base procedure, what it costs, and what its holder must know. */
@Component
class CardDecision {

    private static final String HARDSHIP_EVIDENCE = "HARDSHIP_EVIDENCE";

    private final CaseFiles cases;
    private final ResidenceRules rules;
    private final ResidenceStore store;
    private final Wish wish;
    private final Fees fees;

    CardDecision(CaseFiles cases, ResidenceRules rules, ResidenceStore store, Wish wish, Fees fees) {
        this.cases = cases;
        this.rules = rules;
        this.store = store;
        this.wish = wish;
        this.fees = fees;
    }

    /** @return MERGED, SEPARATE or NO_NEW_CARD */
    @Transactional
    String decide(String number) {
        boolean asked = wish.settled(number);
        Card card = set(number, asked);
        if (asked && !card.merged()) {
            cases.tellApplicant(number, "separate-cards-instead", "once");
        }
        if (!card.outcome().equals("NO_NEW_CARD")) {
            boolean granted = ResidenceRules.examinationDue(cases.get(number).residence().baseProcedure());
            cases.tellApplicant(number, granted ? "granted" : "address-notified", "once");
        }
        return gateway(card);
    }

    /** Whether the holder has taken the wish back since. */
    @Transactional
    boolean wishRevoked(String number) {
        return !wish.settled(number);
    }

    /** As if the merged card had not been asked for. @return SEPARATE or NO_NEW_CARD */
    @Transactional
    String fallBack(String number) {
        return gateway(set(number, false));
    }

    private Card set(String number, boolean asked) {
        CaseFile file = cases.get(number);
        Card card = rules.card(file, asked);
        cases.setCardOutcome(number, card.outcome());
        record(number, "CARD_DECIDED", card.ruling());
        boolean separate = !card.merged() && !card.outcome().equals("NO_NEW_CARD");
        if (separate && file.residence().heldCard().equals("MERGED")) {
            tellOfFunction(file);
        }
        return card;
    }

    /** The old card goes, and with it the My Number function at its old end, a lost one at once: nobody should learn that at a till. */
    private void tellOfFunction(CaseFile file) {
        if (file.residence().lost()) {
            cases.tellApplicant(file.number(), "function-stopped", "once");
        } else {
            cases.tellApplicant(file.number(), "function-ends", "once", String.valueOf(file.residence().functionEnds()));
        }
    }

    private static String gateway(Card card) {
        return card.merged() ? "MERGED" : card.outcome().equals("NO_NEW_CARD") ? "NO_NEW_CARD" : "SEPARATE";
    }

    /** Sets the fee. @return NONE, STAMPS or ONLINE */
    @Transactional
    String fee(String number) {
        CaseFile file = cases.get(number);
        Fee fee = fee(file);
        if (fee.yen() == null) {
            // The amount is not published: the bureau's counter knows it, and a municipality takes none.
            return file.channel().equals("MUNICIPALITY") ? "NONE" : stamps(number);
        }
        boolean online = file.channel().equals("ONLINE");
        int yen = fee.yen() + (online ? fee.paymentChargeYen() : 0);
        fees.set(number, yen, fee.ruling().reasonCode(), fee.ruling().tableVersion());
        record(number, "FEE_SET", fee.ruling());
        return yen == 0 ? "NONE" : online ? "ONLINE" : stamps(number);
    }

    private String stamps(String number) {
        cases.become(number, CaseState.WAITING_FOR_PAYMENT, Event.of("STAMPS_WANTED", CurrentUser.SYSTEM));
        return "STAMPS";
    }

    /** What the table says; a reduction counts where its evidence was shown at the counter. */
    Fee fee(CaseFile file) {
        return rules.fee(file, store.acceptance(file.number()).filter(taken -> taken.documents().contains(HARDSHIP_EVIDENCE)).isPresent());
    }

    private void record(String number, String event, Ruling why) {
        cases.record(number, Event.of(event, CurrentUser.SYSTEM).because(why.reasonCode()).by(why.table(), why.tableVersion()));
    }

    @Transactional
    void completeWithoutCard(String number) {
        cases.become(number, CaseState.COMPLETED, Event.of("COMPLETED_WITHOUT_CARD", CurrentUser.SYSTEM));
        cases.tellApplicant(number, "completed-without-card", "once");
    }
}
