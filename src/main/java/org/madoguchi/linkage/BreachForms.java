package org.madoguchi.linkage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.linkage.Correction.BreachReport;
import org.madoguchi.linkage.Correction.Report;
import org.madoguchi.linkage.Correction.Stage;
import org.madoguchi.platform.Refusal;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Component;

/**
 * The reports of a breach to the supervisory authority. They are filed there; here stands that they were, and their
 * content as D 3.4 lists it: what is known so far in the preliminary one, everything in the final one.
 */
class BreachForms {

    record BreachForm(@NotNull @DateTimeFormat(iso = ISO.DATE) LocalDate filedOn, @NotBlank @Size(max = 200) String recipient,
            @NotBlank @Size(max = 100) String reference, @NotBlank @Size(max = 2000) String summary, @Size(max = 1000) String items,
            @Min(0) @Max(100_000_000) Integer persons, @Size(max = 1000) String cause, @Size(max = 1000) String secondaryDamage,
            @Size(max = 1000) String actionToPersons, @Size(max = 1000) String publication, @Size(max = 1000) String prevention,
            @Size(max = 1000) String other) {}

    public record BreachPage(Correction correction, List<Report> reports, LocalDate due, List<BreachReport> filed) {}

    private BreachForms() {}

    private static BreachPage page(Corrections corrections, CaseFile file, Stage stage) {
        Correction correction = corrections.current(file.number());
        return new BreachPage(correction, corrections.reports(correction), corrections.reportDue(correction, stage),
                corrections.breachReports(correction));
    }

    private static Map<String, Object> file(Corrections corrections, TaskForm.TaskContext task, Stage stage, BreachForm form) {
        corrections.file(task.caseNumber(), new BreachReport(stage, form.filedOn(), task.actor().id(), form.recipient(),
                form.reference(), form.summary(), form.items(), form.persons(), form.cause(), form.secondaryDamage(),
                form.actionToPersons(), form.publication(), form.prevention(), form.other()), task.actor(), task.office());
        return Map.of();
    }

    @Component
    static class FilePreliminaryReport implements TaskForm<BreachForm> {

        private final Corrections corrections;

        FilePreliminaryReport(Corrections corrections) {
            this.corrections = corrections;
        }

        @Override
        public String taskKey() {
            return "Task_FilePreliminaryReport";
        }

        @Override
        public Class<BreachForm> form() {
            return BreachForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return BreachForms.page(corrections, file, Stage.PRELIMINARY);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, BreachForm form) {
            return BreachForms.file(corrections, task, Stage.PRELIMINARY, form);
        }
    }

    @Component
    static class FileFinalReport implements TaskForm<BreachForm> {

        private final Corrections corrections;

        FileFinalReport(Corrections corrections) {
            this.corrections = corrections;
        }

        @Override
        public String taskKey() {
            return "Task_FileFinalReport";
        }

        @Override
        public Class<BreachForm> form() {
            return BreachForm.class;
        }

        @Override
        public Object page(CaseFile file) {
            return BreachForms.page(corrections, file, Stage.FINAL);
        }

        /** What the preliminary report said; when and under which number this one was filed is its own. */
        @Override
        public BreachForm prefilled(CaseFile file) {
            return corrections.breachReports(corrections.current(file.number())).stream().reduce((first, last) -> last)
                    .map(said -> new BreachForm(null, said.recipient(), null, said.summary(), said.items(), said.persons(), said.cause(),
                            said.secondaryDamage(), said.actionToPersons(), said.publication(), said.prevention(), said.other())).orElse(null);
        }

        @Override
        public Map<String, Object> complete(TaskContext task, BreachForm form) {
            missing(form).findFirst().ifPresent(field -> {
                throw Refusal.badInput("FINAL_REPORT_INCOMPLETE", field);
            });
            return BreachForms.file(corrections, task, Stage.FINAL, form);
        }

        private static Stream<String> missing(BreachForm form) {
            return Stream.of(form.items() == null ? "items" : null, form.persons() == null ? "persons" : null,
                    form.cause() == null ? "cause" : null, form.secondaryDamage() == null ? "secondaryDamage" : null,
                    form.actionToPersons() == null ? "actionToPersons" : null, form.publication() == null ? "publication" : null,
                    form.prevention() == null ? "prevention" : null).filter(field -> field != null);
        }
    }
}
