package org.madoguchi.residence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.MadeCards;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The wish for the merged card. It is voluntary: only asking leaves a trace, with who explained both ways in which
 * language. Silence is nothing, taking it back needs no reason, and the base procedure never waits for either.
 */
@Component
public class Wish {

    /** Who said it: the holder on their own page, or somebody at a counter, taken down by an officer. */
    public enum By { APPLICANT, COUNTER }

    /** {@code by} is {@link #PAGE}, an officer's id or the name of who explained; {@code language} a tag such as {@code vi}. */
    public record Explanation(String by, String language) {}

    /** What was asked, and whether it was taken back. */
    public record Asked(String caseNumber, Instant askedAt, By askedBy, String explainedBy, String explainedIn, Instant revokedAt,
            String revokedBy) {

        public boolean standing() {
            return revokedAt == null;
        }

        /** The day it was asked, in Tokyo. */
        public LocalDate askedOn() {
            return LocalDate.ofInstant(askedAt, Tokyo.ZONE);
        }
    }

    /** Why the merged card cannot be asked for, and what can be done. */
    public record Obstacle(String code, String text, String wayOut) {}

    /** Both ways were explained on the holder's page. */
    public static final String PAGE = "page";

    private final CaseFiles cases;
    private final CaseFlow flow;
    private final ResidenceStore store;
    private final ResidenceRules rules;
    private final MadeCards cards;
    private final MessageSource messages;
    private final Clock clock;

    Wish(CaseFiles cases, CaseFlow flow, ResidenceStore store, ResidenceRules rules, MadeCards cards, MessageSource messages,
            Clock clock) {
        this.cases = cases;
        this.flow = flow;
        this.store = store;
        this.rules = rules;
        this.cards = cards;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Asks for the merged card. Safe to repeat. Not to be called in the transaction that files the procedure: a refusal
     * must leave that untouched.
     *
     * @param certificates whether electronic certificates are wanted on it
     * @throws Refusal EXPLAINER_MISSING, CASE_CLOSED, WISH_TOO_LATE, WISH_NOT_POSSIBLE with reason and way out
     */
    @Transactional
    public void ask(String caseNumber, Explanation explanation, boolean certificates, CurrentUser actor) {
        String by = Words.required(explanation.by(), "explainedBy", "EXPLAINER_MISSING");
        String language = Words.required(explanation.language(), "explainedIn", "EXPLAINER_MISSING");
        store.lockWish(caseNumber);
        CaseFile file = cases.get(caseNumber);
        if (!file.open()) {
            throw Refusal.conflict("CASE_CLOSED");
        }
        if (file.residence().cardOutcome() != null) {
            throw Refusal.conflict("WISH_TOO_LATE");
        }
        rules.obstacle(file).map(this::inWords).ifPresent(why -> {
            throw Refusal.badInput("WISH_NOT_POSSIBLE", "mergedCardAsked", why.code(), why.text(), why.wayOut());
        });
        By asker = actor.isApplicant() ? By.APPLICANT : By.COUNTER;
        if (store.ask(caseNumber, asker, by, language, clock.instant())) {
            cases.setCertificatesWanted(caseNumber, certificates);
            cases.record(caseNumber, Event.of("MERGED_CARD_ASKED", actor).because(certificates ? null : "CERTIFICATES_DECLINED"));
        }
    }

    /** Where there is a case, a reason that would list all procedures has words of its own. */
    private Obstacle inWords(String code) {
        Locale locale = Languages.nearest(LocaleContextHolder.getLocale());
        String text = messages.getMessage("reason." + code + ".text", null, locale);
        String wayOut = messages.getMessage("reason." + code + ".wayOut", null, null, locale);
        return new Obstacle(code, messages.getMessage("reason." + code + ".inCase", null, text, locale),
                messages.getMessage("reason." + code + ".inCase.wayOut", null, wayOut, locale));
    }

    /**
     * Takes the wish back, without a reason, until the card is made; then ordinary cards come. Safe to repeat.
     *
     * @throws Refusal CARD_ALREADY_MADE
     */
    @Transactional
    public void revoke(String caseNumber, CurrentUser actor) {
        store.lockWish(caseNumber);
        if (!standing(caseNumber)) {
            return;
        }
        if (cards.made(caseNumber) || !cases.get(caseNumber).open()) {
            throw Refusal.conflict("CARD_ALREADY_MADE");
        }
        store.revoke(caseNumber, actor.id(), clock.instant());
        cases.record(caseNumber, Event.of("MERGED_CARD_REVOKED", actor));
        flow.tellIfWaiting(caseNumber, "wish-revoked", Map.of());
    }

    /** What was asked last, also where it was taken back; empty for silence. */
    public Optional<Asked> of(String caseNumber) {
        return store.wish(caseNumber);
    }

    /** Why one cannot ask in this case now, in the language of the request. */
    public Optional<Obstacle> obstacle(String caseNumber) {
        return rules.obstacle(cases.get(caseNumber)).map(this::inWords);
    }

    /** A wish stands and can still be taken back. */
    @Transactional
    public boolean revocable(String caseNumber) {
        return standing(caseNumber) && cases.get(caseNumber).open() && !cards.made(caseNumber);
    }

    /** Whether a wish stands, for a decision in this transaction: until its end nobody asks, and nobody takes it back. */
    boolean settled(String caseNumber) {
        store.lockWish(caseNumber);
        return standing(caseNumber);
    }

    private boolean standing(String caseNumber) {
        return store.wish(caseNumber).filter(Asked::standing).isPresent();
    }
}
