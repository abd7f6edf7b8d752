package org.madoguchi.linkage;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.linkage.Linkage.Match;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** The forms of {@code register-match}. */
class MatchForms {

    enum Verdict { SAME, DIFFERENT }

    /** @param entryId the register entry that is this person; needed for SAME */
    record ReviewForm(@NotNull Verdict verdict, String entryId, @NotBlank @Size(max = 500) String reason) {}

    private MatchForms() {}

    private static Match matchOf(Linkage linkage, CaseFile file) {
        return linkage.match(file.number()).orElseThrow();
    }

    /** SAME needs an entry that the register really answered. */
    private static String entryOf(Linkage linkage, String caseNumber, ReviewForm form) {
        if (form.verdict() == Verdict.DIFFERENT) {
            return null;
        }
        Match match = linkage.match(caseNumber).orElseThrow();
        String entry = form.entryId() == null && match.candidates().size() == 1 ? match.candidates().get(0).entryId() : form.entryId();
        if (match.candidates().stream().noneMatch(candidate -> candidate.entryId().equals(entry))) {
            throw Refusal.badInput("CANDIDATE_NEEDED", "entryId");
        }
        return entry;
    }

    @Component
    static class ReviewMatch implements TaskForm<ReviewForm> {

        private final Linkage linkage;

        ReviewMatch(Linkage linkage) {
            this.linkage = linkage;
        }

        @Override
        public String taskKey() {
            return "Task_ReviewMatch";
        }

        @Override
        public Class<ReviewForm> form() {
            return ReviewForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return matchOf(linkage, file);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ReviewForm form) {
            String entry = entryOf(linkage, task.caseNumber(), form);
            linkage.review(task.caseNumber(), "FIRST", form.verdict().name(), entry, form.reason(), task.actor(), task.office());
            return Map.of("firstReview", form.verdict().name());
        }
    }

    /** The second reviewer does not see what the first one said; they agree only if they name the same entry. */
    @Component
    static class SecondReviewMatch implements TaskForm<ReviewForm> {

        private final Linkage linkage;

        SecondReviewMatch(Linkage linkage) {
            this.linkage = linkage;
        }

        @Override
        public String taskKey() {
            return "Task_SecondReviewMatch";
        }

        @Override
        public Class<ReviewForm> form() {
            return ReviewForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return matchOf(linkage, file);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ReviewForm form) {
            String entry = entryOf(linkage, task.caseNumber(), form);
            linkage.review(task.caseNumber(), "SECOND", form.verdict().name(), entry, form.reason(), task.actor(), task.office());
            boolean sameEntry = form.verdict() == Verdict.DIFFERENT
                    || linkage.firstReviewersEntry(task.caseNumber()).filter(entry::equals).isPresent();
            if (form.verdict() == Verdict.SAME && sameEntry) {
                linkage.propose(task.caseNumber(), entry);
            }
            // Two different entries are no agreement, though both said SAME.
            return Map.of("secondReview", sameEntry ? form.verdict().name() : "OTHER_ENTRY");
        }
    }

    enum Resolution { ASK, LOOK_UP, NOT_LINKED }

    record ResolveForm(@NotNull Resolution resolution, @Size(max = 500) String question, @NotBlank @Size(max = 500) String reason) {}

    @Component
    static class ResolveNotFound implements TaskForm<ResolveForm> {

        private final Linkage linkage;
        private final CaseFiles cases;

        ResolveNotFound(Linkage linkage, CaseFiles cases) {
            this.linkage = linkage;
            this.cases = cases;
        }

        @Override
        public String taskKey() {
            return "Task_ResolveNotFound";
        }

        @Override
        public Class<ResolveForm> form() {
            return ResolveForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return matchOf(linkage, file);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, ResolveForm form) {
            if (form.resolution() == Resolution.ASK) {
                if (form.question() == null) {
                    throw Refusal.badInput("QUESTION_NEEDED", "question");
                }
                cases.ask(task.caseNumber(), "RECORD_NOT_FOUND_ASK", form.question(), task.actor());
            }
            linkage.review(task.caseNumber(), "FIRST", form.resolution().name(), null, form.reason(), task.actor(), task.office());
            return Map.of("resolution", form.resolution().name());
        }
    }

    enum Investigation { REVIEW, SEPARATE }

    record InvestigationForm(@NotNull Investigation investigation, @NotBlank @Size(max = 1000) String reason) {}

    /** Never ends in a link by itself: "the same person" goes back to two reviewers. */
    @Component
    static class InvestigateConflict implements TaskForm<InvestigationForm> {

        private final Linkage linkage;

        InvestigateConflict(Linkage linkage) {
            this.linkage = linkage;
        }

        @Override
        public String taskKey() {
            return "Task_InvestigateConflict";
        }

        @Override
        public Class<InvestigationForm> form() {
            return InvestigationForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return matchOf(linkage, file);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, InvestigationForm form) {
            linkage.review(task.caseNumber(), "INVESTIGATION", form.investigation().name(), null, form.reason(), task.actor(), task.office());
            return Map.of("investigation", form.investigation().name());
        }
    }
}
