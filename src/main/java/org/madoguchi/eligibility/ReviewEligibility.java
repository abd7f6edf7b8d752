package org.madoguchi.eligibility;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.eligibility.ReviewEligibility.ReviewForm;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** A person looks where the statements contradict each other (table A-1, FACTS_CONFLICT). */
@Component
class ReviewEligibility implements TaskForm<ReviewForm> {

    enum Reviewed { ELIGIBLE, NOT_ELIGIBLE, MORE_INFORMATION }

    /** @param question what to ask the applicant; needed for MORE_INFORMATION */
    record ReviewForm(@NotNull Reviewed outcome, @Size(max = 500) String question, @NotBlank @Size(max = 500) String reason) {}

    record Fact(String label, String value) {}

    record ReviewPage(List<Assessment.Reason> reasons, List<Fact> facts) {}

    private final CaseEligibility eligibility;
    private final CaseFiles cases;
    private final MessageSource messages;

    ReviewEligibility(CaseEligibility eligibility, CaseFiles cases, MessageSource messages) {
        this.eligibility = eligibility;
        this.cases = cases;
        this.messages = messages;
    }

    @Override
    public String taskKey() {
        return "Task_ReviewEligibility";
    }

    @Override
    public Class<ReviewForm> form() {
        return ReviewForm.class;
    }

    @Override
    public Object page(CaseFile file) {
        var locale = LocaleContextHolder.getLocale();
        List<Fact> facts = file.applicant().answers().entrySet().stream()
                .filter(answer -> answer.getValue() instanceof Boolean)
                .map(answer -> new Fact(messages.getMessage("answer." + answer.getKey(), null, answer.getKey(), locale),
                        messages.getMessage("answer.value." + answer.getValue(), null, locale)))
                .toList();
        return new ReviewPage(eligibility.of(file).reasons(), facts);
    }

    @Override
    public String legalBasis(CaseFile file, String outcome, Locale locale) {
        return eligibility.of(file).reasons().stream().map(Assessment.Reason::legalBasis).filter(Objects::nonNull).distinct()
                .collect(Collectors.collectingAndThen(Collectors.joining(" "), words -> words.isEmpty() ? null : words));
    }

    @Override
    public Map<String, Object> complete(TaskContext task, ReviewForm form) {
        if (form.outcome() == Reviewed.MORE_INFORMATION) {
            if (form.question() == null) {
                throw Refusal.badInput("QUESTION_NEEDED", "question");
            }
            cases.ask(task.caseNumber(), "OFFICER_ASKS", form.question(), task.actor());
        }
        if (form.outcome() == Reviewed.ELIGIBLE) {
            eligibility.kindOnceEligible(cases.get(task.caseNumber()))
                    .ifPresent(kind -> cases.setKind(task.caseNumber(), kind.name()));
        }
        cases.record(task.caseNumber(), Event.internal("ELIGIBILITY_REVIEWED", task.actor()).at(task.office())
                .because("REVIEWED_" + form.outcome()).noting(form.reason()));
        return Map.of("eligibility", form.outcome().name());
    }
}
