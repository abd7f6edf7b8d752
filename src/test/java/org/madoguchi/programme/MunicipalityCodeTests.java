package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.platform.Refusal;

class MunicipalityCodeTests {

    @ParameterizedTest
    @CsvSource({"13101, 6", "01100, 2", "14101, 1", "27140, 3", "47201, 8"})
    void the_check_digit_follows_from_the_other_five(String body, int digit) {
        assertThat(MunicipalityCode.checkDigit(body)).isEqualTo(digit);
        assertThat(MunicipalityCode.of(body + digit).prefecture()).isEqualTo(body.substring(0, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"131015", "113016", "311016"})
    void a_mistyped_code_is_refused(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> MunicipalityCode.of(text))
                .satisfies(no -> assertThat(no.code()).isEqualTo("MUNICIPALITY_CODE_CHECK_DIGIT"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"13101", "1310166", "13101A", ""})
    void a_code_has_six_digits(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> MunicipalityCode.of(text))
                .satisfies(no -> assertThat(no.code()).isEqualTo("MUNICIPALITY_CODE_FORM"));
    }
}
