package org.madoguchi.linkage;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A link that somebody reported as wrong, and what became of it.
 *
 * @param entryId the register entry the case was linked to when it was reported
 * @param linkedSince since when, so that copies and readings count from here
 * @param frozenAt null while an anonymous report waits for triage
 * @param decidedAt when a second person agreed with the proposal: from then on it is known whether there was an error
 * @param outcome DISMISSED, NO_ERROR or CORRECTED once it is closed
 */
public record Correction(UUID id, String caseNumber, String entryId, Instant linkedSince, Instant openedAt, Instant frozenAt,
        String triage, String triageReason, Proposal proposal, String rightEntry, String proposalReason, String proposedBy,
        Instant decidedAt, String decidedBy, Instant appliedAt, Integer thirdPartyViews, Integer personsConcerned,
        Boolean improperPurpose, String readLogNote, String readLogBy, Boolean toReport, Instant toldAt, String rootCause,
        String rootCauseNote, String outcome, Instant closedAt) {

    /** Who says that a link is wrong. All but the anonymous are believed at once. */
    public enum Reporter {
        HOLDER, OFFICER, PARTNER, SYSTEM, ANONYMOUS;

        boolean trusted() {
            return this != ANONYMOUS;
        }
    }

    /** What two people may decide. */
    public enum Proposal { RIGHT_RECORD, UNLINK, NO_ERROR }

    /** Where linked data may have gone. */
    public enum CopyHolder {
        HEALTH_INSURANCE, PUBLIC_MONEY_ACCOUNT, MYNAPORTAL, J_LIS, FAMILY_REGISTER, OTHER, OWN_CASE;

        /** Told by a notice over the wire; the others are told, and their confirmation entered, by an officer. */
        boolean electronic() {
            return this != OTHER && this != OWN_CASE;
        }
    }

    /** Why it went wrong: the causes of 2023 (D 3.5). */
    public enum RootCause { FAMILY_MEMBERS_NUMBER, SAME_NAME, TOO_FEW_ITEMS, OTHER }

    public enum Stage { PRELIMINARY, FINAL }

    /** A report, in the words of whoever made it. */
    public record Report(UUID id, Reporter reporter, String reporterId, Instant reportedAt, String words, Instant withdrawnAt) {}

    /** One downstream copy; {@code recorded} if we noted the passing on ourselves, else an officer named it. */
    public record Copy(UUID id, CopyHolder holder, String detail, boolean recorded, Instant toldAt, String noticeNumber, String refused,
            Instant confirmedAt, String confirmedBy, String confirmation, Instant outcomeToldAt, String outcomeRefused) {

        public boolean confirmed() {
            return confirmedAt != null;
        }
    }

    /** What was reported to the supervisory authority; the content list of D 3.4. */
    public record BreachReport(Stage stage, LocalDate filedOn, String filedBy, String recipient, String reference, String summary,
            String items, Integer persons, String cause, String secondaryDamage, String actionToPersons, String publication,
            String prevention, String other) {}

    /** An anonymous report that no case could be found for. */
    public record LooseReport(UUID id, Instant reportedAt, String words, String statedCase, String seenWhere) {}

    public boolean open() {
        return closedAt == null;
    }

    /** Where it stands, as a code of the messages {@code correction.state.*}. */
    public String state() {
        if (!open()) {
            return outcome;
        }
        return frozenAt == null ? "REPORTED" : decidedAt == null ? "FROZEN" : "DECIDED";
    }

    /** The link was wrong: two people said so. */
    public boolean errorFound() {
        return decidedAt != null && proposal != Proposal.NO_ERROR;
    }
}
