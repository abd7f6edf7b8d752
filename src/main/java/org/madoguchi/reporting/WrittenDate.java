package org.madoguchi.reporting;

import java.time.LocalDate;
import java.time.chrono.JapaneseDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/** A date as a letter writes it: with the era year and the western year, so that neither reader has to count. */
class WrittenDate {

    private static final DateTimeFormatter WESTERN_JA = DateTimeFormatter.ofPattern("y年M月d日", Locale.JAPAN);
    private static final DateTimeFormatter WESTERN_EN = DateTimeFormatter.ofPattern("d MMMM y", Locale.UK);
    private static final DateTimeFormatter ERA_EN = DateTimeFormatter.ofPattern("GGGG y", Locale.ENGLISH);
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
}
