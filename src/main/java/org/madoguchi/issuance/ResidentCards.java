package org.madoguchi.issuance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.programme.ResidenceValidity;
import org.madoguchi.programme.ResidenceValidity.Format;
import org.madoguchi.programme.ResidenceValidity.Holder;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** How long a resident's new card is valid. */
@Component
class ResidentCards {

    private final ResidenceValidity validity;
    private final CardsInForce cards;
    private final CaseFiles cases;
    private final Clock clock;

    ResidentCards(ResidenceValidity validity, CardsInForce cards, CaseFiles cases, Clock clock) {
        this.validity = validity;
        this.cards = cards;
        this.cases = cases;
        this.clock = clock;
    }

    /** The last day of a card made today, for the stay as it was decided. */
    LocalDate lastDay(CaseFile file) {
        Residence stay = file.residence();
        boolean decidedHere = stay.grantedUntil() != null || stay.baseProcedure().equals("PERMANENT_RESIDENCE");
        LocalDate periodUntil = decidedHere ? stay.endsOn() : known(file).orElse(stay).endsOn();
        LocalDate day = validity.lastDay(Holder.of(stay.statusGroup(), periodUntil), file.applicant().birthDate(), Tokyo.today(clock),
                Format.NEW, periodUntil);
        if (day == null) {
            throw new IllegalStateException("The table tells no last day for the card of " + file.number());
        }
        return day;
    }

    /** The stay for which we issued the card that this one replaces: it counts, whatever the holder typed. */
    private Optional<Residence> known(CaseFile file) {
        return Optional.ofNullable(file.renewsCard()).flatMap(cards::find).map(card -> cases.get(card.caseNumber()).residence());
    }
}
