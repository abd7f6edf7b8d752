package org.madoguchi.names;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile.Name;
import org.madoguchi.identity.CurrentUser;

/**
 * A change of name as somebody stated it.
 *
 * @param before the name in the application when it was stated
 * @param registeredAt when a register said the same, or null
 * @param question what the office wants to know of the holder, or null
 * @param decision null while it is being looked at
 */
public record NameChange(UUID id, String caseNumber, Instant statedAt, String statedBy, CurrentUser.Kind byKind, Ground ground,
        LocalDate changedOn, Name name, Name before, Instant registeredAt, String question, Instant decidedAt, String decidedBy,
        Decision decision, String note) {

    /** Why a name changes, texts {@code names.ground.<name>}. REGISTER: a register reports it without saying why. */
    public enum Ground { MARRIAGE, DIVORCE, ADOPTION, COURT_PERMISSION, NEW_PASSPORT, OTHER, REGISTER }

    public enum Decision {
        /** The application gets the new name, and what was done under the old one is done over. */
        CORRECT,
        /** Only the kana or the Latin letters are corrected; what was decided and made stays. */
        KEEP,
        NOT_A_CHANGE,
        /** Somebody stated something else since. */
        RESTATED
    }

    /** What somebody states of a change. */
    public record Stated(Name name, LocalDate changedOn, Ground ground) {}

    /** On a card in force; {@code notedAt} is null until a municipality wrote the new name on it. */
    public record OnCard(UUID cardId, String caseNumber, LocalDate changedOn, Instant toldAt, Instant notedAt) {}

    public boolean open() {
        return decidedAt == null;
    }

    /** The register writes the name as before. */
    public boolean spellingOnly() {
        return name.registeredAs(before);
    }
}
