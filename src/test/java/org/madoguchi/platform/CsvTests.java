package org.madoguchi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTests {

    @Test
    void rows_are_quoted_and_start_with_a_byte_order_mark() {
        assertThat(new Csv().row("番号", "Name").row(1, "a \"b\", c\nd").row(null, -2).toString())
                .isEqualTo("\uFEFF\"番号\",\"Name\"\r\n\"1\",\"a \"\"b\"\", c\nd\"\r\n\"\",\"-2\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x", "=cmd|' /C calc'!A0", "=HYPERLINK(\"x\")"})
    void what_would_be_a_formula_stays_text(String hostile) {
        assertThat(new Csv().row(hostile).toString()).startsWith("\uFEFF\"'" + hostile.charAt(0));
    }
}
