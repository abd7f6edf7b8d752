package org.madoguchi.platform;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A table as CSV (RFC 4180) that a spreadsheet opens without running anything: a cell that would begin a formula begins with an
 * apostrophe. It starts with a byte order mark, without which spreadsheets take Japanese for another encoding.
 */
public final class Csv {

    /** What begins a formula in the spreadsheets of our users, full-width forms included. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private final StringBuilder text = new StringBuilder("\uFEFF");

    /** One row; null is an empty cell. */
    public Csv row(Object... cells) {
        text.append(Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(","))).append("\r\n");
        return this;
    }

    private static String cell(Object value) {
        String shown = value == null ? "" : value.toString();
        boolean formula = !(value instanceof Number) && !shown.isEmpty() && FORMULA.indexOf(shown.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + shown.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
