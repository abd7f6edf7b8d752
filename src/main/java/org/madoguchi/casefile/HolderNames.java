package org.madoguchi.casefile;

import java.time.LocalDate;
import org.madoguchi.identity.CurrentUser;

/** The names of holders, for steps that must not go on under an old one. Kept by names. */
public interface HolderNames {

    /** Whether a change of name is being looked at: until it is decided nothing under the old one is used or handed over. */
    boolean changing(String caseNumber);

    /**
     * A register has another name for the holder; every open case and every card of this person hears of it. Safe to repeat.
     *
     * @param name kana and Latin letters null where the register has none
     */
    void registered(String caseNumber, CaseFile.Name name, LocalDate changedOn, CurrentUser actor);
}
