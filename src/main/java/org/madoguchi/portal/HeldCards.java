package org.madoguchi.portal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.loss.Loss;
import org.madoguchi.loss.Loss.State;
import org.madoguchi.loss.Losses;
import org.madoguchi.loss.Returns;
import org.madoguchi.loss.Returns.Return;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** The cards somebody holds or held, in words. */
@Component
class HeldCards {

    /** {@code tone} is the look of the state. */
    record Line(String caseNumber, String name, String holder, String state, String tone, LocalDate validUntil) {}

    /**
     * A card on its page.
     *
     * @param stand its state; texts {@code portal.card.state.<stand>} and {@code portal.card.next.<stand>}
     * @param since when it was suspended, with the zone of the counter; null while it can be used
     * @param bureauUntil until when a resident must apply to the bureau, or null
     * @param replacedBy the case under way that is to replace it, or null
     * @param why what ended it, where a register reported that, or null
     */
    record Card(CaseFile file, CardInForce card, String name, String stand, String tone, Loss loss, Return comesBack, String since,
            LocalDate bureauUntil, String replacedBy, String why, String wayOut, String counter) {

        public boolean usable() {
            return stand.equals("IN_FORCE") || stand.equals("RETURNING");
        }

        public boolean suspended() {
            return stand.equals("SUSPENDED") || stand.equals("FOUND");
        }

        /** It was replaced while it was gone, and might turn up. */
        public boolean mayTurnUp() {
            return loss != null && loss.state() == State.REPLACED && loss.foundAt() == null && comesBack == null;
        }

        public boolean entryAsked() {
            return stand.equals("SUSPENDED") && loss.abroad();
        }
    }

    private final CardsInForce cards;
    private final CaseFiles cases;
    private final Losses losses;
    private final Returns returns;
    private final Words words;
    private final Clock clock;

    HeldCards(CardsInForce cards, CaseFiles cases, Losses losses, Returns returns, Words words, Clock clock) {
        this.cards = cards;
        this.cases = cases;
        this.losses = losses;
        this.returns = returns;
        this.words = words;
        this.clock = clock;
    }

    /** Newest first; {@code own} are the cases of this account, which are there already. */
    List<Line> of(UUID account, List<CaseFile> own) {
        return cards.ofAccount(account).stream().map(card -> {
            String stand = stand(card, card.suspendedAt() != null ? losses.of(card.caseNumber()) : Optional.empty(),
                    card.inForce() ? returns.of(card.caseNumber()) : Optional.empty());
            String holder = own.stream().filter(file -> file.number().equals(card.caseNumber())).findFirst()
                    .map(file -> file.applicant().name()).orElse("");
            return new Line(card.caseNumber(), name(card), holder, words.text("portal.card.state." + stand), tone(stand), card.validUntil());
        }).toList();
    }

    /** The card this case issued. @throws Refusal CARD_NOT_IN_FORCE where it issued none */
    Card of(CaseFile file) {
        CardInForce card = cards.ofCase(file.number()).orElseThrow(() -> Refusal.notFound("CARD_NOT_IN_FORCE"));
        Optional<Loss> loss = losses.of(file.number());
        Optional<Return> comesBack = returns.of(file.number());
        String stand = stand(card, loss, comesBack);
        String reason = card.inForce() ? null : cases.timeline(file.number()).stream().filter(entry -> entry.event().equals("CARD_ENDED"))
                .reduce((first, last) -> last).map(TimelineEntry::reasonCode).orElse(null);
        return new Card(file, card, name(card), stand, tone(stand), loss.orElse(null), comesBack.orElse(null),
                card.suspended() ? words.timeNamed(card.suspendedAt(), words.zone(file.counterCode())) : null,
                loss.filter(Loss::open).filter(one -> one.foundAt() == null).flatMap(losses::bureauUntil).orElse(null),
                loss.filter(losses::reissueRunning).map(Loss::reissueCase).orElse(null),
                reason == null ? null : words.text("reason." + reason + ".text"), reason == null ? null : words.text("reason." + reason + ".wayOut"),
                words.office(file.counterCode()));
    }

    private String stand(CardInForce card, Optional<Loss> loss, Optional<Return> comesBack) {
        if (!card.inForce()) {
            boolean foundBefore = loss.filter(one -> one.foundAt() != null).isPresent();
            return (card.endReason() == EndReason.LOST && foundBefore ? EndReason.REPLACED : card.endReason()).name();
        }
        if (card.validUntil().isBefore(Tokyo.today(clock))) {
            return EndReason.EXPIRED.name();
        }
        if (card.suspended()) {
            return loss.filter(one -> one.state() == State.FOUND).isPresent() ? "FOUND" : "SUSPENDED";
        }
        return comesBack.filter(Return::open).isPresent() ? "RETURNING" : "IN_FORCE";
    }

    private static String tone(String stand) {
        return switch (stand) {
            case "IN_FORCE" -> "done";
            case "SUSPENDED" -> "late";
            case "FOUND", "RETURNING" -> "at-risk";
            default -> "plain";
        };
    }

    private String name(CardInForce card) {
        String name = words.textOrNull("portal.card.name." + card.kind());
        return name == null ? words.text("portal.card.name") : name;
    }
}
