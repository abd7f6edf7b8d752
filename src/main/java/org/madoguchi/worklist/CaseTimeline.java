package org.madoguchi.worklist;

import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.casefile.CaseNotes;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Every change of a case, as far as the access register grants it: who, when, for which office, why and by which rule. */
@Component
class CaseTimeline {

    /** What an entry tells of. */
    enum Kind {
        /** Decided by a released table. */
        RULE,
        NOTE,
        STAFF,
        APPLICANT,
        /** The system and partners. */
        MACHINE;

        /** Read after the case was opened: whether there is one is told to nobody else. @throws Refusal CURSOR_MALFORMED */
        static Kind of(String name) {
            return name.isEmpty() ? null : Stream.of(values()).filter(kind -> kind.name().equals(name)).findFirst()
                    .orElseThrow(() -> Refusal.badInput("CURSOR_MALFORMED", "kind"));
        }

        static Kind of(TimelineEntry entry) {
            return entry.rule() != null ? RULE : entry.event().equals(CaseNotes.EVENT) ? NOTE : switch (entry.actorKind()) {
                case "STAFF" -> STAFF;
                case "APPLICANT" -> APPLICANT;
                default -> MACHINE;
            };
        }
    }

    /**
     * @param earlier address of the entries before these, or null
     * @param later whether these are not the latest
     */
    record Part(List<Choice> kinds, List<Entry> entries, String earlier, boolean later) {}

    /** @param label key of its text; {@code count} of all entries of this kind */
    record Choice(String label, String href, int count, boolean chosen) {}

    /** @param rule the table that decided, in words and with its version, or null; {@code ruleKey}: where it can be looked at, or null */
    record Entry(String when, String datetime, String title, String text, String note, String actor, String rule, String ruleKey) {}

    private static final int ROWS = 20;

    private final CaseFiles cases;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;

    CaseTimeline(CaseFiles cases, Offices offices, Moments moments, MessageSource messages) {
        this.cases = cases;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
    }

    /** @throws Refusal CURSOR_MALFORMED */
    static Long cursor(String before) {
        if (!before.matches("\\d{0,18}")) {
            throw Refusal.badInput("CURSOR_MALFORMED", "before");
        }
        return before.isEmpty() ? null : Long.valueOf(before);
    }

    /** What the reader of this file may see, the latest first. */
    List<TimelineEntry> of(CaseFile file) {
        return !file.shows(Fact.TIMELINE) ? List.of() : cases.timeline(file.number()).stream()
                .filter(entry -> file.shows(Fact.WISH) || !entry.event().startsWith("MERGED_CARD_"))
                .sorted(Comparator.comparingLong(TimelineEntry::id).reversed()).toList();
    }

    /** @param kind of these only, or null for all; {@code before}: those before this one, or null; {@code whole}: without pages */
    Part part(CaseFile file, List<TimelineEntry> all, Kind kind, Long before, boolean whole, Map<String, CurrentUser> people, ZoneId zone,
            Locale locale) {
        List<TimelineEntry> wanted = all.stream().filter(entry -> kind == null || Kind.of(entry) == kind)
                .filter(entry -> before == null || entry.id() < before).toList();
        List<TimelineEntry> shown = whole ? wanted : wanted.stream().limit(ROWS).toList();
        String here = "/cases/" + file.number() + "?";
        String narrowed = kind == null ? "" : "kind=" + kind + "&";
        String earlier = shown.size() == wanted.size() ? null
                : here + narrowed + "before=" + shown.get(shown.size() - 1).id() + "#timeline";
        Stream<Choice> kinds = Stream.of(Kind.values()).map(one -> new Choice("cases.timeline." + one, here + "kind=" + one + "#timeline",
                (int) all.stream().filter(entry -> Kind.of(entry) == one).count(), one == kind)).filter(one -> one.count() > 0 || one.chosen());
        return new Part(Stream.concat(Stream.of(new Choice("cases.timeline.all", here + "#timeline", all.size(), kind == null)), kinds).toList(),
                shown.stream().map(entry -> entry(entry, people, zone, locale)).toList(), earlier, before != null);
    }

    private Entry entry(TimelineEntry entry, Map<String, CurrentUser> people, ZoneId zone, Locale locale) {
        CurrentUser person = people.get(entry.actorId());
        String actor = person != null ? CurrentUser.name(person, locale) : text("actor." + entry.actorKind(), locale);
        String office = offices.find(entry.officeCode()).map(one -> one.name(locale)).orElse(null);
        String table = entry.rule() == null ? null : messages.getMessage("model." + entry.rule(), null, null, locale);
        return new Entry(moments.at(entry.at(), zone), entry.at().toString(), text("event." + entry.event(), locale),
                entry.reasonCode() == null ? null : reason(entry.reasonCode(), locale), entry.note(),
                Stream.of(actor, office).filter(Objects::nonNull).collect(Collectors.joining(" · ")),
                entry.rule() == null ? null : messages.getMessage("cases.timeline.rule",
                        new Object[] {table == null ? entry.rule() : table, String.valueOf(entry.ruleVersion())}, locale),
                table == null ? null : entry.rule());
    }

    /** In the wording for staff, where the usual one speaks to the applicant; some entries name a task as their reason. */
    private String reason(String code, Locale locale) {
        return Stream.of("reason." + code + ".staff", "reason." + code + ".text", "task." + code)
                .map(key -> messages.getMessage(key, null, null, locale)).filter(Objects::nonNull).findFirst().orElse(code);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
