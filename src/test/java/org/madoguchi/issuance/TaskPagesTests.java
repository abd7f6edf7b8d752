package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.ConfirmCardReceiptForm.Receipt;
import org.madoguchi.issuance.ExamineApplicationForm.Examination;
import org.madoguchi.issuance.ExamineApplicationForm.RefusalReason;
import org.madoguchi.issuance.Issuance.Change;
import org.madoguchi.issuance.PrepareHandoverForm.OldCard;
import org.madoguchi.issuance.PrepareHandoverForm.Preparation;
import org.madoguchi.partners.JLisClient.ActivatedCard;
import org.madoguchi.partners.PartnerRefused;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.madoguchi.programme.MissionCapabilities.Pin;
import org.madoguchi.sla.Escalations;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Each task on its page, in both languages. */
class TaskPagesTests extends IssuanceTest {

    @Autowired MockMvcTester pages;
    @Autowired Escalations escalations;

    private void shows(String number, String taskKey, String person, String... fields) throws Exception {
        String id = openTask(number, taskKey).taskId();
        for (String language : List.of("ja", "en")) {
            var page = pages.get().uri("/tasks/" + id + "?lang=" + language).with(user(staff.find(person).orElseThrow())).exchange();
            assertThat(page).as(taskKey + " in " + language).hasStatusOk();
            String html = page.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
            assertThat(html).as(taskKey + " in " + language).doesNotContain("??").contains("name=\"note\"");
            for (String field : fields) {
                assertThat(html).as(taskKey + " in " + language).contains("name=\"" + field + "\"");
            }
        }
    }

    @Test
    void examination_and_refusal() throws Exception {
        String number = aCase().answering(Map.of("japaneseNational", true, "card", Map.of("held", true, "state", "LAPSED_ON_DEPARTURE"))).examined();
        startSpineAt(number, "Task_ExamineApplication");
        shows(number, "Task_ExamineApplication", "municipal-officer", "examination", "feeYen", "feeReason", "refusalReason", "wanted", "question");
        complete(number, "Task_ExamineApplication", "municipal-officer",
                new ExamineApplicationForm.Form(Examination.REFUSE, null, null, RefusalReason.DOCUMENTS_MISSING, "None came", null, null));
        shows(number, "Task_ConfirmRefusal", "municipal-supervisor", "refusal");
    }

    /** A reason that speaks to the applicant has another wording on the page of the case. */
    @Test
    void the_timeline_of_a_case_speaks_to_staff() throws Exception {
        String number = aCase().examined();
        cases.record(number, Event.of("FEE_SET", CurrentUser.SYSTEM).because("REISSUE_AT_FAULT_CHARGED"));
        var page = pages.get().uri("/cases/" + number + "?lang=en").with(user(staff.find("municipal-officer").orElseThrow())).exchange();
        assertThat(page).hasStatusOk().bodyText().contains("the holder’s own fault").doesNotContain("your own fault", "{0}");
    }

    @Test
    void production_and_transport() throws Exception {
        String number = aCase().at(FAR_MISSION).ordered();
        clock.tick(Duration.ofDays(22));
        runDueTimers(number);
        shows(number, "Task_ResolveProduction", "municipal-officer", "resolution", "question");
        rejected(number, "PHOTO_UNSUITABLE");
        shows(number, "Task_ResolveProduction", "municipal-officer", "resolution");
        complete(number, "Task_ResolveProduction", "municipal-officer",
                new ResolveProductionForm.Form(ResolveProductionForm.Resolution.ORDER_AGAIN, null, null));
        order(number);
        produced(number);
        dispatched(number);
        shows(number, "Task_PassOnCard", "municipal-officer", "reference");
        complete(number, "Task_PassOnCard", "municipal-officer", new PassOnCardForm.Form("POUCH", null, null));
        shows(number, "Task_ConfirmCardReceipt", "clerk-" + FAR_MISSION, "receipt", "reference");
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + FAR_MISSION, new ConfirmCardReceiptForm.Form(Receipt.NOT_ARRIVED, null, "No"));
        shows(number, "Task_TraceShipment", "municipal-officer", "trace");
        complete(number, "Task_TraceShipment", "municipal-officer", new TraceShipmentForm.Form(TraceShipmentForm.Trace.FOUND, "There"));
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + FAR_MISSION, new ConfirmCardReceiptForm.Form(Receipt.DAMAGED, null, "Torn"));
        shows(number, "Task_DisposeOfCard", "clerk-" + FAR_MISSION, "method", "reference");
        complete(number, "Task_DisposeOfCard", "clerk-" + FAR_MISSION, new DisposeOfCardForm.Form(Disposal.RETURN, "P", null));
        shows(number, "Task_WitnessDisposal", "officer-" + FAR_MISSION, "witness");
    }

    @Test
    void hand_over() throws Exception {
        String number = aCase().atTheCounter();
        shows(number, "Task_PrepareHandover", "clerk-" + MISSION, "preparation", "oldCard", "pin");
        complete(number, "Task_PrepareHandover", "clerk-" + MISSION,
                new PrepareHandoverForm.Form(Preparation.READY, OldCard.NONE, Pin.SEALED_FORM, null));
        refuse(number, activationCall, new PartnerRefused("ActivationRefused", "CHIP_UNREADABLE"));
        shows(number, "Task_ResolveActivation", "officer-" + MISSION, "activation");
        complete(number, "Task_ResolveActivation", "officer-" + MISSION,
                new ResolveActivationForm.Form(ResolveActivationForm.Activation.RETRY, null));
        work(number, activationCall, new ActivatedCard("x", clock.instant()));
        shows(number, "Task_HandOverCard", "officer-" + MISSION, "handover", "signatureTaken", "servicesShown");
        String handover = text(pages.get().uri("/tasks/" + openTask(number, "Task_HandOverCard").taskId() + "?lang=en")
                .with(user(staff.find("officer-" + MISSION).orElseThrow())).exchange());
        assertThat(handover).contains("Photo of the application", cases.get(number).applicant().name());
    }

    @Test
    void a_late_task_stands_once_before_its_supervisor_who_gives_it_to_somebody_there() throws Exception {
        String number = aCase().examined();
        startSpineAt(number, "Task_ExamineApplication");
        String id = openTask(number, "Task_ExamineApplication").taskId();
        clock.tick(Duration.ofDays(60));
        escalations.raise(number);
        var supervisor = staff.find("municipal-supervisor").orElseThrow();
        String before = text(pages.get().uri("/supervision?lang=en").with(user(supervisor)).exchange());
        assertThat(before.split(">" + number + "<", -1)).hasSize(2);
        assertThat(before).contains("The supervisor was told", "/supervision/tasks/" + id + "/assign", "not yet acknowledged");

        for (int i = 0; i < 2; i++) {
            assertThat(pages.post().uri("/supervision/tasks/" + id + "/assign").with(user(supervisor)).with(csrf())
                    .param("assignee", "municipal-officer").exchange()).hasStatus3xxRedirection().hasRedirectedUrl("/supervision");
        }
        assertThat(openTask(number, "Task_ExamineApplication").assignee()).isEqualTo("municipal-officer");
        assertThat(cases.timeline(number).stream().filter(one -> one.event().equals("TASK_ASSIGNED"))).hasSize(1);
        var officer = staff.find("municipal-officer").orElseThrow();
        assertThat(text(pages.get().uri("/tasks?view=MINE&lang=en").with(user(officer)).exchange()))
                .contains("Overdue (", "Given by " + supervisor.nameEn());
        assertThat(pages.post().uri("/supervision/tasks/" + id + "/assign").with(user(officer)).with(csrf())
                .param("assignee", "municipal-officer").exchange()).hasStatus(403);
    }

    private static String text(org.springframework.test.web.servlet.assertj.MvcTestResult page) throws Exception {
        return page.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void forwarding() throws Exception {
        String number = aCase().arrived();
        startSpineAt(number, "Task_AwaitPayment");
        issuance.requestChange(number, Change.COLLECTION_PLACE, OTHER_MISSION, org.madoguchi.identity.CurrentUser.SYSTEM);
        shows(number, "Task_ForwardToNewPlace", "clerk-" + MISSION, "reference");
        complete(number, "Task_ForwardToNewPlace", "clerk-" + MISSION, new ForwardCardForm.Form("P", null, null));
        shows(number, "Task_ConfirmForwardedCard", "clerk-" + OTHER_MISSION, "receipt", "reference");
    }

    @Test
    void a_form_filled_on_the_page_is_bound_and_a_refusal_stands_beside_its_field() throws Exception {
        String number = aCase().answering(Map.of("card", Map.of("held", true, "state", "LAPSED_ON_DEPARTURE"))).examined();
        startSpineAt(number, "Task_ExamineApplication");
        String id = openTask(number, "Task_ExamineApplication").taskId();
        var officer = staff.find("municipal-officer").orElseThrow();
        var refused = pages.post().uri("/tasks/" + id + "/complete").with(user(officer)).with(csrf()).param("lang", "en")
                .param("examination", "ISSUE").param("feeYen", "500").exchange();
        assertThat(refused.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8)).contains("feeReason-error");
        assertThat(issuance.fee(number)).isEmpty();
        var outOfBounds = pages.post().uri("/tasks/" + id + "/complete").with(user(officer)).with(csrf()).param("lang", "en")
                .param("examination", "ISSUE").param("feeYen", "10001").exchange();
        assertThat(outOfBounds.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8)).contains("feeYen-error");

        var done = pages.post().uri("/tasks/" + id + "/complete").with(user(officer)).with(csrf())
                .param("examination", "ISSUE").param("feeYen", "500").param("feeReason", "Ordinance").exchange();
        assertThat(done).hasStatus3xxRedirection();
        assertThat(issuance.fee(number).orElseThrow().feeYen()).isEqualTo(500);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.EXAMINING);
    }

    @Test
    void a_hand_over_is_completed_on_the_page() {
        String number = aCase().atTheCounter();
        complete(number, "Task_PrepareHandover", "clerk-" + MISSION,
                new PrepareHandoverForm.Form(Preparation.READY, OldCard.NONE, Pin.SEALED_FORM, null));
        work(number, activationCall, new ActivatedCard("x", clock.instant()));
        String id = openTask(number, "Task_HandOverCard").taskId();
        var done = pages.post().uri("/tasks/" + id + "/complete").with(user(staff.find("officer-" + MISSION).orElseThrow())).with(csrf())
                .param("handover", "HANDED_OVER").param("signatureTaken", "true").param("servicesShown", "true").param("note", "").exchange();
        assertThat(done).hasStatus3xxRedirection();
        assertThat(state(number)).isEqualTo(Card.State.HANDED_OVER);
    }
}
