package org.madoguchi.partners;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * J-LIS, the producer of cards: orders, stops and activates them, and reports in events what became of an order. It also
 * runs the network of the Basic Resident Register, which answers entries as they stand: which of them is the person is
 * decided by our own table.
 */
@Component
public class JLisClient {

    public static final String PARTNER = "j-lis";

    private final PartnerHttp http;

    JLisClient(PartnerHttp http) {
        this.http = http;
    }

    public OrderedCard orderCard(CardOrder order) {
        return http.post(PARTNER, "/card-orders", order, OrderedCard.class, "CardOrderRefused");
    }

    /** Takes an order back; a card that is made already is stopped instead. Good for an order that may not exist. */
    public CancelledOrder cancelOrder(CardCancellation cancellation) {
        return http.post(PARTNER, "/card-orders/cancellation", cancellation, CancelledOrder.class, "CardStopRefused");
    }

    /** Makes a card useless until it is released or stopped; its certificates with it. */
    public SuspendedCard suspendCard(CardSuspension suspension) {
        return http.post(PARTNER, "/cards/{cardNumber}/suspension", suspension, SuspendedCard.class, "CardSuspensionRefused",
                suspension.cardNumber());
    }

    /** Lets a suspended card be used again. */
    public ReleasedCard releaseCard(CardRelease release) {
        return http.post(PARTNER, "/cards/{cardNumber}/release", release, ReleasedCard.class, "CardReleaseRefused",
                release.cardNumber());
    }

    /** Makes a card that is lost, damaged or destroyed useless for good. */
    public StoppedCard stopCard(CardStop stop) {
        return http.post(PARTNER, "/cards/{cardNumber}/stop", stop, StoppedCard.class, "CardStopRefused", stop.cardNumber());
    }

    public ActivatedCard activateCard(CardActivation activation) {
        return http.post(PARTNER, "/cards/{cardNumber}/activation", activation, ActivatedCard.class, "ActivationRefused",
                activation.cardNumber());
    }

    /** Everything that is known is asked with, and the look-up refuses less (rule since December 2023, D 3.5). */
    public ResidentAnswer lookUpResident(ResidentQuery query) {
        return http.post(PARTNER, "/resident-look-ups", query, ResidentAnswer.class, "LookUpRefused");
    }

    /** The four basic items as stated, and the My Number where it was given. */
    public record ResidentQuery(String caseNumber, String name, LocalDate birthDate, String sex, String address,
            String municipalityCode, String myNumber) {

        @Override
        public String toString() {
            return "ResidentQuery of " + caseNumber;
        }
    }

    public record ResidentAnswer(@NotNull @Valid List<ResidentEntry> entries) {}

    /**
     * One entry as registered, the name in one piece. {@code sex} may be missing; {@code numberEqual} says whether the
     * number we asked with is this entry's, null if we gave none.
     */
    public record ResidentEntry(@NotBlank String entryId, @NotBlank String name, @NotNull LocalDate birthDate, String sex,
            @NotBlank String address, @NotBlank String municipalityCode, Boolean numberEqual) {

        @Override
        public String toString() {
            return "ResidentEntry " + entryId;
        }
    }

    /** What is made: a My Number Card, or one with the residence function besides. */
    public enum Product { MY_NUMBER_CARD, SPECIFIED_RESIDENCE_CARD, SPECIFIED_SPR_CERTIFICATE }

    /** How a finished card travels: through the municipality, or straight to the office that hands it over. */
    public enum Route { VIA_MUNICIPALITY, DIRECT }

    /**
     * What is printed and where it goes. {@code registerEntry} is the linked entry of the register; {@code destination} the
     * mission or bureau; {@code replaces} an earlier order of the case, or null for the first: without it a second order of
     * a case is refused.
     */
    public record CardOrder(String caseNumber, Product product, String registerEntry, String familyName, String givenName, String latinName,
            LocalDate birthDate, String sex, LocalDate validUntil, boolean certificates, byte[] photo, Route route,
            String municipalityCode, String destination, String replaces) {

        @Override
        public String toString() {
            return "CardOrder of " + caseNumber;
        }
    }

    public record OrderedCard(@NotBlank String orderNumber, @NotNull Instant orderedAt) {}

    /** {@code orderNumber} null takes back whatever the case has ordered, also what never came to be recorded here. */
    public record CardCancellation(String caseNumber, String orderNumber, String reason) {}

    /** {@code outcome}: CANCELLED before it was made, STOPPED after, NOTHING where there was no such order. */
    public record CancelledOrder(@NotNull CancelOutcome outcome) {}

    public enum CancelOutcome { CANCELLED, STOPPED, NOTHING }

    /** {@code reason}: LOST or STOLEN. */
    public record CardSuspension(String caseNumber, String cardNumber, String reason) {}

    public record SuspendedCard(@NotBlank String cardNumber, @NotNull Instant suspendedAt) {}

    /** {@code office} is where the card was seen in its holder's hand. */
    public record CardRelease(String caseNumber, String cardNumber, String office) {}

    public record ReleasedCard(@NotBlank String cardNumber, @NotNull Instant releasedAt) {}

    public record CardStop(String caseNumber, String cardNumber, String reason) {}

    public record StoppedCard(@NotBlank String cardNumber, @NotNull Instant stoppedAt) {}

    /** {@code office} is the code of the mission or municipality that hands the card over. */
    public record CardActivation(String caseNumber, String cardNumber, String office) {}

    public record ActivatedCard(@NotBlank String cardNumber, @NotNull Instant activatedAt) {}

    /** Data of {@code card.produced}. {@code certificatesValidUntil} is null for a card without certificates. */
    public record CardProduced(@NotBlank String orderNumber, @NotBlank String cardNumber, @NotNull LocalDate validUntil,
            LocalDate certificatesValidUntil) {}

    /** Data of {@code card.rejected}. */
    public record CardRejected(@NotBlank String orderNumber, @NotNull RejectionReason reason) {}

    public enum RejectionReason { PHOTO_UNSUITABLE, NAME_NOT_PRINTABLE, DATA_INCOMPLETE, PRODUCTION_FAULT }

    /** Data of {@code card.dispatched}. {@code sentTo} is the office code of the next stop. */
    public record CardDispatched(@NotBlank String orderNumber, @NotBlank String cardNumber, @NotNull Route route,
            @NotBlank String sentTo, @NotBlank String trackingNumber) {}

    /** Data of {@code card.suspended}: the holder rang the hotline, and the producer has suspended the card. */
    public record CardSuspended(@NotBlank String cardNumber, @NotNull SuspensionReason reason) {}

    public enum SuspensionReason { LOST, STOLEN }
}
