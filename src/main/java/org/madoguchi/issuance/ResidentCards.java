package org.madoguchi.issuance;

import java.time.Clock;
import java.time.LocalDate;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.programme.ResidenceValidity;
import org.madoguchi.programme.ResidenceValidity.Format;
import org.madoguchi.programme.ResidenceValidity.Holder;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** How long a resident's new card is valid. */
@Component
class ResidentCards {

    private final ResidenceValidity validity;
    private final Clock clock;

    ResidentCards(ResidenceValidity validity, Clock clock) {
        this.validity = validity;
        this.clock = clock;
    }

    /** The last day of a card made today, for the stay as it was decided. */
    LocalDate lastDay(CaseFile file) {
        Residence stay = file.residence();
        LocalDate periodUntil = stay.baseProcedure().equals("PERMANENT_RESIDENCE") ? null
                : stay.grantedUntil() != null ? stay.grantedUntil() : stay.periodUntil();
        LocalDate day = validity.lastDay(Holder.of(stay.statusGroup(), periodUntil), file.applicant().birthDate(), Tokyo.today(clock),
                Format.NEW, periodUntil);
        if (day == null) {
            throw new IllegalStateException("The table tells no last day for the card of " + file.number());
        }
        return day;
    }
}
