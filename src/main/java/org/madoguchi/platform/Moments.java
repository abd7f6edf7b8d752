package org.madoguchi.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Dates and times as pages show them, in the reader's language and a named zone. */
@Component("moments")
public class Moments {

    private final MessageSource messages;

    Moments(MessageSource messages) {
        this.messages = messages;
    }

    /** Day and time in this zone, without naming it: the page says whose time it shows. */
    public String at(Instant instant, ZoneId zone) {
        Locale locale = LocaleContextHolder.getLocale();
        return day(instant.atZone(zone).toLocalDate()) + " "
                + DateTimeFormatter.ofPattern("HH:mm", locale).format(instant.atZone(zone));
    }

    /** Day and time in this zone, with its name. */
    public String atNamed(Instant instant, ZoneId zone) {
        return at(instant, zone) + " (" + zone(zone) + ")";
    }

    /** What people call this zone: Central European Time. */
    public String zone(ZoneId zone) {
        return zone.getDisplayName(TextStyle.FULL_STANDALONE, LocaleContextHolder.getLocale());
    }

    public String day(LocalDate day) {
        Locale locale = LocaleContextHolder.getLocale();
        return day == null ? "" : "ja".equals(locale.getLanguage())
                ? DateTimeFormatter.ofPattern("uuuu年M月d日", Locale.JAPAN).format(day)
                : DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK).format(day);
    }

    /** How long: "3 days", "2 hours", "under a minute". */
    public String lasting(Duration time) {
        Locale locale = LocaleContextHolder.getLocale();
        return time.toDays() > 0 ? messages.getMessage("moments.lasting.days", new Object[] {time.toDays()}, locale)
                : time.toHours() > 0 ? messages.getMessage("moments.lasting.hours", new Object[] {time.toHours()}, locale)
                : time.toMinutes() > 0 ? messages.getMessage("moments.lasting.minutes", new Object[] {time.toMinutes()}, locale)
                : messages.getMessage("moments.lasting.moment", null, locale);
    }

    /** How far away: "in 3 days", "2 hours late". */
    public String distance(Instant now, Instant then) {
        Duration left = Duration.between(now, then);
        String when = left.isNegative() ? "past" : "future";
        Duration size = left.abs();
        Object[] args = {size.toDays() > 0 ? size.toDays() : Math.max(1, size.toHours())};
        String unit = size.toDays() > 0 ? "days" : "hours";
        return messages.getMessage("moments." + when + "." + unit, args, LocaleContextHolder.getLocale());
    }
}
