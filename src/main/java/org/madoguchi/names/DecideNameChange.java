package org.madoguchi.names;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.names.NameChange.Decision;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** An office decides on a change of name: the municipality of an applicant abroad, the bureau of a resident. */
abstract class DecideNameChange implements TaskForm<DecideNameChange.Form> {

    enum NameDecision { CORRECT, KEEP, NOT_A_CHANGE, ASK }

    /**
     * @param question what the holder is asked, in their language if possible
     * @param note on what ground it is no change, or what was seen
     * @param change the statement that was looked at; where it is given, no other one is decided on
     */
    record Form(@NotNull NameDecision nameDecision, @Size(max = 1000) String question, @Size(max = 1000) String note, UUID change) {}

    /**
     * @param change null where it was settled meanwhile
     * @param earlier what was stated before, the oldest first
     * @param choices names of what can be decided
     */
    public record Page(NameChange change, List<NameChange> earlier, String[] choices) {}

    private final NameChanges changes;

    DecideNameChange(NameChanges changes) {
        this.changes = changes;
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        NameChange change = changes.open(file.number()).orElse(null);
        boolean keep = change != null && change.spellingOnly();
        return new Page(change, changes.all(file.number()).stream().filter(one -> !one.open()).toList(),
                (keep ? List.of("CORRECT", "KEEP", "NOT_A_CHANGE", "ASK") : List.of("CORRECT", "NOT_A_CHANGE", "ASK")).toArray(String[]::new));
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        String number = task.caseNumber();
        if (form.change() != null && changes.open(number).filter(one -> one.id().equals(form.change())).isEmpty()) {
            throw Refusal.badInput("NAME_CHANGE_RESTATED", "nameDecision");
        }
        switch (form.nameDecision()) {
            case ASK -> changes.ask(number, required(form.question(), "question", "QUESTION_WANTED"), task.actor(), task.office());
            case NOT_A_CHANGE -> changes.decide(number, Decision.NOT_A_CHANGE, required(form.note(), "note", "REASON_WANTED"), task.actor(),
                    task.office());
            case CORRECT, KEEP -> changes.decide(number, Decision.valueOf(form.nameDecision().name()),
                    form.note() == null || form.note().isBlank() ? null : form.note().strip(), task.actor(), task.office());
        }
        return Map.of("nameDecision", form.nameDecision().name());
    }

    private static String required(String text, String field, String code) {
        if (text == null || text.isBlank()) {
            throw Refusal.badInput(code, field);
        }
        return text.strip();
    }

    @Component
    static class AtMunicipality extends DecideNameChange {

        AtMunicipality(NameChanges changes) {
            super(changes);
        }

        @Override
        public String taskKey() {
            return "Task_DecideNameChange";
        }
    }

    @Component
    static class AtBureau extends DecideNameChange {

        AtBureau(NameChanges changes) {
            super(changes);
        }

        @Override
        public String taskKey() {
            return "Task_DecideNameAtBureau";
        }
    }
}
