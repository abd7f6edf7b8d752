package org.madoguchi.issuance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.PinResets.Pin;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities;
import org.springframework.stereotype.Component;

/** The holder stands at the counter with the card: the same form at a mission and at a municipality. */
class PinResetForms {

    enum Outcome { RESET, NOT_VERIFIED, CARD_DEFECTIVE }

    /** {@code way} is how the holder sets the PINs; a PIN itself is never entered here. */
    record Form(@NotNull Outcome outcome, boolean documentChecked, boolean faceChecked, boolean cardInHand, Set<Pin> pins,
            MissionCapabilities.Pin way, @Size(max = 1000) String note) {}

    /** {@code pins} and {@code ways} are names, for choices; {@code card} is null where it has ended meanwhile. */
    public record Page(CardInForce card, String[] pins, String[] ways) {}

    private PinResetForms() {}

    private abstract static class PinResetForm implements TaskForm<Form> {

        private final PinResets resets;
        private final CaseFiles cases;
        private final String taskKey;

        PinResetForm(PinResets resets, CaseFiles cases, String taskKey) {
            this.resets = resets;
            this.cases = cases;
            this.taskKey = taskKey;
        }

        /** How PINs can be set at the counter of this case. */
        abstract boolean can(CaseFile file, MissionCapabilities.Pin way);

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
            CardInForce card = resets.card(file.number()).orElse(null);
            Set<Pin> pins = card == null ? Set.of() : resets.possible(file, card);
            return new Page(card, pins.stream().map(Pin::name).toArray(String[]::new),
                    Arrays.stream(MissionCapabilities.Pin.values()).filter(way -> can(file, way)).map(Enum::name)
                            .toArray(String[]::new));
        }

        @Override
        public Map<String, Object> complete(TaskContext task, Form form) {
            String number = task.caseNumber();
            switch (form.outcome()) {
                case RESET -> reset(task, form);
                case NOT_VERIFIED -> resets.notVerified(number, Reasons.required(form.note(), "note"), task.actor(), task.office());
                case CARD_DEFECTIVE -> resets.defective(number, Reasons.required(form.note(), "note"), task.actor(), task.office());
            }
            return Map.of("pinReset", form.outcome().name());
        }

        private void reset(TaskContext task, Form form) {
            CaseFile file = cases.get(task.caseNumber());
            CardInForce card = resets.card(file.number()).orElseThrow(() -> Refusal.conflict("CARD_NOT_IN_FORCE"));
            wanted(form.documentChecked(), "documentChecked", "DOCUMENT_UNCHECKED");
            wanted(form.faceChecked(), "faceChecked", "FACE_UNCHECKED");
            wanted(form.cardInHand(), "cardInHand", "CARD_NOT_IN_HAND");
            wanted(form.pins() != null && !form.pins().isEmpty(), "pins", "PINS_WANTED");
            wanted(resets.possible(file, card).containsAll(form.pins()), "pins", "PIN_NOT_ON_CARD");
            wanted(form.way() != null, "way", "PIN_WAY_WANTED");
            wanted(can(file, form.way()), "way", "PIN_NOT_POSSIBLE");
            resets.reset(file.number(), form.way(), form.pins(), task.actor(), task.office());
        }

        private static void wanted(boolean fulfilled, String field, String code) {
            if (!fulfilled) {
                throw Refusal.badInput(code, field);
            }
        }
    }

    @Component
    static class AtMission extends PinResetForm {

        private final MissionCapabilities capabilities;

        AtMission(PinResets resets, CaseFiles cases, MissionCapabilities capabilities) {
            super(resets, cases, "Task_ResetPinAtMission");
            this.capabilities = capabilities;
        }

        @Override
        boolean can(CaseFile file, MissionCapabilities.Pin way) {
            return capabilities.of(file.missionCode()).can(way);
        }
    }

    /** Every municipality has a terminal and takes sealed forms. */
    @Component
    static class AtMunicipality extends PinResetForm {

        AtMunicipality(PinResets resets, CaseFiles cases) {
            super(resets, cases, "Task_ResetPinAtMunicipality");
        }

        @Override
        boolean can(CaseFile file, MissionCapabilities.Pin way) {
            return true;
        }
    }
}
