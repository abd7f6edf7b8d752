package org.madoguchi.linkage;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.linkage.Linkage.Candidate;
import org.madoguchi.linkage.Linkage.Match;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** The forms of {@code register-match}. */
class MatchForms {

    enum Verdict { SAME, DIFFERENT }

    /** @param entryId the register entry that is this person; needed for SAME */
    record ReviewForm(@NotNull Verdict verdict, String entryId, @NotBlank @Size(max = 500) String reason) {}

    private MatchForms() {}

    /** A form beside which the match is shown, item by item. */
    private abstract static class MatchForm<F> implements TaskForm<F> {

        final Linkage linkage;
        private final String taskKey;
        private final Class<F> form;

        MatchForm(Linkage linkage, String taskKey, Class<F> form) {
            this.linkage = linkage;
            this.taskKey = taskKey;
            this.form = form;
        }

        @Override
        public final String taskKey() {
            return taskKey;
        }

        @Override
        public final Class<F> form() {
            return form;
        }

        @Override
        public final Match page(CaseFile file) {
            return linkage.match(file);
        }

        final void note(String stage, TaskContext task, String verdict, String entry, String reason) {
            linkage.review(task.caseNumber(), stage, verdict, entry, reason, task.actor(), task.office());
        }
    }

    /** What both reviewers do; neither sees what the other said. */
    private abstract static class Review extends MatchForm<ReviewForm> {

        private final String stage;

        Review(Linkage linkage, String taskKey, String stage) {
            super(linkage, taskKey, ReviewForm.class);
            this.stage = stage;
        }

        /** The entry found to be this person, null for DIFFERENT; SAME needs one that the register really answered. */
        final String review(TaskContext task, ReviewForm form) {
            String entry = form.verdict() == Verdict.SAME ? entryOf(task.caseNumber(), form.entryId()) : null;
            note(stage, task, form.verdict().name(), entry, form.reason());
            return entry;
        }

        private String entryOf(String caseNumber, String chosen) {
            List<Candidate> candidates = linkage.match(caseNumber).orElseThrow().candidates();
            String entry = chosen == null && candidates.size() == 1 ? candidates.get(0).entryId() : chosen;
            if (candidates.stream().noneMatch(candidate -> candidate.entryId().equals(entry))) {
                throw Refusal.badInput("CANDIDATE_NEEDED", "entryId");
            }
            return entry;
        }
    }

    @Component
    static class ReviewMatch extends Review {

        ReviewMatch(Linkage linkage) {
            super(linkage, "Task_ReviewMatch", "FIRST");
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ReviewForm form) {
            review(task, form);
            return Map.of("firstReview", form.verdict().name());
        }
    }

    /** The two agree only if they name the same entry. */
    @Component
    static class SecondReviewMatch extends Review {

        SecondReviewMatch(Linkage linkage) {
            super(linkage, "Task_SecondReviewMatch", "SECOND");
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ReviewForm form) {
            String entry = review(task, form);
            if (form.verdict() == Verdict.DIFFERENT) {
                return Map.of("secondReview", "DIFFERENT");
            }
            if (linkage.firstReviewersEntry(task.caseNumber()).filter(entry::equals).isEmpty()) {
                // Two different entries are no agreement, though both said SAME.
                return Map.of("secondReview", "OTHER_ENTRY");
            }
            linkage.propose(task.caseNumber(), entry);
            return Map.of("secondReview", "SAME");
        }
    }

    enum Resolution { ASK, LOOK_UP, NOT_LINKED }

    record ResolveForm(@NotNull Resolution resolution, @Size(max = 500) String question, @NotBlank @Size(max = 500) String reason) {}

    @Component
    static class ResolveNotFound extends MatchForm<ResolveForm> {

        private final CaseFiles cases;

        ResolveNotFound(Linkage linkage, CaseFiles cases) {
            super(linkage, "Task_ResolveNotFound", ResolveForm.class);
            this.cases = cases;
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ResolveForm form) {
            if (form.resolution() == Resolution.ASK) {
                if (form.question() == null) {
                    throw Refusal.badInput("QUESTION_NEEDED", "question");
                }
                cases.ask(task.caseNumber(), "RECORD_NOT_FOUND_ASK", form.question(), task.actor());
            }
            note("FIRST", task, form.resolution().name(), null, form.reason());
            return Map.of("resolution", form.resolution().name());
        }
    }

    enum Investigation { REVIEW, SEPARATE }

    record InvestigationForm(@NotNull Investigation investigation, @NotBlank @Size(max = 1000) String reason) {}

    /** Never ends in a link by itself: "the same person" goes back to two reviewers. */
    @Component
    static class InvestigateConflict extends MatchForm<InvestigationForm> {

        InvestigateConflict(Linkage linkage) {
            super(linkage, "Task_InvestigateConflict", InvestigationForm.class);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, InvestigationForm form) {
            note("INVESTIGATION", task, form.investigation().name(), null, form.reason());
            return Map.of("investigation", form.investigation().name());
        }
    }
}
