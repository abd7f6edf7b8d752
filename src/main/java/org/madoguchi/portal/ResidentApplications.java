package org.madoguchi.portal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.loss.Loss.What;
import org.madoguchi.loss.Losses;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.Draft.Programme;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.renewal.Renewals.Answer;
import org.madoguchi.residence.Residences;
import org.madoguchi.residence.Residences.Filing;
import org.madoguchi.residence.Wish;
import org.madoguchi.residence.Wish.Explanation;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A resident's base procedure, and the wish for the merged card beside it: the verbs behind the pages, the counter, the
 * API and the sample cases.
 */
@Component
public class ResidentApplications {

    /** Key in the answers of a draft: the language in which both ways were last explained. */
    static final String EXPLAINED_IN = "explainedIn";

    private static final String RESIDENCE = "RESIDENCE";

    /** The procedures that a card which runs out waits for. */
    private static final Set<String> RENEWING =
            Set.of("EXTENSION", "CHANGE_OF_STATUS", "PERMANENT_RESIDENCE", "VALIDITY_RENEWAL", "SPR_PROCEDURE");

    private final Residences residences;
    private final Wish wish;
    private final Applications applications;
    private final ResidentRules rules;
    private final Drafts drafts;
    private final PortalStore store;
    private final CardsInForce cards;
    private final CaseFiles cases;
    private final Renewals renewals;
    private final Losses losses;
    private final JsonMapper json;
    private final Clock clock;

    ResidentApplications(Residences residences, Wish wish, Applications applications, ResidentRules rules, Drafts drafts,
            PortalStore store, CardsInForce cards, CaseFiles cases, Renewals renewals, Losses losses, JsonMapper json, Clock clock) {
        this.residences = residences;
        this.wish = wish;
        this.applications = applications;
        this.rules = rules;
        this.drafts = drafts;
        this.store = store;
        this.cards = cards;
        this.cases = cases;
        this.renewals = renewals;
        this.losses = losses;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Files a procedure; where it replaces a card of ours the two are tied together, and an invitation to renew that card
     * is answered. A card that is to be replaced because it was lost is suspended, if it was not before.
     *
     * @return the case number
     * @throws Refusal as {@link Residences#file}, PHOTO_MISSING
     */
    @Transactional
    public String file(Filing filing, CurrentUser actor) {
        if (filing.photo() == null && !rules.withoutPhoto(filing.applicant().birthDate().toString())) {
            throw Refusal.badInput("PHOTO_MISSING", "photo");
        }
        Optional<CardInForce> lost = lostCard(filing);
        Optional<UUID> card = lost.or(() -> cardOf(filing)).map(CardInForce::id);
        // What we issued we know better than somebody who has it no longer.
        Residence stay = lost.map(one -> filing.residence().holding(one.merged() ? "MERGED" : "SEPARATE", one.validUntil()))
                .orElse(filing.residence());
        String number = residences.file(new Filing(filing.channel(), filing.accountId(), filing.language(), filing.municipalityCode(),
                filing.bureauCode(), card.orElse(null), filing.applicant(), filing.photo(), stay), actor);
        // The procedure is the same for theft; whoever reported that before is not contradicted.
        lost.ifPresent(one -> losses.reissueApplied(one.caseNumber(), What.LOST, number, actor));
        if (RENEWING.contains(filing.residence().baseProcedure())) {
            renewals.waitingFor(filing.accountId()).stream().filter(renewal -> card.filter(renewal.cardId()::equals).isPresent())
                    .forEach(renewal -> renewals.answered(renewal.number(), Answer.APPLIED,
                            CurrentUser.applicant(filing.accountId().toString())));
        }
        return number;
    }

    /** The card in force, issued through us, that is to be replaced because it is gone. */
    private Optional<CardInForce> lostCard(Filing filing) {
        return filing.residence().lost() ? losses.cardOf(filing.accountId(), RESIDENCE, filing.applicant()) : Optional.empty();
    }

    /** Families share an account, twins a birthday; and a name may be what is to be changed. */
    private Optional<CardInForce> cardOf(Filing filing) {
        Applicant person = filing.applicant();
        boolean renamed = filing.residence().baseProcedure().equals("CHANGE_OF_DETAILS");
        return cards.ofAccount(filing.accountId()).stream().filter(card -> {
            Applicant holder = cases.get(card.caseNumber()).applicant();
            return card.inForce() && card.programme().equals(RESIDENCE) && holder.birthDate().equals(person.birthDate())
                    && (renamed || holder.givenName().equals(person.givenName()));
        }).findFirst();
    }

    /**
     * The holder asks for the merged card. It comes after the filing, in a transaction of
     * its own: a "no" leaves the procedure untouched. A wish that was taken back is not asked again by a repeated request.
     *
     * @param certificates whether electronic certificates are wanted on it
     * @return why not, or empty
     */
    public Optional<Refusal> ask(String caseNumber, Explanation explanation, boolean certificates) {
        if (wish.of(caseNumber).isPresent()) {
            return Optional.empty();
        }
        try {
            wish.ask(caseNumber, explanation, certificates, CurrentUser.applicant(cases.get(caseNumber).accountId().toString()));
            return Optional.empty();
        } catch (Refusal no) {
            return Optional.of(no);
        }
    }

    // Drafts

    /**
     * What is known of the holder of a card of ours, and is not asked again; nothing of the stay or of any wish.
     *
     * @param lost the case that issued the card which is to be replaced because it is gone, or null
     */
    ResidentStatement known(UUID account, String lost) {
        Map<String, String> known = new HashMap<>();
        cards.ofAccount(account).stream().filter(card -> card.inForce() && card.programme().equals(RESIDENCE)
                && (lost == null || card.caseNumber().equals(lost))).findFirst().ifPresent(card -> {
                    var file = cases.get(card.caseNumber());
                    Applicant a = file.applicant();
                    known.putAll(Map.of("familyLatin", a.familyLatin(), "givenLatin", a.givenLatin(), "familyKana", a.familyKana(),
                            "givenKana", a.givenKana(), "dateOfBirth", a.birthDate().toString(), "sex", a.sex(),
                            "municipalityCode", file.municipalityCode(), "domicile", a.domicile(), "bureauCode", file.bureauCode()));
                    known.put("nationality", file.residence().nationality());
                    known.put("kanjiName", file.residence().kanjiName());
                    known.put("statusGroup", file.residence().statusGroup());
                    known.put("phone", a.phone());
                    if (lost != null) {
                        known.putAll(Map.of("baseProcedure", Residence.REISSUE_LOSS, "channel", "COUNTER", "heldCard",
                                card.merged() ? "MERGED" : "SEPARATE", "cardUntil", card.validUntil().toString()));
                    }
                });
        return json.convertValue(known, ResidentStatement.class);
    }

    ResidentStatement statementOf(Draft draft) {
        return json.convertValue(draft.answers().given(), ResidentStatement.class);
    }

    /** What stands between this draft and submitting it. */
    List<Problem> problems(Draft draft) {
        ResidentStatement said = statementOf(draft);
        List<Problem> problems = new ArrayList<>(rules.problems(said));
        boolean birthGood = problems.stream().noneMatch(problem -> problem.field().equals("dateOfBirth"));
        if (!draft.hasPhoto() && !(birthGood && rules.withoutPhoto(said.dateOfBirth()))) {
            problems.add(Problem.of("photo", "PHOTO_MISSING"));
        }
        return problems;
    }

    /**
     * Files a draft, once: a second click finds the case the first one opened.
     *
     * @return the case number; empty where this account has no such draft and never had
     */
    @Transactional
    Optional<String> submit(UUID id, CurrentUser user, String language) {
        UUID account = UUID.fromString(user.id());
        String key = "draft:" + account + ':' + id;
        store.lockKey(key);
        Optional<Draft> found = store.lockDraft(account, Programme.RESIDENCE, clock.instant()).filter(draft -> draft.id().equals(id));
        if (found.isEmpty()) {
            return applications.underKey(key);
        }
        Draft draft = found.get();
        problems(draft).stream().findFirst().ifPresent(problem -> {
            throw Refusal.badInput(problem.code(), problem.field(), problem.args());
        });
        String number = applications.submitOnce(key, "draft", () -> file(rules.filing(statementOf(draft), draft.numberRef(),
                drafts.photoOf(draft).orElse(null), account, language), user));
        store.remove(draft.id());
        return Optional.of(number);
    }
}
