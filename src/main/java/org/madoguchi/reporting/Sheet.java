package org.madoguchi.reporting;

import java.awt.Image;
import java.net.URI;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.sf.jasperreports.engine.JRDataSource;
import net.sf.jasperreports.engine.JREmptyDataSource;
import net.sf.jasperreports.engine.JRParameter;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.data.JRBeanCollectionDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The paper that one report is written on: its language, the parts it shares with others, and how days, amounts and lists
 * are written. Templates reach it as the parameter {@code sheet}.
 */
public class Sheet {

    /** A line with something in front of it. What a template may name must be a bean, not a record. */
    public static class Row {

        private final String label;
        private final @Nullable String text;

        Row(String label, @Nullable String text) {
            this.label = label;
            this.text = text;
        }

        public String getLabel() {
            return label;
        }

        public @Nullable String getText() {
            return text;
        }
    }

    /** Rows to be collected; what is null is left off the page. */
    public class Facts {

        private final List<Row> rows = new ArrayList<>();

        /** @param key of the label, within the report */
        public Facts and(String key, @Nullable Object value) {
            if (value != null) {
                rows.add(new Row(own(key), text(value)));
            }
            return this;
        }

        /** Somebody who signs. @param value their name, or null where they write it themselves */
        public Facts signer(String key, @Nullable Object value) {
            rows.add(new Row(own(key), value == null ? null : text(value)));
            return this;
        }

        /** Somebody who signs only if there is such a person. */
        public Facts signerIf(String key, @Nullable Object value) {
            return value == null ? this : signer(key, value);
        }

        public List<Row> rows() {
            return rows;
        }
    }

    private final String report;
    private final Record content;
    private final Locale locale;
    private final ResourceBundle texts;
    private final Function<String, JasperReport> parts;

    Sheet(String report, Record content, Locale locale, ResourceBundle texts, Function<String, JasperReport> parts) {
        this.report = report;
        this.content = content;
        this.locale = locale;
        this.texts = texts;
        this.parts = parts;
    }

    /** What every template and every part is given. */
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("letter", content);
        parameters.put("sheet", this);
        parameters.put("japanese", Bilingual.isJapanese(locale));
        parameters.put(JRParameter.REPORT_LOCALE, locale);
        parameters.put(JRParameter.REPORT_RESOURCE_BUNDLE, texts);
        return parameters;
    }

    /** A part that several reports share, by its name under {@code reports/parts}. */
    public JasperReport part(String name) {
        return parts.apply(name);
    }

    public JRDataSource oneRow() {
        return new JREmptyDataSource();
    }

    public JRDataSource rows(List<Row> rows) {
        return new JRBeanCollectionDataSource(rows);
    }

    /** Rows of a table, each a list of its cells as words; a cell may be null. */
    public JRDataSource table(Collection<? extends List<@Nullable String>> rows) {
        return new JRBeanCollectionDataSource(rows);
    }

    /** The text of this report under this key. @throws java.util.MissingResourceException where there is none */
    public String own(String key) {
        return texts.getString("reporting." + report + "." + key);
    }

    /** The texts {@code key.1} to {@code key.<count>}, numbered. */
    public List<Row> numbered(String key, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> new Row(n + ".", own(key + "." + n))).toList();
    }

    /** One box to tick for each. */
    public List<Row> boxes(List<Bilingual> lines) {
        return lines.stream().map(line -> new Row("□", text(line))).toList();
    }

    /** What is to be said in several lines each, numbered. */
    public List<Row> numbered(List<? extends Worded> items) {
        return IntStream.range(0, items.size()).mapToObj(i -> new Row(i + 1 + ".", items.get(i).in(this))).toList();
    }

    /** The same with a box to tick. */
    public List<Row> ticked(List<? extends Worded> items) {
        return items.stream().map(item -> new Row("□", item.in(this))).toList();
    }

    /** A label and what belongs to it on one line. */
    public String pair(String key, Bilingual value) {
        return texts.getString(key) + new Bilingual("：", ": ").in(locale) + text(value);
    }

    /** A day as a cell of a table has room for it: the western year alone. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern(new Bilingual("y/MM/dd", "d MMM y").in(locale), locale).format(day);
    }

    public @Nullable String dayOrNull(@Nullable LocalDate day) {
        return day == null ? null : day(day);
    }

    /** A moment as a cell has room for it, in its zone. */
    public String time(ZonedDateTime moment) {
        return day(moment.toLocalDate()) + " " + WrittenDate.time(moment);
    }

    public List<List<@Nullable String>> hands(List<Hand> hands) {
        return hands.stream().map(hand -> Arrays.asList(time(hand.at()), text(hand.event()), text(hand.office()), hand.reference())).toList();
    }

    public List<List<@Nullable String>> readings(List<Readings> readings) {
        return readings.stream().map(one -> Arrays.asList(one.days(this), text(one.reader()), text(one.purpose()), text(one.times()))).toList();
    }

    public List<List<@Nullable String>> copies(List<LinkageCorrectionLetter.Copy> copies) {
        return copies.stream().map(one -> Arrays.asList(dayOrNull(one.toldOn()), text(one.holder()), dayOrNull(one.confirmedOn()),
                texts.getString(one.confirmedOn() == null ? "reporting.copies.waiting" : "reporting.copies.stopped"))).toList();
    }

    public Facts facts() {
        return new Facts();
    }

    /** A value as this language writes it; null stays null. */
    public @Nullable String text(@Nullable Object value) {
        if (value instanceof Bilingual both) {
            return both.in(locale);
        } else if (value instanceof LocalDate day) {
            return WrittenDate.of(day, locale);
        } else if (value instanceof ZonedDateTime moment) {
            return WrittenDate.of(moment, locale);
        } else if (value instanceof Number number) {
            return NumberFormat.getIntegerInstance(locale).format(number);
        }
        return value == null ? null : value.toString();
    }

    /** The rows of an office report, every cell as this language writes it. */
    public JRDataSource lines(OfficeReport report) {
        return new JRBeanCollectionDataSource(report.rows().stream().map(line -> line.cells().stream().map(this::cell).collect(Collectors.toList()))
                .collect(Collectors.toList()));
    }

    /** A value as a narrow cell has room for it. */
    private @Nullable String cell(@Nullable Object value) {
        if (value instanceof LocalDate day) {
            return day(day);
        } else if (value instanceof Double number) {
            return String.format(Locale.ROOT, number % 1 == 0 ? "%.0f" : "%.1f", number);
        }
        return text(value);
    }

    /** From when until when. */
    public String period(Scope scope) {
        return scope.from().equals(scope.until()) ? text(scope.from()) : text(scope.from()) + " – " + text(scope.until());
    }

    /** A bar from 0 to 100 for the eye; the number stands beside it. */
    public Image bar(String percent) {
        return Bar.of(Integer.parseInt(percent));
    }

    public List<Row> items(List<BreachReportPaper.Item> items) {
        return items.stream().map(item -> new Row(text(item.label()), item.words())).toList();
    }

    /** What stands at the foot of every page. */
    public String foot() {
        return texts.getString(content instanceof Letter ? "reporting.noNumber" : "reporting.foot." + (content instanceof Poster ? "poster" : "office"));
    }

    /** An amount in yen. */
    public String yen(int amount) {
        return new Bilingual(text(amount) + "円", text(amount) + " yen").in(locale);
    }

    /** An address as a code to photograph. */
    public Image code(URI address) {
        return QrCode.of(address);
    }
}
