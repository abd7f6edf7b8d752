package org.madoguchi.portal;

import java.text.Collator;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.IntStream;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Choices.Choice;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Words, days and names in the language of the request; templates call it {@code @portalWords}. */
@Component("portalWords")
public class Words {

    private static final List<String> APPLY_STEPS = List.of("check", "form", "photo", "review");

    /** Two letters by three. */
    private static final Map<String, String> COUNTRIES = Arrays.stream(Locale.getISOCountries())
            .collect(Collectors.toMap(two -> new Locale("", two).getISO3Country(), two -> two));

    /** As passports write it (ICAO Doc 9303). */
    private static final String STATELESS = "XXA";

    /** Nobody comes from there: these have a code and no people. */
    private static final Set<String> UNINHABITED = Set.of("ATA", "ATF", "BVT", "HMD", "SGS", "UMI");

    /** What may be stated as a nationality: every one but the Japanese, or none. */
    static final Set<String> NATIONALITIES = Stream.concat(COUNTRIES.keySet().stream(), Stream.of(STATELESS))
            .filter(code -> !code.equals("JPN") && !UNINHABITED.contains(code)).collect(Collectors.toUnmodifiableSet());

    private final MessageSource messages;
    private final Offices offices;
    private final Moments moments;
    private final Clock clock;

    Words(MessageSource messages, Offices offices, Moments moments, Clock clock) {
        this.messages = messages;
        this.offices = offices;
        this.moments = moments;
        this.clock = clock;
    }

    Locale locale() {
        return LocaleContextHolder.getLocale();
    }

    boolean japanese() {
        return "ja".equals(locale().getLanguage());
    }

    public String text(String key, Object... args) {
        return messages.getMessage(key, args, locale());
    }

    /** The text, or null where there is none. */
    public String textOrNull(String key, Object... args) {
        return messages.getMessage(key, args, null, locale());
    }

    public String day(LocalDate day) {
        return moments.day(day);
    }

    /** A day kept as text; shown as typed where it is none. */
    public String day(String day) {
        try {
            return day == null ? "" : moments.day(LocalDate.parse(day));
        } catch (DateTimeException e) {
            return day;
        }
    }

    /** Which day it is since then, that day being the first: the public clock counts every one. */
    public long daysSince(Instant at, ZoneId zone) {
        return ChronoUnit.DAYS.between(LocalDate.ofInstant(at, zone), LocalDate.ofInstant(clock.instant(), zone)) + 1;
    }

    public String day(Instant at, ZoneId zone) {
        return moments.day(LocalDate.ofInstant(at, zone));
    }

    public String time(Instant at, ZoneId zone) {
        return moments.at(at, zone);
    }

    /** A day that counts by law is a day in Japan; said so where the reader is in another zone. */
    public String lawDay(LocalDate day, ZoneId reader) {
        return moments.day(day) + (reader.equals(Tokyo.ZONE) ? "" : " (" + moments.zone(Tokyo.ZONE) + ")");
    }

    String lawDay(Instant at, ZoneId reader) {
        return lawDay(LocalDate.ofInstant(at, Tokyo.ZONE), reader);
    }

    String timeNamed(Instant at, ZoneId zone) {
        return moments.atNamed(at, zone);
    }

    /** The four steps of applying, with the one where somebody stands. */
    public List<CaseStatus.Step> applySteps(int current) {
        return steps(APPLY_STEPS, current);
    }

    /** The three steps of a resident's application. */
    public List<CaseStatus.Step> residenceSteps(int current) {
        return steps(APPLY_STEPS.subList(1, APPLY_STEPS.size()), current);
    }

    private List<CaseStatus.Step> steps(List<String> names, int current) {
        return IntStream.range(0, names.size()).mapToObj(i -> new CaseStatus.Step(text("portal.apply.step." + names.get(i)),
                i < current ? "done" : i == current ? "current" : "todo", null)).toList();
    }

    public String yen(int amount) {
        return text("portal.yen", "%,d".formatted(amount));
    }

    public String office(String code) {
        return code == null ? "" : offices.get(code).name(locale());
    }

    public ZoneId tokyo() {
        return Tokyo.ZONE;
    }

    ZoneId zone(String office) {
        return offices.get(office).zone();
    }

    /** The place whose time is shown. */
    String zoneName(String office) {
        return moments.zone(zone(office));
    }

    /** A period of stay as people say it: {@code 15} is a year and three months. */
    public String period(String period) {
        if (!period.chars().allMatch(Character::isDigit)) {
            return text("portal.residence.period." + period);
        }
        int months = Integer.parseInt(period);
        String years = text("portal.residence.period.years", months / 12);
        String rest = text("portal.residence.period.months", months % 12);
        return months < 12 ? rest : months % 12 == 0 ? years : text("portal.residence.period.both", years, rest);
    }

    /** A refusal in words, for a page that goes on in spite of it. */
    Refused refused(Refusal no) {
        return new Refused(text(no.messageKey(), no.args()), textOrNull(no.messageKey() + ".wayOut", no.args()));
    }

    /** What was refused, and what can be done. */
    record Refused(String text, String wayOut) {}

    /** The name of a country or region; {@code code} has three letters. */
    public String country(String code) {
        return STATELESS.equals(code) ? text("portal.residence.stateless")
                : COUNTRIES.containsKey(code) ? new Locale("", COUNTRIES.get(code)).getDisplayCountry(locale()) : code;
    }

    /** All nationalities but the Japanese, to choose from. */
    List<Choice> countries() {
        return NATIONALITIES.stream().map(code -> new Choice(code, country(code), null))
                .sorted(Comparator.comparing(Choice::label, Collator.getInstance(locale()))).toList();
    }

    /** All offices of a kind, to choose from. */
    List<Choice> offices(Office.Kind kind) {
        return offices.ofKind(kind).stream().map(office -> new Choice(office.code(),
                office.city() == null || japanese() || office.name(locale()).contains(office.city()) ? office.name(locale())
                        : office.name(locale()) + " (" + office.city() + ")", null)).toList();
    }

    /** Choices that belong together, under a heading. */
    record Group(String label, List<Choice> choices) {}

    /** All missions under their countries, both in the order of the reader's language; in English the city leads, so that typing it finds it. */
    List<Group> missions() {
        var order = Collator.getInstance(locale());
        return offices.ofKind(Office.Kind.MISSION).stream()
                .collect(Collectors.groupingBy(office -> new Locale("", office.country()).getDisplayCountry(locale()))).entrySet().stream()
                .map(country -> new Group(country.getKey(), country.getValue().stream().map(office -> new Choice(office.code(),
                        japanese() || office.city() == null ? office.name(locale()) : office.city() + ": " + office.name(locale()), null))
                        .sorted(Comparator.comparing(Choice::label, order)).toList()))
                .sorted(Comparator.comparing(Group::label, order)).toList();
    }
}
