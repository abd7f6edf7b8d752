package org.madoguchi.partners;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/**
 * The systems that hold copies of linked data: health insurance, public-money account, Mynaportal and others, reached
 * through one address. They are told which case, never who: each finds its own copy by what it received from us.
 */
@Component
public class CopyHoldersClient {

    public static final String PARTNER = "copy-holders";

    private final PartnerHttp http;

    CopyHoldersClient(PartnerHttp http) {
        this.http = http;
    }

    /** The link is in doubt: stop using the copy. Its holder confirms with {@code copy.confirmed}. */
    public NoticeTaken tell(CopyNotice notice) {
        return http.post(PARTNER, "/copy-notices", notice, NoticeTaken.class, "CopyNoticeRefused");
    }

    /** What was decided: the copy may be used again, or is to be deleted or replaced. */
    public NoticeTaken tell(CopyOutcome outcome) {
        return http.post(PARTNER, "/copy-outcomes", outcome, NoticeTaken.class, "CopyNoticeRefused");
    }

    /** {@code reference} is what the holder knows the copy by, such as an order number; null where we have none. */
    public record CopyNotice(String caseNumber, String holder, String reference, LocalDate linkedSince) {}

    /** {@code outcome}: RIGHT_RECORD, UNLINK or NO_ERROR. */
    public record CopyOutcome(String caseNumber, String holder, String reference, String outcome) {}

    public record NoticeTaken(@NotBlank String noticeNumber, @NotNull Instant takenAt) {}

    /** Data of {@code copy.confirmed}: the use of the copy has stopped. */
    public record CopyConfirmed(@NotBlank String noticeNumber, @NotBlank @Size(max = 200) String reference) {}

    /** Data of {@code link.error-reported}, which any partner may send. */
    public record ErrorReported(@NotBlank @Size(max = 2000) String words) {

        @Override
        public String toString() {
            return "ErrorReported";
        }
    }
}
