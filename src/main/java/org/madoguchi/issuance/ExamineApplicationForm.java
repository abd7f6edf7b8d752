package org.madoguchi.issuance;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.Document;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.casefile.LinkedRecords.LinkedRecord;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.FeeTable.Indication;
import org.madoguchi.issuance.Issuance.Fee;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The municipality examines the application, decides and sets the fee. */
@Component
class ExamineApplicationForm implements TaskForm<ExamineApplicationForm.Form> {

    enum Examination { ISSUE, REFUSE, ASK }

    /** Grounds for a refusal by a person; those of the tables stand with the tables. */
    enum RefusalReason { STATEMENT_CONTRADICTS_REGISTER, DOCUMENTS_MISSING, REPRESENTATION_NOT_PROVEN, HOLDS_VALID_CARD,
        RETURNED_TO_JAPAN, NATIONALITY_LOST }

    enum Wanted { PHOTO_WANTED, DOCUMENT_WANTED, STATEMENT_WANTED }

    /**
     * @param feeYen what the municipality asks; the indicative fee where empty
     * @param feeReason why it differs from the indicative fee
     * @param note why it is refused, for the supervisor and for the record
     * @param question what the applicant is asked, in their language if possible
     */
    record Form(@NotNull Examination examination, @Min(0) @Max(10_000) Integer feeYen, @Size(max = 500) String feeReason,
            RefusalReason refusalReason, @Size(max = 1000) String note, Wanted wanted, @Size(max = 1000) String question) {}

    /** An answer of the applicant, named {@code answer.<name>}; {@code day} where it is a date. */
    public record Answer(String name, String value, LocalDate day) {}

    /** {@code reasons} for a refusal that this case can have; {@code linked} is null where no linked record can be shown, {@code photo} for a holder without one. */
    public record Page(List<Answer> facts, LinkedRecord linked, Integer indicativeYen, String feeReason, UUID photo, String[] reasons) {}

    static final String LEGAL_BASIS = "NUMBER_ACT";

    /** In the order of asking; what stands in the statement is not repeated. */
    private static final List<String> FACTS = List.of("japaneseNational", "residentRecordInJapan", "everRegistered",
            "residentRecordSinceNumbering", "registeredDomicileKnown", "card.held", "card.state", "card.expiresOn",
            "card.detailsChanged", "card.holderAtFault", "certificatesWanted");

    private final CaseFiles cases;
    private final FeeTable feeTable;
    private final FeeStore fees;
    private final ObjectProvider<LinkedRecords> links;
    private final Clock clock;

    ExamineApplicationForm(CaseFiles cases, FeeTable feeTable, FeeStore fees, ObjectProvider<LinkedRecords> links, Clock clock) {
        this.cases = cases;
        this.feeTable = feeTable;
        this.fees = fees;
        this.links = links;
        this.clock = clock;
    }

    @Override
    public String taskKey() {
        return "Task_ExamineApplication";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        Map<String, Object> answers = Cases.answers(file);
        List<Answer> facts = FACTS.stream().filter(answers::containsKey).map(name -> fact(name, String.valueOf(answers.get(name)))).toList();
        LinkedRecord linked = !file.shows(Fact.RECORD) ? null : links.stream().flatMap(each -> each.linkedTo(file.number()).stream()).findFirst().orElse(null);
        Indication indication = feeTable.indicate(file);
        UUID photo = !file.shows(Fact.PHOTO) ? null : cases.latestDocument(file.number(), "PHOTO").map(Document::id).orElse(null);
        return new Page(facts, linked, indication.yen(), indication.reasonCode(), photo,
                reasons(file).map(Enum::name).toArray(String[]::new));
    }

    /** Nobody acts for whoever applies alone, and a card in force is what a renewal or a change begins with. */
    private static Stream<RefusalReason> reasons(CaseFile file) {
        return Stream.of(RefusalReason.values()).filter(reason -> switch (reason) {
            case REPRESENTATION_NOT_PROVEN -> file.applicant().represented();
            case HOLDS_VALID_CARD -> !List.of("RENEWAL", "CHANGE").contains(file.purpose());
            default -> true;
        });
    }

    private static Answer fact(String name, String value) {
        return new Answer(name, value, name.equals("card.expiresOn") ? LocalDate.parse(value) : null);
    }

    @Override
    public String legalBasis(CaseFile file, String outcome, Locale locale) {
        return LEGAL_BASIS;
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        CaseFile file = cases.get(task.caseNumber());
        boolean feeDue = switch (form.examination()) {
            case ISSUE -> issue(task, file, form);
            case REFUSE -> refuse(task, file, form);
            case ASK -> ask(task, form);
        };
        return Map.of("examination", form.examination().name(), "feeDue", feeDue);
    }

    private boolean issue(TaskContext task, CaseFile file, Form form) {
        Indication indication = feeTable.indicate(file);
        Integer yen = form.feeYen() != null ? form.feeYen() : indication.yen();
        if (yen == null) {
            throw Refusal.badInput("FEE_WANTED", "feeYen");
        }
        String why = yen.equals(indication.yen()) ? null : Reasons.required(form.feeReason(), "feeReason");
        fees.setFee(new Fee(task.caseNumber(), yen, indication.yen(), indication.reasonCode(), indication.ruleVersion(), why,
                clock.instant()), task.actor().id());
        cases.decide(task.caseNumber(), "ISSUE", "MEETS_REQUIREMENTS", form.note(), LEGAL_BASIS, task.actor());
        become(task, Event.of("ISSUE_DECIDED", task.actor()).because("MEETS_REQUIREMENTS").noting(form.note()));
        cases.record(task.caseNumber(), Event.of("FEE_SET", task.actor()).at(task.office()).because(indication.reasonCode())
                .noting(why).by("overseas-fee", indication.ruleVersion()));
        return yen > 0 && !paid(task.caseNumber());
    }

    /** A case that went back to its match has paid already. */
    private boolean paid(String number) {
        return fees.payment(number).filter(payment -> payment.state().equals("PAID")).isPresent();
    }

    private boolean refuse(TaskContext task, CaseFile file, Form form) {
        if (form.refusalReason() == null) {
            throw Refusal.badInput("REASON_WANTED", "refusalReason");
        }
        if (reasons(file).noneMatch(form.refusalReason()::equals)) {
            throw Refusal.badInput("REASON_NOT_OF_THIS_CASE", "refusalReason");
        }
        String note = Reasons.required(form.note(), "note");
        cases.decide(task.caseNumber(), "REFUSE", form.refusalReason().name(), note, LEGAL_BASIS, task.actor());
        become(task, Event.internal("REFUSAL_PROPOSED", task.actor()).because(form.refusalReason().name()).noting(note));
        return false;
    }

    private boolean ask(TaskContext task, Form form) {
        if (form.wanted() == null) {
            throw Refusal.badInput("QUESTION_WANTED", "wanted");
        }
        String question = Reasons.required(form.question(), "question", "QUESTION_WANTED");
        cases.ask(task.caseNumber(), form.wanted().name(), question, task.actor());
        become(task, Event.internal("INFORMATION_WANTED", task.actor()).because(form.wanted().name()).noting(question));
        return false;
    }

    /** Whatever went before, it is being examined now. */
    private void become(TaskContext task, Event event) {
        cases.become(task.caseNumber(), CaseState.EXAMINING, event.at(task.office()));
    }
}
