package org.madoguchi.reporting;

import java.net.URI;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the visit slip (来庁票) says. The visit is at the office that signs it.
 *
 * @param at            in the zone of the office
 * @param changeAddress where the visit is changed or cancelled
 */
public record VisitSlip(
        Heading heading,
        ZonedDateTime at,
        boolean withRepresentative,
        List<Paper> toBring,
        URI changeAddress) implements Letter {

    /** A paper to bring. @param note in which form, null where nothing is to be said of it */
    public record Paper(Bilingual document, boolean mandatory, @Nullable Bilingual note) implements Worded {

        @Override
        public String in(Sheet sheet) {
            return sheet.text(document) + (mandatory ? "" : sheet.own("ifYouHave")) + (note == null ? "" : "\n" + sheet.text(note));
        }
    }
}
