package org.madoguchi.reporting;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the holder is told after a wrong link (紐付けの訂正のお知らせ): what happened, what was done, who saw it.
 *
 * @param linkedSince since when the case was linked to the record in question
 * @param frozenOn    from when on nobody could use it, {@code appliedOn} when it was undone
 * @param finding     what two people decided
 * @param cause       why it went wrong, once that is known
 * @param copies      where linked data had gone
 * @param readers     who looked at the case while it was linked wrongly
 */
public record LinkageCorrectionLetter(
        Heading heading,
        LocalDate reportedOn,
        LocalDate linkedSince,
        LocalDate frozenOn,
        Finding finding,
        LocalDate decidedOn,
        @Nullable LocalDate appliedOn,
        @Nullable Bilingual cause,
        List<Copy> copies,
        List<Readings> readers) implements Letter {

    public enum Finding { RIGHT_RECORD, UNLINK, NO_ERROR }

    /** @param confirmedOn when its holder said that its use has stopped; null while they have not */
    public record Copy(Bilingual holder, @Nullable LocalDate toldOn, @Nullable LocalDate confirmedOn) {
    }
}
