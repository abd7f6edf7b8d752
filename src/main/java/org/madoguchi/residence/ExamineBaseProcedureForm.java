package org.madoguchi.residence;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.residence.Residences.Acceptance;
import org.madoguchi.residence.Residences.Appearing;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Component;

/** The examiner decides the base procedure. Whether a merged card was asked for is not shown: it has no part in this. */
@Component
class ExamineBaseProcedureForm implements TaskForm<ExamineBaseProcedureForm.Form> {

    enum BaseDecision { GRANTED, REFUSED, ASK }

    enum RefusalReason { NO_REASONABLE_GROUNDS, PERMANENT_RESIDENCE_REQUIREMENTS, DOCUMENTS_MISSING, REPRESENTATION_NOT_PROVEN }

    /**
     * @param grantedMonths the period granted; empty for an indefinite stay
     * @param grantedUntil its last day
     * @param note why it is refused, for the supervisor and for the record
     */
    record Form(@NotNull BaseDecision baseDecision, @Min(1) @Max(120) Integer grantedMonths,
            @DateTimeFormat(iso = ISO.DATE) LocalDate grantedUntil,
            RefusalReason refusalReason, @Size(max = 1000) String question, @Size(max = 1000) String note) {}

    /**
     * @param grantsPeriod whether a grant needs a period and its last day
     * @param reasons for a refusal of this procedure
     */
    public record Page(CaseFile.Residence stay, Acceptance acceptance, boolean grantsPeriod, String[] reasons) {}

    static final String LEGAL_BASIS = "IMMIGRATION_CONTROL_ACT";

    private final CaseFiles cases;
    private final Residences residences;
    private final Clock clock;

    ExamineBaseProcedureForm(CaseFiles cases, Residences residences, Clock clock) {
        this.cases = cases;
        this.residences = residences;
        this.clock = clock;
    }

    @Override
    public String taskKey() {
        return "Task_ExamineBaseProcedure";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        return new Page(file.residence(), residences.acceptance(file.number()).orElse(null), limited(file),
                reasons(file).map(Enum::name).toArray(String[]::new));
    }

    /** What a refusal rests on differs with the procedure; who applied alone has no representation to prove. */
    private Stream<RefusalReason> reasons(CaseFile file) {
        String procedure = file.residence().baseProcedure();
        boolean represented = file.applicant().represented()
                || residences.acceptance(file.number()).filter(taken -> taken.appearing() != Appearing.SELF).isPresent();
        return Stream.of(RefusalReason.values()).filter(reason -> switch (reason) {
            case NO_REASONABLE_GROUNDS -> limited(file);
            case PERMANENT_RESIDENCE_REQUIREMENTS -> procedure.equals("PERMANENT_RESIDENCE");
            case DOCUMENTS_MISSING -> true;
            case REPRESENTATION_NOT_PROVEN -> represented;
        });
    }

    @Override
    public String legalBasis(CaseFile file, String outcome, Locale locale) {
        return LEGAL_BASIS;
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        CaseFile file = cases.get(task.caseNumber());
        switch (form.baseDecision()) {
            case GRANTED -> grant(task, form, file);
            case REFUSED -> refuse(task, form, file);
            case ASK -> ask(task, form);
        }
        return Map.of("baseDecision", form.baseDecision().name());
    }

    private void grant(TaskContext task, Form form, CaseFile file) {
        LocalDate today = Tokyo.today(clock);
        if (limited(file) && form.grantedMonths() == null) {
            throw Refusal.badInput("PERIOD_WANTED", "grantedMonths");
        }
        if (limited(file)) {
            requireLastDay(form, file, today);
        }
        cases.decideBase(file.number(), true, today, limited(file) ? form.grantedMonths() : null, limited(file) ? form.grantedUntil() : null);
        cases.decide(file.number(), "ISSUE", "MEETS_REQUIREMENTS", form.note(), LEGAL_BASIS, task.actor());
        become(task, Event.of("BASE_GRANTED", task.actor()).because("MEETS_REQUIREMENTS").noting(form.note()));
    }

    /** The new stay begins with the permission or follows the old one, and lasts as many months as are granted. */
    private static void requireLastDay(Form form, CaseFile file, LocalDate today) {
        LocalDate last = form.grantedUntil();
        if (last == null) {
            throw Refusal.badInput("LAST_DAY_WANTED", "grantedUntil");
        }
        LocalDate fromPermission = today.plusMonths(form.grantedMonths());
        LocalDate old = file.residence().periodUntil();
        LocalDate fromOldStay = old == null ? fromPermission : old.plusMonths(form.grantedMonths());
        LocalDate earliest = fromOldStay.isBefore(fromPermission) ? fromOldStay : fromPermission;
        LocalDate latest = fromOldStay.isBefore(fromPermission) ? fromPermission : fromOldStay;
        if (!last.isAfter(today) || last.isBefore(earliest.minusDays(1)) || last.isAfter(latest)) {
            throw Refusal.badInput("LAST_DAY_CONTRADICTS", "grantedUntil", earliest.minusDays(1).toString(), latest.toString());
        }
    }

    private void refuse(TaskContext task, Form form, CaseFile file) {
        if (form.refusalReason() == null) {
            throw Refusal.badInput("REASON_WANTED", "refusalReason");
        }
        if (reasons(file).noneMatch(form.refusalReason()::equals)) {
            throw Refusal.badInput("REASON_NOT_OF_THIS_CASE", "refusalReason");
        }
        String note = Words.required(form.note(), "note", "REASON_WANTED");
        cases.decide(task.caseNumber(), "REFUSE", form.refusalReason().name(), note, LEGAL_BASIS, task.actor());
        become(task, Event.internal("REFUSAL_PROPOSED", task.actor()).because(form.refusalReason().name()).noting(note));
    }

    private void ask(TaskContext task, Form form) {
        String question = Words.required(form.question(), "question", "QUESTION_WANTED");
        cases.ask(task.caseNumber(), "DOCUMENT_WANTED", question, task.actor());
        become(task, Event.internal("INFORMATION_WANTED", task.actor()).because("DOCUMENT_WANTED").noting(question));
    }

    private void become(TaskContext task, Event event) {
        cases.become(task.caseNumber(), CaseState.EXAMINING, event.at(task.office()));
    }

    /** Permanent residence has no last day. */
    private static boolean limited(CaseFile file) {
        String procedure = file.residence().baseProcedure();
        return ResidenceRules.grantsPeriod(procedure) && !procedure.equals("PERMANENT_RESIDENCE");
    }
}
