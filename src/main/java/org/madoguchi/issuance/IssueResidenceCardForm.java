package org.madoguchi.issuance;

import static java.lang.Boolean.TRUE;

import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities.Route;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/**
 * The bureau makes a new-format residence card at its own counter, on the day of the permission. It hands it over at once;
 * a card for somebody who dealt with a municipality is sent there.
 */
@Component
class IssueResidenceCardForm implements TaskForm<IssueResidenceCardForm.Form> {

    /** @param functionEndTold the holder heard when the My Number function of the old card ends */
    record Form(Boolean identityChecked, OldCards.Surrender residenceCard, Boolean functionEndTold, Boolean signatureTaken,
            @Size(max = 1000) String note) {}

    /**
     * @param handedOverHere false where the card goes to a municipality
     * @param lost the old card cannot be handed in
     * @param functionGoes the old card was merged, and its My Number function is not replaced
     * @param functionEnds the day on which that ends, null where it was lost with the card
     */
    public record Page(LocalDate validUntil, String held, boolean handedOverHere, boolean lost, boolean functionGoes,
            LocalDate functionEnds) {}

    private final CaseFiles cases;
    private final Custody custody;
    private final LinkInDoubt doubt;
    private final OldCards oldCards;
    private final ResidentCards validity;
    private final Clock clock;

    IssueResidenceCardForm(CaseFiles cases, Custody custody, LinkInDoubt doubt, OldCards oldCards, ResidentCards validity,
            Clock clock) {
        this.cases = cases;
        this.custody = custody;
        this.doubt = doubt;
        this.oldCards = oldCards;
        this.validity = validity;
        this.clock = clock;
    }

    @Override
    public String taskKey() {
        return "Task_IssueResidenceCard";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        return new Page(validity.lastDay(file), file.residence().heldCard(), here(file), file.residence().lost(), functionGoes(file), functionEnds(file));
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        CaseFile file = cases.get(task.caseNumber());
        doubt.refuseOldName(file.number());
        Card card = custody.makeHere(new Card(UUID.randomUUID(), file.number(), custody.find(file.number()).map(Card::orderSeq).orElse(0) + 1,
                State.RECEIVED, Route.DIRECT, file.bureauCode(), validity.lastDay(file), null, null, null, null, null, null, null,
                clock.instant()), task.office(), task.actor());
        cases.cardNowAt(file.number(), task.office());
        cases.become(file.number(), CaseState.READY_FOR_COLLECTION, Event.of("RESIDENCE_CARD_MADE", task.actor()).at(task.office()));
        if (here(file)) {
            handOver(task, form, file, card);
        }
        return Map.of();
    }

    private void handOver(TaskContext task, Form form, CaseFile file, Card card) {
        if (!TRUE.equals(form.identityChecked())) {
            throw Refusal.badInput("IDENTITY_UNCHECKED", "identityChecked");
        }
        oldCards.takeBack(task, card, file, form.residenceCard(), null, false, form.note());
        if (functionGoes(file) && !TRUE.equals(form.functionEndTold())) {
            throw Refusal.badInput("FUNCTION_END_UNTOLD", "functionEndTold");
        }
        if (!TRUE.equals(form.signatureTaken())) {
            throw Refusal.badInput("SIGNATURE_WANTED", "signatureTaken");
        }
        custody.move(card, State.HANDED_OVER, task.office(), task.actor(), null, form.note());
    }

    private static boolean here(CaseFile file) {
        return !file.channel().equals("MUNICIPALITY");
    }

    private static boolean functionGoes(CaseFile file) {
        return file.residence().heldCard().equals("MERGED");
    }

    private static LocalDate functionEnds(CaseFile file) {
        return functionGoes(file) ? file.residence().functionEnds() : null;
    }
}
