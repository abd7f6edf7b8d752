package org.madoguchi.issuance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.Decision;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.identity.CurrentUser;
import org.springframework.stereotype.Component;

/** A second person of the municipality confirms a refusal, whoever proposed it: an officer, a table or the register match. */
@Component
class ConfirmRefusalForm implements TaskForm<ConfirmRefusalForm.Form> {

    enum Verdict { CONFIRMED, OVERTURNED }

    record Form(@NotNull Verdict refusal, @Size(max = 1000) String note) {}

    /**
     * What is to be confirmed.
     *
     * @param rule the table that refused, null where a person did
     */
    public record Page(String reasonCode, String note, String decidedBy, String rule, Integer ruleVersion) {}

    private final CaseFiles cases;

    ConfirmRefusalForm(CaseFiles cases) {
        this.cases = cases;
    }

    @Override
    public String taskKey() {
        return "Task_ConfirmRefusal";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        return proposed(file.number()).map(decision -> new Page(decision.reasonCode(), decision.note(), decision.decidedBy(), null, null))
                .orElseGet(() -> lastReason(file.number()));
    }

    @Override
    public String legalBasis(CaseFile file, String outcome, Locale locale) {
        return ExamineApplicationForm.LEGAL_BASIS;
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        String number = task.caseNumber();
        Page page = page(cases.get(number));
        Optional<Decision> proposed = proposed(number);
        if (form.refusal() == Verdict.CONFIRMED) {
            if (proposed.isEmpty()) {
                cases.decide(number, "REFUSE", page.reasonCode(), page.note(), ExamineApplicationForm.LEGAL_BASIS, CurrentUser.SYSTEM);
            }
            cases.confirmDecision(proposed(number).orElseThrow().id(), task.actor());
            examining(task);
            cases.record(number, Event.internal("REFUSAL_CONFIRMED", task.actor()).at(task.office()).because(page.reasonCode())
                    .noting(form.note()));
        } else {
            String why = Reasons.required(form.note(), "note");
            proposed.ifPresent(decision -> cases.overturnDecision(decision.id(), task.actor()));
            cases.record(number, Event.internal("REFUSAL_OVERTURNED", task.actor()).at(task.office()).noting(why));
        }
        return Map.of("refusal", form.refusal().name());
    }

    /** The applicant may have answered in between; a refused case was examined. */
    private void examining(TaskContext task) {
        if (cases.get(task.caseNumber()).state() == CaseState.WAITING_FOR_APPLICANT) {
            cases.become(task.caseNumber(), CaseState.EXAMINING, Event.internal("EXAMINATION_RESUMED", task.actor()).at(task.office()));
        }
    }

    private Optional<Decision> proposed(String number) {
        return cases.decision(number).filter(decision -> decision.decision().equals("REFUSE") && decision.confirmedAt() == null);
    }

    /** The model comes here straight from the step that refused, so the last reason on the timeline is that step's. */
    private Page lastReason(String number) {
        return cases.timeline(number).stream()
                .filter(entry -> entry.reasonCode() != null && !entry.event().startsWith("TASK_"))
                .reduce((first, second) -> second)
                .map(entry -> new Page(entry.reasonCode(), entry.note(), entry.actorId(), entry.rule(), entry.ruleVersion()))
                .orElseGet(() -> new Page("NOT_ENTITLED", null, CurrentUser.SYSTEM.id(), null, null));
    }
}
