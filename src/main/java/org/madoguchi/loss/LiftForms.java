package org.madoguchi.loss;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** The holder stands at the counter with a card that was found: the same form at each of the three counters. */
class LiftForms {

    enum Lift { LIFTED, NOT_THE_CARD, NOT_BROUGHT }

    /** What is not ticked, or left out by a program, was not checked. */
    record Form(@NotNull Lift lift, Boolean identityChecked, Boolean cardInHand, @Size(max = 1000) String note) {

        Form {
            identityChecked = Boolean.TRUE.equals(identityChecked);
            cardInHand = Boolean.TRUE.equals(cardInHand);
        }
    }

    public record Page(CardInForce card, Loss loss) {}

    private LiftForms() {}

    private abstract static class LiftForm implements TaskForm<Form> {

        private final Losses losses;
        private final String taskKey;

        LiftForm(Losses losses, String taskKey) {
            this.losses = losses;
            this.taskKey = taskKey;
        }

        @Override
        public String taskKey() {
            return taskKey;
        }

        @Override
        public Class<Form> form() {
            return Form.class;
        }

        @Override
        public Page page(CaseFile file) {
            return new Page(losses.issuedCard(file.number()), losses.of(file.number()).orElseThrow());
        }

        @Override
        public Map<String, Object> complete(TaskContext task, Form form) {
            if (form.lift() == Lift.LIFTED) {
                losses.lift(task.caseNumber(), form.identityChecked(), form.cardInHand(), form.note(), task.actor(), task.office());
            } else {
                if (form.note() == null) {
                    throw Refusal.badInput("REASON_WANTED", "note");
                }
                losses.staysSuspended(task.caseNumber(), "LIFT_" + form.lift(), form.note(), task.actor(), task.office());
            }
            return Map.of("lift", form.lift().name());
        }
    }

    @Component
    static class AtMission extends LiftForm {

        AtMission(Losses losses) {
            super(losses, "Task_LiftAtMission");
        }
    }

    @Component
    static class AtMunicipality extends LiftForm {

        AtMunicipality(Losses losses) {
            super(losses, "Task_LiftAtMunicipality");
        }
    }

    @Component
    static class AtBureau extends LiftForm {

        AtBureau(Losses losses) {
            super(losses, "Task_LiftAtBureau");
        }
    }
}
