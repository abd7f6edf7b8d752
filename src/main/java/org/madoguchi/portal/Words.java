package org.madoguchi.portal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Choices.Choice;
import org.madoguchi.platform.Moments;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Words, days and names in the language of the request; templates call it {@code @portalWords}. */
@Component("portalWords")
public class Words {

    private static final List<String> APPLY_STEPS = List.of("check", "form", "photo", "review");

    private final MessageSource messages;
    private final Offices offices;
    private final Moments moments;

    Words(MessageSource messages, Offices offices, Moments moments) {
        this.messages = messages;
        this.offices = offices;
        this.moments = moments;
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

    public String day(Instant at, ZoneId zone) {
        return moments.day(LocalDate.ofInstant(at, zone));
    }

    public String time(Instant at, ZoneId zone) {
        return moments.at(at, zone);
    }

    /** The four steps of applying, with the one where somebody stands. */
    public List<CaseStatus.Step> applySteps(int current) {
        return IntStream.range(0, APPLY_STEPS.size()).mapToObj(i -> new CaseStatus.Step(text("portal.apply.step." + APPLY_STEPS.get(i)),
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
        return offices.get(office).zone().getDisplayName(TextStyle.FULL_STANDALONE, locale());
    }

    /** All offices of a kind, to choose from. */
    List<Choice> offices(Office.Kind kind) {
        return offices.ofKind(kind).stream().map(office -> new Choice(office.code(),
                office.city() == null || japanese() || office.name(locale()).contains(office.city()) ? office.name(locale())
                        : office.name(locale()) + " (" + office.city() + ")", null)).toList();
    }
}
