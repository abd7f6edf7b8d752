package org.madoguchi.worklist;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.Related;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Moments;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What belongs to the same person or family as a case, as far as its reader may open it, and what may be the same person twice. */
@Component
class CaseRelatives {

    /** @param alike cases of other accounts under the same name and date of birth */
    record Relatives(List<Row> person, List<Row> family, List<Row> alike, List<Card> cards) {

        public boolean empty() {
            return person.isEmpty() && family.isEmpty() && alike.isEmpty() && cards.isEmpty();
        }
    }

    record Row(String number, String kind, String state, String received) {}

    record Card(String caseNumber, String kind, String until, String standing) {}

    private final CaseFiles cases;
    private final CardsInForce cards;
    private final Moments moments;
    private final MessageSource messages;

    CaseRelatives(CaseFiles cases, CardsInForce cards, Moments moments, MessageSource messages) {
        this.cases = cases;
        this.cards = cards;
        this.moments = moments;
        this.messages = messages;
    }

    Relatives of(CaseFile file, CurrentUser reader, ZoneId zone, Locale locale) {
        Related related = cases.related(file, reader);
        Set<String> own = Stream.concat(Stream.of(file.number()), related.person().stream().map(CaseFile::number)).collect(Collectors.toSet());
        List<Card> held = related.granted() ? cards.ofAccount(file.accountId()).stream().filter(card -> own.contains(card.caseNumber()))
                .map(card -> card(card, zone, locale)).toList() : List.of();
        return new Relatives(rows(related.person(), zone, locale), rows(related.family(), zone, locale), rows(related.alike(), zone, locale), held);
    }

    private List<Row> rows(List<CaseFile> files, ZoneId zone, Locale locale) {
        return files.stream().map(one -> new Row(one.number(), one.overseas() ? text("kind." + (one.kind() == null ? "UNKNOWN" : one.kind()), locale)
                : text("purpose." + one.purpose(), locale), text("state." + one.state(), locale), moments.at(one.receivedAt(), zone))).toList();
    }

    private Card card(CardInForce card, ZoneId zone, Locale locale) {
        String standing = !card.inForce() ? messages.getMessage("cases.cards.ended", new Object[] {text("cases.cards.end." + card.endReason(), locale),
                moments.day(LocalDate.ofInstant(card.endedAt(), Tokyo.ZONE))}, locale)
                : card.suspended() ? messages.getMessage("cases.cards.suspended", new Object[] {moments.at(card.suspendedAt(), zone)}, locale)
                : text("cases.cards.inForce", locale);
        return new Card(card.caseNumber(), text("cases.cards.kind." + (card.merged() ? "MERGED" : card.programme()), locale), moments.day(card.validUntil()), standing);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
