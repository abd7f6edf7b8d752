package org.madoguchi.names;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Name;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.HolderNames;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.names.NameChange.Decision;
import org.madoguchi.names.NameChange.Ground;
import org.madoguchi.names.NameChange.OnCard;
import org.madoguchi.names.NameChange.Stated;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes of name. Whoever states one is believed at once as far as harm could come of it: in the same transaction nothing
 * that was linked, ordered or made under the old name may be used any more. What follows from it an office decides.
 */
@Component
public class NameChanges implements HolderNames {

    /**
     * What a reader of the page of a case sees.
     *
     * @param changes everything that was stated, the oldest first
     * @param onCard the latest change on the card in force, or null
     * @param mayNote whether this reader may note that the new name was written on the card
     */
    public record OfCase(List<NameChange> changes, OnCard onCard, boolean mayNote) {

        public boolean changing() {
            return changes.stream().anyMatch(NameChange::open);
        }
    }

    /** Days within which a resident notifies the bureau of another name (Immigration Control Act, art. 19-10). */
    static final int DAYS_TO_NOTIFY = 14;

    private final NameStore store;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final CardsInForce cards;
    private final Clock clock;

    NameChanges(NameStore store, CaseFiles cases, CaseFlow flow, CardsInForce cards, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.flow = flow;
        this.cards = cards;
        this.clock = clock;
    }

    // Stating

    /**
     * The holder has another name, by the word of the holder or of an officer: this open case hears of it, and every other
     * open case and every card of the same person. The same again changes nothing; another name takes the place of the one
     * stated before, which stays readable.
     *
     * @throws Refusal CASE_CLOSED, NAME_UNCHANGED, DATE_IN_FUTURE, NOT_WAITING
     */
    @Transactional
    public void state(String caseNumber, Stated stated, CurrentUser actor) {
        CaseFile file = cases.get(caseNumber);
        if (!file.open()) {
            throw Refusal.conflict("CASE_CLOSED");
        }
        requirePast(stated.changedOn());
        if (stated.name().equals(file.applicant().fullName())) {
            throw Refusal.badInput("NAME_UNCHANGED", file.overseas() ? "familyName" : "familyLatin");
        }
        tell(file, stated, false, actor);
        everywhereElse(file, stated, false, actor);
    }

    @Override
    @Transactional
    public void registered(String caseNumber, Name name, LocalDate changedOn, CurrentUser actor) {
        requirePast(changedOn);
        CaseFile file = cases.get(caseNumber);
        Stated stated = new Stated(name, changedOn, Ground.REGISTER);
        if (file.open() && flow.waitsFor(caseNumber, "name-changed")) {
            tell(file, stated, true, actor);
        }
        everywhereElse(file, stated, true, actor);
    }

    private void everywhereElse(CaseFile file, Stated stated, boolean registered, CurrentUser actor) {
        List<CaseFile> ofPerson = cases.ofPerson(file);
        for (CaseFile one : ofPerson) {
            if (one.open() && !one.number().equals(file.number()) && one.overseas() == file.overseas()
                    && flow.waitsFor(one.number(), "name-changed")) {
                tell(one, stated, registered, actor);
            }
            cards.ofCase(one.number()).filter(CardInForce::inForce).filter(card -> ofPerson.stream().noneMatch(other -> replaces(other, card)))
                    .ifPresent(card -> tellOfCard(card, one, stated.changedOn(), actor));
        }
    }

    /** A card that is being replaced needs nothing more. */
    private static boolean replaces(CaseFile file, CardInForce card) {
        return file.open() && card.id().equals(file.renewsCard());
    }

    private void tell(CaseFile file, Stated stated, boolean registered, CurrentUser actor) {
        Name name = registered ? completed(stated.name(), file) : stated.name();
        Optional<NameChange> open = store.lockOpen(file.number());
        if (name.equals(file.applicant().fullName()) || registered && name.registeredAs(file.applicant().fullName())) {
            // A register reports what it has; whoever applied under the new name has stated it already.
            return;
        }
        if (registered && open.filter(one -> one.name().registeredAs(name)).isPresent()) {
            store.registered(open.get().id(), clock.instant());
            return;
        }
        boolean same = open.filter(one -> one.name().equals(name) && one.changedOn().equals(stated.changedOn())).isPresent();
        if (!same) {
            open.ifPresent(one -> store.decide(one.id(), Decision.RESTATED, null, actor, clock.instant()));
            store.insert(file.number(), new Stated(name, stated.changedOn(), stated.ground()), file.applicant().fullName(), registered,
                    actor, clock.instant());
            cases.record(file.number(), Event.of("NAME_CHANGE_STATED", actor).because("NAME_BY_" + stated.ground()));
        }
        if (open.isEmpty()) {
            flow.tell(file.number(), "name-changed", Map.of());
        } else {
            flow.tellIfWaiting(file.number(), "name-stated", Map.of());
        }
    }

    /** A register knows no Latin letters, or a resident by them alone; what it does not say of a part that is as before is as before. */
    private static Name completed(Name registered, CaseFile file) {
        Name before = file.applicant().fullName();
        if (!file.overseas()) {
            return new Name(registered.familyName(), registered.givenName(), known(registered.familyKana(), ""),
                    known(registered.givenKana(), ""), registered.familyName(), registered.givenName());
        }
        boolean family = registered.familyName().equals(before.familyName());
        boolean given = registered.givenName().equals(before.givenName());
        return new Name(registered.familyName(), registered.givenName(), known(registered.familyKana(), family ? before.familyKana() : ""),
                known(registered.givenKana(), given ? before.givenKana() : ""),
                known(registered.familyLatin(), family ? before.familyLatin() : ""),
                known(registered.givenLatin(), given ? before.givenLatin() : ""));
    }

    private static String known(String said, String otherwise) {
        return said == null ? otherwise : said;
    }

    private void requirePast(LocalDate changedOn) {
        if (changedOn.isAfter(Tokyo.today(clock))) {
            throw Refusal.badInput("DATE_IN_FUTURE", "changedOn");
        }
    }

    // Looking

    @Override
    public boolean changing(String caseNumber) {
        return store.open(caseNumber).isPresent();
    }

    /** The change that is being looked at. */
    public Optional<NameChange> open(String caseNumber) {
        return store.open(caseNumber);
    }

    /** Everything that was stated, the oldest first; with it the names before. */
    public List<NameChange> all(String caseNumber) {
        return store.all(caseNumber);
    }

    // On a card in force

    /**
     * The holder of the card that this case issued has another name. Nothing ends: the holder is told what to do. Safe to
     * repeat.
     *
     * @throws Refusal CARD_NOT_IN_FORCE, DATE_IN_FUTURE
     */
    @Transactional
    public void ofCard(String caseNumber, LocalDate changedOn, CurrentUser actor) {
        CardInForce card = cards.ofCase(caseNumber).filter(CardInForce::inForce)
                .orElseThrow(() -> Refusal.conflict("CARD_NOT_IN_FORCE"));
        requirePast(changedOn);
        tellOfCard(card, cases.get(caseNumber), changedOn, actor);
    }

    private void tellOfCard(CardInForce card, CaseFile file, LocalDate changedOn, CurrentUser actor) {
        if (store.tellOfCard(card.id(), file.number(), changedOn, actor, clock.instant())) {
            cases.record(file.number(), Event.of("CARD_NAME_CHANGED", actor));
            cases.tellApplicant(file.number(), file.overseas() ? "card-name-overseas" : "card-name-resident", changedOn.toString(),
                    changedOn.plusDays(DAYS_TO_NOTIFY).toString());
        }
    }

    /** The latest change on the card that this case issued. */
    public Optional<OnCard> onCard(String caseNumber) {
        return store.onCard(caseNumber);
    }

    /** Until when the bureau must hear of it. */
    public LocalDate notifyUntil(OnCard change) {
        return change.changedOn().plusDays(DAYS_TO_NOTIFY);
    }

    /** For the page of a case; at a municipality a new name is written on a card that was issued abroad. */
    public OfCase ofCase(CaseFile file, CurrentUser reader) {
        OnCard onCard = file.open() ? null : store.onCard(file.number()).orElse(null);
        return new OfCase(all(file.number()), onCard,
                onCard != null && onCard.notedAt() == null && file.overseas() && reader.has(Role.MUNICIPAL_OFFICER));
    }

    /** A municipality wrote the new name on the card. Safe to repeat. @throws Refusal NAME_CHANGE_UNKNOWN */
    @Transactional
    public void notedOnCard(String caseNumber, CurrentUser officer) {
        OnCard change = store.onCard(caseNumber).orElseThrow(() -> Refusal.conflict("NAME_CHANGE_UNKNOWN"));
        if (store.noteOnCard(change, officer, clock.instant())) {
            cases.record(caseNumber, Event.of("NAME_NOTED_ON_CARD", officer));
        }
    }

    // Deciding

    /** @throws Refusal NAME_CHANGE_SETTLED, NAME_INCOMPLETE, KEEP_ONLY_SPELLING */
    @Transactional
    void decide(String caseNumber, Decision decision, String note, CurrentUser officer, String office) {
        NameChange change = current(caseNumber);
        if (decision == Decision.KEEP && !change.spellingOnly()) {
            throw Refusal.badInput("KEEP_ONLY_SPELLING", "nameDecision");
        }
        if (decision != Decision.NOT_A_CHANGE) {
            correct(change, note, officer, office);
        } else {
            cases.record(caseNumber, Event.of("NAME_UNCHANGED", officer).at(office).noting(note));
        }
        store.decide(change.id(), decision, note, officer, clock.instant());
        cases.tellApplicant(caseNumber, switch (decision) {
            case CORRECT -> "name-corrected";
            case KEEP -> "name-kept";
            case NOT_A_CHANGE, RESTATED -> "name-not-changed";
        }, change.id().toString());
    }

    private void correct(NameChange change, String note, CurrentUser officer, String office) {
        boolean overseas = cases.get(change.caseNumber()).overseas();
        Name name = change.name();
        if (overseas && List.of(name.familyKana(), name.givenKana(), name.familyLatin(), name.givenLatin()).contains("")) {
            throw Refusal.badInput("NAME_INCOMPLETE", "nameDecision");
        }
        cases.rename(change.caseNumber(), name, Event.of("NAME_CORRECTED", officer).at(office).because("NAME_BY_" + change.ground())
                .noting(note));
    }

    @Transactional
    void ask(String caseNumber, String question, CurrentUser officer, String office) {
        store.ask(current(caseNumber).id(), question, clock.instant());
        cases.record(caseNumber, Event.internal("NAME_QUESTION", officer).at(office).noting(question));
    }

    /** The change that is being looked at; nobody states another one meanwhile. */
    private NameChange current(String caseNumber) {
        return store.lockOpen(caseNumber).orElseThrow(() -> Refusal.conflict("NAME_CHANGE_SETTLED"));
    }

    // What the models ask for

    void tellReceived(String caseNumber) {
        cases.tellApplicant(caseNumber, "name-change-received", current(caseNumber).id().toString());
    }

    void tellQuestion(String caseNumber, String template) {
        cases.tellApplicant(caseNumber, template, current(caseNumber).id().toString());
    }

    void doOver(String caseNumber) {
        flow.tellIfWaiting(caseNumber, "name-corrected", Map.of());
    }

    boolean atBureau(String caseNumber) {
        return !cases.get(caseNumber).overseas();
    }
}
