package org.madoguchi.reporting;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.chrono.JapaneseDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/** A day or a moment as a letter writes it: with the era year and the western year, so that neither reader has to count. */
class WrittenDate {

    private static final DateTimeFormatter WESTERN_JA = DateTimeFormatter.ofPattern("y年M月d日", Locale.JAPAN);
    private static final DateTimeFormatter WESTERN_EN = DateTimeFormatter.ofPattern("d MMMM y", Locale.UK);
    private static final DateTimeFormatter ERA_EN = DateTimeFormatter.ofPattern("GGGG y", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm", Locale.ROOT);
    /** The first year of an era is written 元年, not 1年. */
    private static final DateTimeFormatter ERA_JA = new DateTimeFormatterBuilder()
            .appendText(ChronoField.ERA, TextStyle.FULL)
            .appendText(ChronoField.YEAR_OF_ERA, Map.of(1L, "元"))
            .appendPattern("年M月d日")
            .toFormatter(Locale.JAPAN);

    private WrittenDate() {
    }

    static String of(LocalDate date, Locale locale) {
        JapaneseDate inEra = JapaneseDate.from(date);
        return new Bilingual(
                ERA_JA.format(inEra) + "（" + WESTERN_JA.format(date) + "）",
                WESTERN_EN.format(date) + " (" + ERA_EN.format(inEra) + ")").in(locale);
    }

    /** With the time of day in the zone of the moment, which is that of the office. */
    static String of(ZonedDateTime moment, Locale locale) {
        return of(moment.toLocalDate(), locale) + new Bilingual(" ", ", ").in(locale) + time(moment);
    }

    static String time(ZonedDateTime moment) {
        return TIME.format(moment);
    }
}
