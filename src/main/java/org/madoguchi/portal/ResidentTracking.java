package org.madoguchi.portal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.residence.Wish;
import org.madoguchi.residence.Wish.Asked;
import org.madoguchi.residence.Wish.Obstacle;
import org.springframework.stereotype.Component;

/** What a resident sees beside where the case stands: the cards, the wish, and what ends when. */
@Component
class ResidentTracking {

    /** {@code note} says what does not happen by itself, or is null. */
    record Deadline(String label, LocalDate day, String note) {}

    /**
     * @param askedOn the day of the wish that stands (Tokyo), or null
     * @param certificatesWanted whether it is for a card with electronic certificates; null where no wish stands
     * @param mayAsk whether the merged card can be asked for now; {@code obstacle} says why not
     * @param functionEnds the day on which the My Number function of the present card ends for want of a wish, or null
     * @param outcome the card that comes of it, as the table names it, or null
     */
    record Resident(LocalDate askedOn, Boolean certificatesWanted, boolean mayAsk, Words.Refused obstacle, boolean revocable, LocalDate functionEnds, String outcome,
            List<Deadline> deadlines) {}

    /** While one of these is pending the stay goes on for two months at most (Immigration Control Act, art. 20 (6), 21 (4)). */
    private static final Set<String> CONTINUING = Set.of("EXTENSION", "CHANGE_OF_STATUS");
    private static final int MONTHS_ON = 2;

    private final Wish wish;
    private final CardsInForce cards;
    private final Words words;

    ResidentTracking(Wish wish, CardsInForce cards, Words words) {
        this.wish = wish;
        this.cards = cards;
        this.words = words;
    }

    /** Null for an applicant abroad. */
    Resident of(CaseFile file) {
        if (file.overseas()) {
            return null;
        }
        Residence stay = file.residence();
        Optional<Asked> asked = wish.of(file.number()).filter(Asked::standing);
        boolean undecided = file.open() && stay.cardOutcome() == null;
        Optional<Obstacle> obstacle = undecided && asked.isEmpty() ? wish.obstacle(file.number()) : Optional.empty();
        return new Resident(asked.map(one -> LocalDate.ofInstant(one.askedAt(), words.tokyo())).orElse(null),
                asked.map(one -> file.applicant().certificatesWanted()).orElse(null),
                undecided && asked.isEmpty() && obstacle.isEmpty(), obstacle.map(why -> new Words.Refused(why.text(), why.wayOut())).orElse(null),
                wish.revocable(file.number()), undecided && asked.isEmpty() && stay.heldCard().equals("MERGED") ? stay.functionEnds() : null,
                stay.cardOutcome(), deadlines(file));
    }

    /** Whether a wish stands that has come to nothing: the remedies against that are the holder's to know. */
    boolean mergedRefused(CaseFile file) {
        return !file.overseas() && file.residence().cardOutcome() != null && !file.residence().merged()
                && wish.of(file.number()).filter(Asked::standing).isPresent();
    }

    private List<Deadline> deadlines(CaseFile file) {
        Residence stay = file.residence();
        boolean pending = file.open() && !stay.granted() && CONTINUING.contains(stay.baseProcedure());
        List<Deadline> found = new ArrayList<>();
        LocalDate stayEnds = stay.granted() && stay.grantedMonths() != null ? stay.grantedUntil() : stay.periodUntil();
        add(found, "stay", stayEnds, pending && stayEnds != null
                ? words.text("portal.residence.deadline.stay.pending", words.day(stayEnds.plusMonths(MONTHS_ON))) : null);
        Optional<CardInForce> issued = cards.ofCase(file.number()).filter(CardInForce::inForce);
        if (issued.isPresent()) {
            add(found, "card", issued.get().validUntil(), null);
            add(found, "certificates", issued.get().certificatesUntil(), null);
        } else {
            boolean merged = stay.heldCard().equals("MERGED");
            String onItsOwn = pending ? words.text("portal.residence.deadline.number.pending") : null;
            if (!stay.lost()) {
                add(found, merged ? "merged" : "card", stay.cardUntil(), merged ? onItsOwn : null);
            }
            boolean sameDay = Objects.equals(stay.myNumberCardUntil(), stay.cardUntil());
            if (!merged || !stay.lost() && !sameDay) {
                add(found, "number", stay.myNumberCardUntil(), onItsOwn);
            }
        }
        found.sort(Comparator.comparing(Deadline::day));
        return found;
    }

    private void add(List<Deadline> found, String what, LocalDate day, String note) {
        if (day != null) {
            found.add(new Deadline(words.text("portal.residence.deadline." + what), day, note));
        }
    }
}
