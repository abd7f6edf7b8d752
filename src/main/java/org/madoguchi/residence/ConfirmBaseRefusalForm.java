package org.madoguchi.residence;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.Decision;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** A second person of the bureau confirms that a base procedure is refused; only then is it. */
@Component
class ConfirmBaseRefusalForm implements TaskForm<ConfirmBaseRefusalForm.Form> {

    enum Verdict { CONFIRMED, OVERTURNED }

    record Form(@NotNull Verdict refusal, @Size(max = 1000) String note) {}

    private final CaseFiles cases;
    private final Clock clock;

    ConfirmBaseRefusalForm(CaseFiles cases, Clock clock) {
        this.cases = cases;
        this.clock = clock;
    }

    @Override
    public String taskKey() {
        return "Task_ConfirmBaseRefusal";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Decision page(CaseFile file) {
        return cases.decision(file.number()).orElseThrow();
    }

    @Override
    public String legalBasis(CaseFile file, String outcome, Locale locale) {
        return ExamineBaseProcedureForm.LEGAL_BASIS;
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        String number = task.caseNumber();
        Decision proposed = cases.decision(number).orElseThrow();
        if (form.refusal() == Verdict.CONFIRMED) {
            cases.confirmDecision(proposed.id(), task.actor());
            cases.decideBase(number, false, Tokyo.today(clock), null, null);
            cases.setCardOutcome(number, "NO_NEW_CARD");
            cases.record(number, Event.internal("REFUSAL_CONFIRMED", task.actor()).at(task.office()).because(proposed.reasonCode())
                    .noting(form.note()));
        } else {
            String why = Words.required(form.note(), "note", "REASON_WANTED");
            cases.overturnDecision(proposed.id(), task.actor());
            cases.record(number, Event.internal("REFUSAL_OVERTURNED", task.actor()).at(task.office()).noting(why));
        }
        return Map.of("refusal", form.refusal().name());
    }
}
