package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseFiles.Decision;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.ConfirmRefusalForm.Verdict;
import org.madoguchi.issuance.ExamineApplicationForm.Examination;
import org.madoguchi.issuance.ExamineApplicationForm.Form;
import org.madoguchi.issuance.ExamineApplicationForm.RefusalReason;
import org.madoguchi.issuance.ExamineApplicationForm.Wanted;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.annotation.Autowired;

class ExaminationTests extends IssuanceTest {

    @Autowired ExamineApplicationForm examine;
    @Autowired ConfirmRefusalForm confirm;
    @Autowired Validator validator;

    private static Form issue(Integer yen, String why) {
        return new Form(Examination.ISSUE, yen, why, null, null, null, null);
    }

    private static Form refuse(RefusalReason reason, String note) {
        return new Form(Examination.REFUSE, null, null, reason, note, null, null);
    }

    private static Form ask(Wanted wanted, String question) {
        return new Form(Examination.ASK, null, null, null, null, wanted, question);
    }

    private String underExamination() {
        return examined(aCase());
    }

    private String examined(CaseBuilder builder) {
        String number = builder.examined();
        startSpineAt(number, "Task_ExamineApplication");
        return number;
    }

    private String lapsedOnDeparture() {
        return examined(aCase().answering(Map.of("card", Map.of("held", true, "state", "LAPSED_ON_DEPARTURE"))));
    }

    @Test
    void the_page_shows_statement_register_and_indicative_fee() {
        String number = lapsedOnDeparture();
        var page = examine.page(cases.get(number));
        assertThat(page.facts()).extracting(ExamineApplicationForm.Answer::name).contains("card.state");
        assertThat(page.linked().comparison()).isNotEmpty();
        assertThat(page.photo()).isNotNull();
        assertThat(page.indicativeYen()).isEqualTo(1000);
    }

    @Test
    void a_free_card_is_ordered_at_once() {
        String number = underExamination();
        complete(number, "Task_ExamineApplication", "municipal-officer", issue(null, null));
        assertThat(issuance.fee(number).orElseThrow().feeYen()).isZero();
        assertThat(cases.decision(number).orElseThrow().decision()).isEqualTo("ISSUE");
        assertThat(order(number).order().registerEntry()).startsWith("ENTRY-");
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
    }

    @Test
    void the_indicative_fee_is_taken_where_nothing_else_is_said() {
        String number = lapsedOnDeparture();
        complete(number, "Task_ExamineApplication", "municipal-officer", issue(null, null));
        assertThat(issuance.fee(number).orElseThrow().feeYen()).isEqualTo(1000);
        assertThat(externalTasks.createExternalTaskQuery().topicName("payment-request").list()).isNotEmpty();
    }

    @Test
    void another_fee_needs_a_reason() {
        String number = lapsedOnDeparture();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() ->
                        complete(number, "Task_ExamineApplication", "municipal-officer", issue(0, " ")))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("feeReason"));
        assertThat(issuance.fee(number)).isEmpty();
        complete(number, "Task_ExamineApplication", "municipal-officer", issue(0, "Exempted by ordinance"));
        var fee = issuance.fee(number).orElseThrow();
        assertThat(fee.feeYen()).isZero();
        assertThat(fee.indicativeYen()).isEqualTo(1000);
        assertThat(fee.note()).isEqualTo("Exempted by ordinance");
    }

    @Test
    void a_fee_the_table_cannot_tell_must_be_given() {
        String number = examined(aCase().kind("REISSUE_LOST", "REISSUE").answering(Map.of("card", Map.of("held", true, "state", "LOST"))));
        assertThat(examine.page(cases.get(number)).indicativeYen()).isNull();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() ->
                        complete(number, "Task_ExamineApplication", "municipal-officer", issue(null, null)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("FEE_WANTED"));
        complete(number, "Task_ExamineApplication", "municipal-officer", issue(800, "Fault of the holder, no certificates"));
        assertThat(issuance.fee(number).orElseThrow().feeYen()).isEqualTo(800);
    }

    @Test
    void fees_are_bounded() {
        assertThat(validator.validate(issue(-1, null))).isNotEmpty();
        assertThat(validator.validate(issue(10_001, null))).isNotEmpty();
        assertThat(validator.validate(issue(10_000, null))).isEmpty();
        assertThat(validator.validate(new Form(null, null, null, null, null, null, null))).isNotEmpty();
    }

    @Test
    void a_refusal_says_why_and_waits_for_a_second_person() {
        String number = underExamination();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() ->
                complete(number, "Task_ExamineApplication", "municipal-officer", refuse(null, "Because")));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() ->
                complete(number, "Task_ExamineApplication", "municipal-officer", refuse(RefusalReason.DOCUMENTS_MISSING, "")));
        assertThatExceptionOfType(Refusal.class).as("nobody acts for this applicant").isThrownBy(() ->
                        complete(number, "Task_ExamineApplication", "municipal-officer", refuse(RefusalReason.REPRESENTATION_NOT_PROVEN, "None")))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("REASON_NOT_OF_THIS_CASE"));
        complete(number, "Task_ExamineApplication", "municipal-officer", refuse(RefusalReason.DOCUMENTS_MISSING, "No proof of representation"));
        assertThat(openTasks(number)).containsExactly("Task_ConfirmRefusal");
        assertThat(notices(number)).isEmpty();
        assertThat(confirm.page(cases.get(number)).reasonCode()).isEqualTo("DOCUMENTS_MISSING");

        complete(number, "Task_ConfirmRefusal", "municipal-supervisor", new ConfirmRefusalForm.Form(Verdict.CONFIRMED, null));
        Decision decision = cases.decision(number).orElseThrow();
        assertThat(decision.decidedBy()).isEqualTo("municipal-officer");
        assertThat(decision.confirmedBy()).isEqualTo("municipal-supervisor");
        assertThat(cases.get(number).state()).isEqualTo(CaseState.REFUSED);
        assertThat(notices(number)).contains("refused");
    }

    @Test
    void nobody_confirms_their_own_refusal() {
        String number = underExamination();
        complete(number, "Task_ExamineApplication", "municipal-supervisor", refuse(RefusalReason.NATIONALITY_LOST, "Register says so"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> complete(number, "Task_ConfirmRefusal", "municipal-supervisor",
                        new ConfirmRefusalForm.Form(Verdict.CONFIRMED, null)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("FOUR_EYES"));
    }

    @Test
    void an_overturned_refusal_is_examined_again() {
        String number = underExamination();
        complete(number, "Task_ExamineApplication", "municipal-officer", refuse(RefusalReason.HOLDS_VALID_CARD, "Seen in the list"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> complete(number, "Task_ConfirmRefusal", "municipal-supervisor",
                        new ConfirmRefusalForm.Form(Verdict.OVERTURNED, " ")))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("note"));
        complete(number, "Task_ConfirmRefusal", "municipal-supervisor", new ConfirmRefusalForm.Form(Verdict.OVERTURNED, "That card was returned"));
        assertThat(openTasks(number)).containsExactly("Task_ExamineApplication");
        assertThat(cases.decision(number)).isEmpty();
        complete(number, "Task_ExamineApplication", "municipal-officer", issue(null, null));
        assertThat(cases.decision(number).orElseThrow().decision()).isEqualTo("ISSUE");
    }

    @Test
    void what_a_table_refused_is_shown_and_recorded_with_its_reason() {
        String number = aCase().create(CaseState.CHECKING_ELIGIBILITY);
        cases.record(number, Event.of("ELIGIBILITY_ASSESSED", CurrentUser.SYSTEM).because("LEFT_BEFORE_NUMBERING").by("overseas-eligibility", 3));
        startSpineAt(number, "Task_ConfirmRefusal");
        var page = confirm.page(cases.get(number));
        assertThat(page.reasonCode()).isEqualTo("LEFT_BEFORE_NUMBERING");
        assertThat(page.rule()).isEqualTo("overseas-eligibility");
        complete(number, "Task_ConfirmRefusal", "municipal-supervisor", new ConfirmRefusalForm.Form(Verdict.CONFIRMED, null));
        Decision decision = cases.decision(number).orElseThrow();
        assertThat(decision.reasonCode()).isEqualTo("LEFT_BEFORE_NUMBERING");
        assertThat(decision.confirmedBy()).isEqualTo("municipal-supervisor");
        assertThat(cases.get(number).state()).isEqualTo(CaseState.REFUSED);
    }

    @Test
    void what_is_asked_reaches_the_applicant_and_the_case_waits() {
        String number = underExamination();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() ->
                complete(number, "Task_ExamineApplication", "municipal-officer", ask(Wanted.PHOTO_WANTED, "")));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() ->
                complete(number, "Task_ExamineApplication", "municipal-officer", ask(null, "Which?")));
        complete(number, "Task_ExamineApplication", "municipal-officer", ask(Wanted.DOCUMENT_WANTED, "Please send the register certificate."));
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
        assertThat(cases.openRequest(number).orElseThrow().note()).startsWith("Please send");
        cases.answer(number, "Here it is", CurrentUser.applicant(cases.get(number).accountId().toString()));
        flow.tell(number, "information-received", new HashMap<>());
        complete(number, "Task_ExamineApplication", "municipal-officer", issue(null, null));
        assertThat(cases.get(number).state()).isEqualTo(CaseState.EXAMINING);
    }
}
