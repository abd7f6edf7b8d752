package org.madoguchi.linkage;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.linkage.LinkageStore.LookUp;
import org.madoguchi.partners.FamilyRegisterClient.RegisterAnswer;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The link between an application and a person in the register that knows them. */
@Component
public class Linkage {

    /** A register entry beside what was stated; the last five say EQUAL, VARIANT, DIFFERENT, MISSING, UNKNOWN or NOT_COMPARED. */
    public record Candidate(String entryId, String familyName, String givenName, String familyKana, String givenKana,
            LocalDate birthDate, String sex, String domicile, String municipalityCode, LocalDate departedOn, Boolean numberEqual,
            String name, String birth, String sexCompared, String domicileCompared, String departure) {

        public String fullName() {
            return (familyName + " " + givenName).strip();
        }

        public boolean same(String compared) {
            return Comparison.EQUAL.equals(compared);
        }
    }

    /** What somebody said about a doubtful record. */
    public record Review(Instant reviewedAt, String reviewedBy, String stage, String verdict, String entryId, String reason) {}

    /** The comparison of the latest look-up. */
    public record Match(String result, String reasonCode, List<Candidate> candidates, List<Review> reviews) {}

    static final String TABLE = "identity-match";

    private final LinkageStore store;
    private final CaseFiles cases;
    private final LinkConflicts conflicts;
    private final DecisionTables tables;
    private final Clock clock;

    Linkage(LinkageStore store, CaseFiles cases, LinkConflicts conflicts, DecisionTables tables, Clock clock) {
        this.store = store;
        this.conflicts = conflicts;
        this.cases = cases;
        this.tables = tables;
        this.clock = clock;
    }

    /** Keeps what the register answered, compared with what was stated. */
    @Transactional
    void keep(String caseNumber, RegisterAnswer answer) {
        CaseFile file = cases.get(caseNumber);
        UUID lookUp = store.lookUp(caseNumber, clock.instant());
        answer.entries().forEach(entry -> store.candidate(lookUp, entry, Comparison.of(file, entry)));
    }

    /**
     * Decides by table S-1 and proposes the link where every item is equal.
     *
     * @return MATCH, REVIEW, NOT_FOUND or STOP_AND_INVESTIGATE
     */
    @Transactional
    String compare(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        LookUp lookUp = store.latest(caseNumber).orElseThrow();
        List<Candidate> candidates = store.candidates(lookUp.id());
        Map<String, Object> rule = tables.single(TABLE, inputs(candidates, file.applicant().numberRef() != null));
        String result = (String) rule.get("result");
        String reason = (String) rule.get("reasonCode");
        int version = (Integer) rule.get(DecisionTables.TABLE_VERSION);
        Optional<String> conflict = conflicts.with(file, result, candidates);
        if (conflict.isPresent()) {
            result = "STOP_AND_INVESTIGATE";
            reason = conflict.get();
        }
        store.compared(lookUp.id(), result, reason, version);
        if (file.state() != CaseState.MATCHING_REGISTER) {
            cases.become(caseNumber, CaseState.MATCHING_REGISTER, Event.of("REGISTER_LOOKED_UP", CurrentUser.SYSTEM));
        }
        cases.record(caseNumber, Event.internal("REGISTER_COMPARED", CurrentUser.SYSTEM).because(reason).by(TABLE, version));
        if (result.equals("MATCH")) {
            store.propose(caseNumber, counted(candidates).get(0).entryId(), clock.instant());
        }
        return result;
    }

    /** Of several candidates those with every item equal decide; else the first stands for all. */
    static List<Candidate> counted(List<Candidate> candidates) {
        List<Candidate> equal = candidates.stream().filter(c -> c.same(c.name()) && c.same(c.birth()) && c.same(c.sexCompared())
                && c.same(c.domicileCompared())).toList();
        return equal.isEmpty() ? candidates : equal;
    }

    /** What table S-1 is asked. */
    static Map<String, Object> inputs(List<Candidate> candidates, boolean numberGiven) {
        Map<String, Object> inputs = new HashMap<>();
        List<Candidate> counted = counted(candidates);
        Candidate one = counted.isEmpty() ? null : counted.get(0);
        inputs.put("candidates", counted.isEmpty() ? "NONE" : counted.size() == 1 ? "ONE" : "SEVERAL");
        inputs.put("numberGiven", numberGiven);
        inputs.put("numberEqual", one != null && Boolean.TRUE.equals(one.numberEqual()));
        inputs.put("name", one == null ? Comparison.DIFFERENT : one.name());
        inputs.put("birthDate", one == null ? Comparison.DIFFERENT : one.birth());
        inputs.put("sex", one == null ? Comparison.MISSING : one.sexCompared());
        inputs.put("domicile", one == null ? Comparison.DIFFERENT : one.domicileCompared());
        inputs.put("departure", one == null ? Comparison.UNKNOWN : one.departure().equals(Comparison.NOT_COMPARED) ? Comparison.EQUAL : one.departure());
        return inputs;
    }

    /** The latest comparison, for those who review it. */
    public Optional<Match> match(String caseNumber) {
        return store.latest(caseNumber).map(lookUp -> new Match(lookUp.result(), lookUp.reasonCode(), store.candidates(lookUp.id()),
                store.reviews(caseNumber)));
    }

    /** The same as far as the reader of this file may see it: without the records of the register where those are not granted. */
    Match match(CaseFile shown) {
        Match match = match(shown.number()).orElseThrow();
        return shown.shows(Fact.RECORD) ? match : new Match(match.result(), match.reasonCode(), List.of(), match.reviews());
    }

    /** Keeps one reviewer's verdict; a SAME of the first reviewer names the entry that the second then confirms. */
    @Transactional
    void review(String caseNumber, String stage, String verdict, String entryId, String reason, CurrentUser actor, String office) {
        store.review(caseNumber, actor.id(), stage, verdict, entryId, reason, clock.instant());
        cases.record(caseNumber, Event.internal("MATCH_REVIEWED", actor).at(office).because("VERDICT_" + verdict).noting(reason));
    }

    /** The entry the first reviewer named last. */
    Optional<String> firstReviewersEntry(String caseNumber) {
        return store.reviews(caseNumber).stream().filter(review -> review.stage().equals("FIRST")).reduce((a, b) -> b)
                .map(Review::entryId);
    }

    void propose(String caseNumber, String entryId) {
        store.propose(caseNumber, entryId, clock.instant());
    }

    /** Nothing may be passed on over a frozen link; the card in the hand is not touched. */
    @Transactional
    void freeze(String caseNumber, String why) {
        store.freeze(caseNumber, why, clock.instant());
        cases.record(caseNumber, Event.of("LINK_FROZEN", CurrentUser.SYSTEM).because(why));
    }

    /** The link was made under a name that is no longer the holder's: no confirmation of it counts any more. */
    @Transactional
    void giveUp(String caseNumber) {
        if (store.giveUp(caseNumber, clock.instant())) {
            cases.record(caseNumber, Event.of("LINK_GIVEN_UP", CurrentUser.SYSTEM).because("NAME_CHANGED"));
        }
    }

    /** The proposed or confirmed record, as it is shown to the holder; empty while there is none or it is frozen. */
    public Optional<Candidate> linkedRecord(String caseNumber) {
        return store.linkedEntry(caseNumber).flatMap(entry -> store.candidate(caseNumber, entry));
    }

    /** The holder has confirmed a link, and nobody has frozen it since. */
    boolean linked(String caseNumber) {
        return store.confirmedEntry(caseNumber).isPresent();
    }

    @Transactional
    void link(String caseNumber) {
        store.confirm(caseNumber, clock.instant());
        // A resident's procedure has been decided by then.
        CaseState next = cases.get(caseNumber).overseas() ? CaseState.EXAMINING : CaseState.MATCHING_REGISTER;
        cases.become(caseNumber, next, Event.of("RECORD_LINKED", CurrentUser.SYSTEM));
    }
}
