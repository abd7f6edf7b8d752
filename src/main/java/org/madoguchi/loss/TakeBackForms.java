package org.madoguchi.loss;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.loss.Returns.Disposed;
import org.madoguchi.loss.Returns.Return;
import org.madoguchi.platform.Choices.Choice;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** The holder brings a card back: the same form at each of the three counters. */
class TakeBackForms {

    enum TakeBack { TAKEN_BACK, NOT_BROUGHT }

    /**
     * @param reference the pouch of a card that is sent on
     * @param witness the colleague who saw the card destroyed
     */
    record Form(@NotNull TakeBack takeBack, Boolean identityChecked, Disposal disposal, @Size(max = 60) String reference, String witness,
            @Size(max = 1000) String note) {

        Form {
            identityChecked = Boolean.TRUE.equals(identityChecked);
        }
    }

    public record Page(Return asked, List<Choice> colleagues) {}

    private TakeBackForms() {}

    private abstract static class TakeBackForm implements TaskForm<Form> {

        private final Returns returns;
        private final Staff staff;
        private final String taskKey;
        private final Role role;

        TakeBackForm(Returns returns, Staff staff, String taskKey, Role role) {
            this.returns = returns;
            this.staff = staff;
            this.taskKey = taskKey;
            this.role = role;
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
            String me = CurrentUser.find().map(CurrentUser::id).orElse("");
            return new Page(returns.of(file.number()).orElseThrow(), staff.inQueue(role, file.counterCode()).stream()
                    .filter(colleague -> !colleague.id().equals(me))
                    .map(colleague -> new Choice(colleague.id(), CurrentUser.name(colleague, LocaleContextHolder.getLocale()), null)).toList());
        }

        @Override
        public Map<String, Object> complete(TaskContext task, Form form) {
            if (form.takeBack() == TakeBack.TAKEN_BACK) {
                if (!form.identityChecked()) {
                    throw Refusal.badInput("IDENTITY_UNCHECKED", "identityChecked");
                }
                if (form.disposal() == null) {
                    throw Refusal.badInput("DISPOSAL_WANTED", "disposal");
                }
                returns.takenBack(task.caseNumber(), new Disposed(form.disposal(), form.reference(), form.witness()), task.actor(), task.office());
            } else {
                if (form.note() == null) {
                    throw Refusal.badInput("REASON_WANTED", "note");
                }
                returns.notBrought(task.caseNumber(), form.note(), task.actor(), task.office());
            }
            return Map.of("takeBack", form.takeBack().name());
        }
    }

    @Component
    static class AtMission extends TakeBackForm {

        AtMission(Returns returns, Staff staff) {
            super(returns, staff, "Task_TakeBackAtMission", Role.CONSULAR_OFFICER);
        }
    }

    @Component
    static class AtMunicipality extends TakeBackForm {

        AtMunicipality(Returns returns, Staff staff) {
            super(returns, staff, "Task_TakeBackAtMunicipality", Role.MUNICIPAL_OFFICER);
        }
    }

    @Component
    static class AtBureau extends TakeBackForm {

        AtBureau(Returns returns, Staff staff) {
            super(returns, staff, "Task_TakeBackAtBureau", Role.ISA_CARD_OFFICER);
        }
    }
}
