package org.madoguchi.numbers;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.accessregister.Grants;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.NumberPurpose;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.SecondFactor;
import org.madoguchi.numbers.NumberRequest.State;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.FreeText;
import org.madoguchi.programme.MyNumber;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests to see a My Number in full. Nobody sees one alone: one person asks, another of the same office lets them, both with
 * a second factor just shown, and the one who asked opens it once. Every step is in the read log and on the timeline.
 */
@Component
public class NumberRequests {

    private static final int LONGEST = 500;

    private final NumberRequestStore store;
    private final NumberVault vault;
    private final CaseFiles cases;
    private final Grants grants;
    private final SecondFactor secondFactor;
    private final Clock clock;

    NumberRequests(NumberRequestStore store, NumberVault vault, CaseFiles cases, Grants grants, SecondFactor secondFactor, Clock clock) {
        this.store = store;
        this.vault = vault;
        this.cases = cases;
        this.grants = grants;
        this.secondFactor = secondFactor;
        this.clock = clock;
    }

    /** What this person may ask for the number of this case for; nothing where there is none. */
    public List<NumberPurpose> purposes(CaseFile file, CurrentUser person) {
        return file.applicant().numberRef() == null || !grants.of(person, file.programme()).contains(Fact.NUMBER) ? List.of()
                : Arrays.stream(NumberPurpose.values()).filter(purpose -> purpose.officeOf(person, file).isPresent()).toList();
    }

    /** The latest requests about a case. */
    public List<NumberRequest> ofCase(CaseFile file) {
        return store.ofCase(file.number(), clock.instant());
    }

    /** What waits for this person: requests of colleagues to decide, and own ones that were released. */
    public List<NumberRequest> waitingFor(CurrentUser person) {
        var offices = person.posts().stream().filter(post -> Arrays.stream(NumberPurpose.values()).anyMatch(one -> one.roles().contains(post.role())))
                .map(Post::office).collect(Collectors.toSet());
        return offices.isEmpty() ? List.of() : store.open(offices, clock.instant()).stream()
                .filter(one -> one.askedBy().equals(person.id()) ? one.state() == State.RELEASED : one.state() == State.ASKED).toList();
    }

    /** @throws Refusal NUMBER_REQUEST_UNKNOWN */
    public NumberRequest of(CaseFile file, UUID id) {
        return store.find(id, clock.instant()).filter(one -> one.caseNumber().equals(file.number()))
                .orElseThrow(() -> Refusal.notFound("NUMBER_REQUEST_UNKNOWN"));
    }

    /** Whether this person is the second one. */
    public boolean decides(NumberRequest request, CaseFile file, CurrentUser person) {
        return !request.askedBy().equals(person.id()) && request.purpose().officeOf(person, file).filter(request.office()::equals).isPresent();
    }

    /**
     * Asks to see the number of a case.
     *
     * @throws Refusal CASE_UNKNOWN, NUMBER_PURPOSE_NOT_YOURS, NUMBER_GONE, FIELD_EMPTY, TEXT_TOO_LONG, NUMBER_IN_TEXT, NUMBER_ASKED_ALREADY
     */
    @Transactional
    public UUID ask(String caseNumber, NumberPurpose purpose, String reason, CurrentUser asker) {
        CaseFile file = cases.open(caseNumber, asker, Purpose.NUMBER_REQUEST);
        String office = purpose.officeOf(asker, file).orElseThrow(() -> Refusal.forbidden("NUMBER_PURPOSE_NOT_YOURS"));
        if (file.applicant().numberRef() == null) {
            throw Refusal.conflict("NUMBER_GONE");
        }
        String words = FreeText.require(reason, "reason", LONGEST);
        lapse();
        UUID id = UUID.randomUUID();
        try {
            store.insert(new NumberRequest(id, caseNumber, purpose, words, office, asker.id(), clock.instant(), State.ASKED, null, null, null, null, null));
        } catch (DuplicateKeyException twice) {
            throw Refusal.conflict("NUMBER_ASKED_ALREADY");
        }
        cases.record(caseNumber, Event.internal("NUMBER_ASKED", asker).at(office).because(code(purpose)).noting(words));
        return id;
    }

    /**
     * The second person lets the first one see the number.
     *
     * @throws Refusal CASE_UNKNOWN, NUMBER_REQUEST_UNKNOWN, FOUR_EYES, NUMBER_REQUEST_NOT_YOURS, SECOND_FACTOR_NEEDED, NUMBER_REQUEST_CLOSED
     */
    @Transactional
    public void release(String caseNumber, UUID id, CurrentUser second) {
        decide(caseNumber, id, State.RELEASED, null, second);
    }

    /** The second person says no. @throws Refusal as {@link #release}, and FIELD_EMPTY where no reason is given */
    @Transactional
    public void refuse(String caseNumber, UUID id, String why, CurrentUser second) {
        decide(caseNumber, id, State.REFUSED, FreeText.require(why, "note", LONGEST), second);
    }

    private void decide(String caseNumber, UUID id, State decision, String note, CurrentUser second) {
        CaseFile file = cases.open(caseNumber, second, Purpose.NUMBER_REQUEST);
        NumberRequest request = of(file, id);
        if (request.askedBy().equals(second.id())) {
            throw Refusal.forbidden("FOUR_EYES");
        }
        if (!decides(request, file, second)) {
            throw Refusal.forbidden("NUMBER_REQUEST_NOT_YOURS");
        }
        if (decision == State.RELEASED) {
            secondFactor.require();
        }
        if (!store.decide(id, decision, second.id(), note, clock.instant())) {
            throw closed(file, id);
        }
        cases.record(caseNumber, Event.internal("NUMBER_" + decision, second).at(request.office()).because(code(request.purpose())).noting(note));
    }

    /**
     * Shows the number to the one who asked, once. The vault writes down that it was read.
     *
     * @throws Refusal CASE_UNKNOWN, NUMBER_REQUEST_UNKNOWN, NUMBER_REQUEST_NOT_YOURS, SECOND_FACTOR_NEEDED, NUMBER_REQUEST_CLOSED, NUMBER_GONE
     */
    @Transactional
    public MyNumber show(String caseNumber, UUID id, CurrentUser asker) {
        CaseFile file = cases.get(caseNumber);
        if (!cases.mayOpen(file, asker)) {
            throw Refusal.notFound("CASE_UNKNOWN", caseNumber);
        }
        NumberRequest request = of(file, id);
        if (!request.askedBy().equals(asker.id()) || request.purpose().officeOf(asker, file).isEmpty()) {
            throw Refusal.forbidden("NUMBER_REQUEST_NOT_YOURS");
        }
        secondFactor.require();
        if (file.applicant().numberRef() == null) {
            throw Refusal.conflict("NUMBER_GONE");
        }
        if (!store.show(id, clock.instant())) {
            throw closed(file, id);
        }
        MyNumber number = vault.reveal(file.applicant().numberRef(), file, asker, request.purpose());
        cases.record(caseNumber, Event.internal("NUMBER_SHOWN", asker).at(request.office()).because(code(request.purpose())));
        return number;
    }

    /** What became of it meanwhile. */
    private Refusal closed(CaseFile file, UUID id) {
        String code = "NUMBER_REQUEST_" + of(file, id).state();
        return Refusal.conflict(code);
    }

    /** Writes down which requests nobody decided or used in time. */
    @Transactional
    public void lapse() {
        Instant now = clock.instant();
        store.lapse(now).forEach(number -> cases.record(number, Event.internal("NUMBER_LAPSED", CurrentUser.SYSTEM)));
    }

    private static String code(NumberPurpose purpose) {
        return "NUMBER_FOR_" + purpose;
    }
}
