package org.madoguchi.linkage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.linkage.Linkage.Candidate;
import org.madoguchi.linkage.LinkageStore.Link;
import org.springframework.stereotype.Component;

/**
 * What a new match says of links made earlier: the entry already belongs to somebody else's case, or a renewal finds
 * another entry than the card it renews was issued by. Then one of the two is wrong: this match stops, and the earlier
 * link is reported. It stops too where it finds once more what a correction of this very case has taken away.
 */
@Component
class LinkConflicts {

    private static final Set<String> WOULD_LINK = Set.of("MATCH", "REVIEW");

    private final LinkageStore store;
    private final CaseFiles cases;
    private final CardsInForce cards;
    private final Corrections corrections;

    LinkConflicts(LinkageStore store, CaseFiles cases, CardsInForce cards, Corrections corrections) {
        this.store = store;
        this.cases = cases;
        this.cards = cards;
        this.corrections = corrections;
    }

    /** The reason code of a conflict; where it is with another case, that has been reported. Empty where there is none. */
    Optional<String> with(CaseFile file, String result, List<Candidate> candidates) {
        List<String> strangers = candidates.stream().filter(LinkConflicts::mayBeThePerson)
                .flatMap(candidate -> linkedToSomebodyElse(file, candidate.entryId())).distinct().toList();
        if (!strangers.isEmpty()) {
            strangers.forEach(other -> report(other, "LINKED_TO_ANOTHER"));
            return Optional.of("LINKED_TO_ANOTHER");
        }
        if (WOULD_LINK.contains(result)
                && Linkage.counted(candidates).stream().anyMatch(one -> corrections.foundWrong(file.number(), one.entryId()))) {
            return Optional.of("FOUND_WRONG_BEFORE");
        }
        Optional<Link> earlier = earlierLink(file).filter(link -> WOULD_LINK.contains(result)
                && Linkage.counted(candidates).stream().noneMatch(one -> one.entryId().equals(link.entryId())));
        earlier.ifPresent(link -> report(link.caseNumber(), "RENEWAL_OTHER_RECORD"));
        return earlier.map(link -> "RENEWAL_OTHER_RECORD");
    }

    /** An entry found by its number alone is a relative's, most often: it says nothing of the relative's own link. */
    private static boolean mayBeThePerson(Candidate candidate) {
        return !Comparison.DIFFERENT.equals(candidate.name()) && !Comparison.DIFFERENT.equals(candidate.birth());
    }

    Stream<String> linkedToSomebodyElse(CaseFile file, String entry) {
        return store.linkedElsewhere(entry, file.number()).stream().filter(number -> {
            CaseFile other = cases.get(number);
            return !Comparison.maySpeakOfOnePerson(file.applicant(), other.applicant(), file.accountId().equals(other.accountId()));
        });
    }

    private Optional<Link> earlierLink(CaseFile file) {
        return Optional.ofNullable(file.renewsCard()).flatMap(cards::find).flatMap(card -> store.link(card.caseNumber()))
                .filter(link -> link.confirmedAt() != null);
    }

    private void report(String caseNumber, String reason) {
        corrections.report(caseNumber, Reporter.SYSTEM, reason, CurrentUser.SYSTEM);
    }
}
