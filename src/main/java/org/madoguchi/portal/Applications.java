package org.madoguchi.portal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.NewCase;
import org.madoguchi.eligibility.Assessment;
import org.madoguchi.eligibility.Eligibility;
import org.madoguchi.eligibility.EligibilityRequest;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.loss.Loss.What;
import org.madoguchi.loss.Losses;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.CardValidity;
import org.madoguchi.programme.Outcome;
import org.madoguchi.programme.Purpose;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.renewal.Renewals.Answer;
import org.madoguchi.renewal.Renewals.Renewal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Submitting an application: the one verb behind the pages, the API and the sample cases. */
@Component
public class Applications {

    /** The spine that every application of the overseas programme runs through. */
    private static final String PROCESS = "overseas-card-application";
    private static final String OVERSEAS = "OVERSEAS";

    /**
     * A complete application.
     *
     * @param photo a JPEG that passed {@code PhotoCheck}; null under one year of age
     * @param formalDecision whether the applicant wants a decision although the tables say no
     */
    public record Application(EligibilityRequest facts, Applicant applicant, String municipalityCode, String missionCode,
            byte[] photo, boolean formalDecision, UUID accountId, String language) {}

    private final Eligibility eligibility;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final Renewals renewals;
    private final CardsInForce cards;
    private final Losses losses;
    private final PortalStore store;
    private final Clock clock;

    Applications(Eligibility eligibility, CaseFiles cases, CaseFlow flow, Renewals renewals, CardsInForce cards,
            Losses losses, PortalStore store, Clock clock) {
        this.eligibility = eligibility;
        this.cases = cases;
        this.flow = flow;
        this.renewals = renewals;
        this.cards = cards;
        this.losses = losses;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Opens the case and starts its process; where the holder was invited to renew, that is their answer. A card in force that
     * is to be replaced because it was lost is suspended, if it was not before.
     *
     * @return the case number
     * @throws Refusal NOT_ELIGIBLE unless a formal decision is wanted, PHOTO_MISSING, APPLICATION_ALREADY_OPEN
     */
    @Transactional
    public String submit(Application application, CurrentUser actor) {
        Assessment assessment = eligibility.assess(application.facts());
        if (assessment.outcome() == Outcome.NOT_ELIGIBLE && !application.formalDecision()) {
            Assessment.Reason reason = assessment.reasons().get(0);
            throw Refusal.badInput("NOT_ELIGIBLE", null, reason.code(), reason.text(), String.valueOf(reason.wayOut()));
        }
        Optional<Renewal> renewal = renewalOf(application);
        Optional<CardInForce> lost = lostCard(application);
        boolean infant = CardValidity.ageOn(Tokyo.today(clock), application.applicant().birthDate()) < 1;
        if (application.photo() == null && !infant) {
            throw Refusal.badInput("PHOTO_MISSING", "photo");
        }
        String number = cases.receive(NewCase.overseas(application.facts().purpose().name(),
                assessment.kind() == null ? null : assessment.kind().name(), application.facts().channel().name(),
                application.accountId(), application.language(), application.municipalityCode(), application.missionCode(),
                renewal.map(Renewal::cardId).or(() -> lost.map(CardInForce::id)).orElse(null), application.applicant(), application.photo()), actor);
        flow.start(PROCESS, number, Map.of());
        CurrentUser holder = CurrentUser.applicant(application.accountId().toString());
        renewal.ifPresent(one -> renewals.answered(one.number(), Answer.APPLIED, holder));
        lost.ifPresent(card -> losses.reissueApplied(card.caseNumber(), What.valueOf(application.facts().card().state().name()), number, holder));
        return number;
    }

    /** The card in force, issued through us, that this application is to replace because it was lost or stolen. */
    private Optional<CardInForce> lostCard(Application application) {
        EligibilityRequest.Card card = application.facts().card();
        boolean gone = card != null && (card.state() == CardState.LOST || card.state() == CardState.STOLEN);
        return application.facts().purpose() == Purpose.REISSUE && gone ? losses.cardOf(application.accountId(), OVERSEAS, application.applicant())
                : Optional.empty();
    }

    /**
     * The invitation that this application answers. Families share an account, so the person must be the same: by the date
     * of birth, and for twins by the given name; the family name may have changed since.
     */
    private Optional<Renewal> renewalOf(Application application) {
        if (application.facts().purpose() != Purpose.RENEWAL) {
            return Optional.empty();
        }
        Applicant person = application.applicant();
        record Invited(Renewal renewal, Applicant applicant) {}
        List<Invited> invited = renewals.waitingFor(application.accountId()).stream()
                .flatMap(renewal -> earlierCase(renewal).filter(CaseFile::overseas).map(file -> new Invited(renewal, file.applicant())).stream())
                .filter(one -> one.applicant().birthDate().equals(person.birthDate())).toList();
        return invited.stream().filter(one -> invited.size() == 1 || one.applicant().givenName().equals(person.givenName()))
                .findFirst().map(Invited::renewal);
    }

    /** The case that issued the card which is to be renewed. */
    Optional<CaseFile> earlierCase(Renewal renewal) {
        return cards.find(renewal.cardId()).map(card -> cases.get(card.caseNumber()));
    }

    /** The case that was submitted under this key. */
    Optional<String> underKey(String key) {
        return store.underKey(key).map(PortalStore.Keyed::caseNumber);
    }

    /**
     * Submits at most once under a key: the same request again gets the same case, and nothing else is done.
     *
     * @param submission opens the case; called only where there is none under this key yet, in the same transaction
     * @throws Refusal IDEMPOTENCY_KEY_REUSED where another request came under this key
     */
    @Transactional
    String submitOnce(String key, String digest, Supplier<String> submission) {
        store.lockKey(key);
        var earlier = store.underKey(key);
        if (earlier.isPresent()) {
            if (!earlier.get().bodyDigest().equals(digest)) {
                throw Refusal.conflict("IDEMPOTENCY_KEY_REUSED");
            }
            return earlier.get().caseNumber();
        }
        String number = submission.get();
        store.keepKey(key, digest, number, clock.instant());
        return number;
    }
}
