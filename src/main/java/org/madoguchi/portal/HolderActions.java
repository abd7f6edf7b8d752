package org.madoguchi.portal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.MadeCards;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.NewAddress;
import org.madoguchi.issuance.Issuance;
import org.madoguchi.issuance.Issuance.Change;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the holder of a case does to it; each verb in one transaction, and safe to repeat. */
@Component
public class HolderActions {

    /** A paper sent along: a picture or a PDF. */
    record Paper(String mediaType, byte[] bytes) {}

    private final CaseFiles cases;
    private final CaseFlow flow;
    private final Issuance issuance;
    private final Appointments appointments;
    private final NewAddress newAddress;
    private final MadeCards made;
    private final JsonMapper json;

    HolderActions(CaseFiles cases, CaseFlow flow, Issuance issuance, Appointments appointments,
            NewAddress newAddress, MadeCards made, JsonMapper json) {
        this.cases = cases;
        this.flow = flow;
        this.issuance = issuance;
        this.appointments = appointments;
        this.newAddress = newAddress;
        this.made = made;
        this.json = json;
    }

    /**
     * Answers what was asked; nothing happens where nothing is.
     *
     * @param corrected the statement as it should read, or null
     * @param facts the answers to the check where there are new ones, or null
     * @param photo a checked JPEG, or null
     * @param paper a document that was asked for, or null
     */
    @Transactional
    void answer(String number, String answer, Applicant corrected, Answers facts, byte[] photo, Paper paper, CurrentUser holder) {
        CaseFile file = cases.open(number, holder, Purpose.OWN_CASE);
        if (!file.open() || cases.openRequest(number).isEmpty()) {
            return;
        }
        Applicant next = corrected == null ? file.applicant() : corrected;
        if (facts != null) {
            next = withAnswers(next, answerMap(facts, file.channel()));
        }
        if (!next.equals(file.applicant())) {
            cases.correctStatement(number, next, holder);
        }
        if (photo != null) {
            cases.addDocument(number, "PHOTO", "image/jpeg", photo, holder);
        }
        if (paper != null) {
            cases.addDocument(number, "SENT_BY_APPLICANT", paper.mediaType(), paper.bytes(), holder);
        }
        cases.answer(number, answer, holder);
        flow.tell(number, "information-received", Map.of());
    }

    private Map<String, Object> answerMap(Answers facts, String channel) {
        Map<String, Object> map = new LinkedHashMap<>(json.convertValue(facts.facts(), new TypeReference<Map<String, Object>>() {}));
        map.put("channel", channel);
        map.values().removeIf(Objects::isNull);
        return map;
    }

    private static Applicant withAnswers(Applicant a, Map<String, Object> answers) {
        return new Applicant(a.familyName(), a.givenName(), a.familyKana(), a.givenKana(), a.familyLatin(), a.givenLatin(),
                a.birthDate(), a.sex(), a.domicile(), a.departedOn(), a.phone(), a.certificatesWanted(), a.holderGroup(),
                a.representativeName(), a.representativeKind(), a.numberRef(), answers);
    }

    /** Says whether the record that was found is the holder's; nothing happens where nobody asks any more. */
    @Transactional
    public void confirmRecord(String number, boolean mine, CurrentUser holder) {
        cases.open(number, holder, Purpose.OWN_CASE);
        if (flow.tellIfWaiting(number, "holder-answered", Map.of("holderAnswer", mine ? "CONFIRMED" : "DENIED"))) {
            cases.record(number, Event.of(mine ? "RECORD_CONFIRMED" : "RECORD_DENIED", holder));
        }
    }

    /**
     * Changes where the card is collected and how the holder is reached; what is the same stays untouched.
     *
     * @return false where the change of place waits until a card on its way has arrived
     */
    @Transactional
    boolean change(String number, String missionCode, String phone, CurrentUser holder) {
        CaseFile file = cases.open(number, holder, Purpose.OWN_CASE);
        if (!phone.equals(file.applicant().phone())) {
            issuance.requestChange(number, Change.CONTACT, phone, holder);
        }
        if (!file.overseas() || missionCode.equals(file.missionCode())) {
            return true;
        }
        // a booking is for one mission; its place is free again before the card moves
        appointments.cancelForMove(number, holder);
        return issuance.requestChange(number, Change.COLLECTION_PLACE, missionCode, holder);
    }

    /** Moves the account to the address for which this is the code, and notes it in every case under way; false for a wrong code. */
    @Transactional
    boolean confirmAddress(String code, CurrentUser holder) {
        UUID account = UUID.fromString(holder.id());
        if (!newAddress.confirm(account, code)) {
            return false;
        }
        cases.ofAccount(account).stream().filter(CaseFile::open)
                .forEach(file -> cases.record(file.number(), Event.of("ADDRESS_CHANGED", holder)));
        return true;
    }

    /** Whether the application can be taken back; a resident's cannot any more once the merged card is made. */
    @Transactional
    public boolean withdrawable(CaseFile file) {
        return file.open() && file.state() != CaseState.AT_THE_COUNTER && !mergedMade(file);
    }

    private boolean mergedMade(CaseFile file) {
        return !file.overseas() && file.residence().merged() && made.made(file.number());
    }

    /**
     * Takes the application back. A closed case stays as it is.
     *
     * @throws Refusal CARD_ALREADY_MADE
     */
    @Transactional
    public void withdraw(String number, CurrentUser holder) {
        CaseFile file = cases.open(number, holder, Purpose.OWN_CASE);
        if (!file.open()) {
            return;
        }
        if (mergedMade(file)) {
            throw Refusal.conflict("CARD_ALREADY_MADE");
        }
        flow.tell(number, "case-ended", Map.of("ending", "WITHDRAWN"));
        cases.record(number, Event.of("WITHDRAWAL_RECEIVED", holder));
    }
}
