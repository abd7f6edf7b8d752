package org.madoguchi.linkage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.AccessRegister.Reader;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.CopyHolder;
import org.madoguchi.linkage.Correction.Proposal;
import org.madoguchi.linkage.Correction.Report;
import org.madoguchi.linkage.Correction.RootCause;
import org.madoguchi.linkage.Linkage.Candidate;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** The forms of {@code linkage-correction}, but for the breach reports. */
class CorrectionForms {

    /** What every form of a correction shows: what was reported, and where copies are. */
    public record Page(Correction correction, List<Report> reports, List<Copy> copies) {}

    private CorrectionForms() {}

    static Page page(Corrections corrections, CaseFile file) {
        Correction correction = corrections.current(file.number());
        return new Page(correction, corrections.reports(correction), corrections.copies(correction));
    }

    enum Triage { FREEZE, DISMISS }

    record TriageForm(@NotNull Triage triage, @NotBlank @Size(max = 500) String reason) {}

    @Component
    static class TriageReport implements TaskForm<TriageForm> {

        private final Corrections corrections;

        TriageReport(Corrections corrections) {
            this.corrections = corrections;
        }

        @Override
        public String taskKey() {
            return "Task_TriageReport";
        }

        @Override
        public Class<TriageForm> form() {
            return TriageForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return CorrectionForms.page(corrections, file);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, TriageForm form) {
            corrections.triage(task.caseNumber(), form.triage() == Triage.FREEZE, form.reason(), task.actor(), task.office());
            return Map.of("triage", form.triage().name());
        }
    }

    /** @param added the holders of copies that we did not note ourselves */
    record TraceForm(List<CopyHolder> added, @Size(max = 200) String other, @NotNull Boolean complete) {}

    @Component
    static class TraceCopies implements TaskForm<TraceForm> {

        public record TracePage(Correction correction, List<Report> reports, List<Copy> known) {}

        private final Corrections corrections;

        TraceCopies(Corrections corrections) {
            this.corrections = corrections;
        }

        @Override
        public String taskKey() {
            return "Task_TraceCopies";
        }

        @Override
        public Class<TraceForm> form() {
            return TraceForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            Correction correction = corrections.current(file.number());
            return new TracePage(correction, corrections.reports(correction), corrections.knownCopies(correction));
        }

        @Override
        public Map<String, Object> complete(TaskContext task, TraceForm form) {
            List<CopyHolder> added = form.added() == null ? List.of() : form.added();
            if (!Boolean.TRUE.equals(form.complete())) {
                throw Refusal.badInput("LIST_INCOMPLETE", "complete");
            }
            if (added.contains(CopyHolder.OTHER) && (form.other() == null || form.other().isBlank())) {
                throw Refusal.badInput("HOLDER_NAME_NEEDED", "other");
            }
            corrections.trace(task.caseNumber(), added, form.other(), task.actor(), task.office());
            return Map.of();
        }
    }

    record ChaseForm(@NotBlank @Size(max = 500) String done) {}

    /** Asks the holders again; what they confirm is entered on the page of the case or comes as their event. */
    @Component
    static class ChaseConfirmations implements TaskForm<ChaseForm> {

        private final Corrections corrections;
        private final CaseFiles cases;

        ChaseConfirmations(Corrections corrections, CaseFiles cases) {
            this.corrections = corrections;
            this.cases = cases;
        }

        @Override
        public String taskKey() {
            return "Task_ChaseConfirmations";
        }

        @Override
        public Class<ChaseForm> form() {
            return ChaseForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return CorrectionForms.page(corrections, file);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ChaseForm form) {
            cases.record(task.caseNumber(), Event.internal("COPIES_CHASED", task.actor()).at(task.office()).noting(form.done()));
            return Map.of();
        }
    }

    enum Choice { RIGHT_RECORD, UNLINK, NO_ERROR, LOOK_UP }

    /** @param entryId the entry that is this person; needed for RIGHT_RECORD */
    record ProposalForm(@NotNull Choice proposal, String entryId, @NotBlank @Size(max = 1000) String reason) {}

    @Component
    static class ProposeCorrection implements TaskForm<ProposalForm> {

        /** Shaped so that the comparison of {@code register-match} can be shown with it. */
        public record ProposalPage(Correction correction, List<Report> reports, String reasonCode, List<Candidate> candidates,
                boolean rejected) {}

        private final Corrections corrections;
        private final Linkage linkage;
        private final LinkConflicts conflicts;
        private final CaseFiles cases;

        ProposeCorrection(Corrections corrections, Linkage linkage, LinkConflicts conflicts, CaseFiles cases) {
            this.corrections = corrections;
            this.linkage = linkage;
            this.conflicts = conflicts;
            this.cases = cases;
        }

        @Override
        public String taskKey() {
            return "Task_ProposeCorrection";
        }

        @Override
        public Class<ProposalForm> form() {
            return ProposalForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            Correction correction = corrections.current(file.number());
            return new ProposalPage(correction, corrections.reports(correction), "LINK_IN_DOUBT",
                    file.shows(Fact.RECORD) ? candidates(file.number()) : List.of(),
                    correction.proposal() != null);
        }

        private List<Candidate> candidates(String caseNumber) {
            return linkage.match(caseNumber).map(Linkage.Match::candidates).orElse(List.of());
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ProposalForm form) {
            if (form.proposal() != Choice.LOOK_UP) {
                String entry = form.proposal() == Choice.RIGHT_RECORD ? rightEntry(task.caseNumber(), form.entryId()) : null;
                corrections.propose(task.caseNumber(), Proposal.valueOf(form.proposal().name()), entry, form.reason(), task.actor(),
                        task.office());
            }
            return Map.of("proposal", form.proposal().name());
        }

        /** An entry that the register really answered, not the one in doubt, and nobody else's. */
        private String rightEntry(String caseNumber, String entry) {
            if (candidates(caseNumber).stream().noneMatch(candidate -> candidate.entryId().equals(entry))) {
                throw Refusal.badInput("CANDIDATE_NEEDED", "entryId");
            }
            if (corrections.current(caseNumber).entryId().equals(entry)) {
                throw Refusal.badInput("SAME_ENTRY", "entryId");
            }
            if (conflicts.linkedToSomebodyElse(cases.get(caseNumber), entry).findAny().isPresent()) {
                throw Refusal.badInput("ENTRY_OF_ANOTHER", "entryId");
            }
            return entry;
        }
    }

    enum Confirmation { CONFIRMED, REJECTED }

    record ConfirmationForm(@NotNull Confirmation confirmation, @Size(max = 1000) String reason) {}

    /** The second pair of eyes; the model keeps the proposer away. */
    @Component
    static class ConfirmCorrection implements TaskForm<ConfirmationForm> {

        private final Corrections corrections;

        ConfirmCorrection(Corrections corrections) {
            this.corrections = corrections;
        }

        @Override
        public String taskKey() {
            return "Task_ConfirmCorrection";
        }

        @Override
        public Class<ConfirmationForm> form() {
            return ConfirmationForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return CorrectionForms.page(corrections, file);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ConfirmationForm form) {
            boolean agreed = form.confirmation() == Confirmation.CONFIRMED;
            if (!agreed && form.reason() == null) {
                throw Refusal.badInput("REASON_NEEDED", "reason");
            }
            corrections.confirm(task.caseNumber(), agreed, form.reason(), task.actor(), task.office());
            return Map.of("confirmation", form.confirmation().name());
        }
    }

    enum Verdict { NO_THIRD_PARTY, THIRD_PARTY }

    /**
     * @param views how many third persons saw what was not theirs to see
     * @param persons how many people’s data that were, in all
     */
    record ReadLogForm(@NotNull Verdict verdict, @Min(0) @Max(1_000_000) Integer views, @NotNull @Min(0) @Max(100_000_000) Integer persons,
            Boolean improper, @NotBlank @Size(max = 1000) String note) {}

    @Component
    static class CheckReadLog implements TaskForm<ReadLogForm> {

        public record ReadLogPage(Correction correction, List<Report> reports, List<Copy> copies, List<Reader> readers) {}

        private final Corrections corrections;
        private final AccessRegister access;

        CheckReadLog(Corrections corrections, AccessRegister access) {
            this.corrections = corrections;
            this.access = access;
        }

        @Override
        public String taskKey() {
            return "Task_CheckReadLog";
        }

        @Override
        public Class<ReadLogForm> form() {
            return ReadLogForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            Correction correction = corrections.current(file.number());
            return new ReadLogPage(correction, corrections.reports(correction), corrections.copies(correction),
                    access.readersBetween(file.number(), correction.linkedSince(), correction.appliedAt()));
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ReadLogForm form) {
            int views = form.views() == null ? 0 : form.views();
            if ((form.verdict() == Verdict.THIRD_PARTY) != views > 0) {
                throw Refusal.badInput("VIEWS_UNLIKE_VERDICT", "views");
            }
            boolean report = corrections.readLogChecked(task.caseNumber(), views, form.persons(), Boolean.TRUE.equals(form.improper()),
                    form.note(), task.actor(), task.office());
            return Map.of("breach", report ? "REPORT" : "NONE");
        }
    }

    record RootCauseForm(@NotNull RootCause cause, @NotBlank @Size(max = 1000) String note) {}

    @Component
    static class RecordRootCause implements TaskForm<RootCauseForm> {

        private final Corrections corrections;

        RecordRootCause(Corrections corrections) {
            this.corrections = corrections;
        }

        @Override
        public String taskKey() {
            return "Task_RecordRootCause";
        }

        @Override
        public Class<RootCauseForm> form() {
            return RootCauseForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return CorrectionForms.page(corrections, file);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, RootCauseForm form) {
            corrections.recordRootCause(task.caseNumber(), form.cause(), form.note(), task.actor(), task.office());
            return Map.of();
        }
    }
}
