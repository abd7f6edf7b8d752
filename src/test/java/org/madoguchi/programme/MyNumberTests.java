package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.platform.Refusal;

class MyNumberTests {

    @ParameterizedTest
    @CsvSource({"12345678901, 8", "98765432109, 3", "11111111111, 8", "00000000000, 0"})
    void the_check_digit_follows_from_the_other_eleven(String body, int digit) {
        assertThat(MyNumber.checkDigit(body)).isEqualTo(digit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456789018", "1234 5678 9018", "1234-5678-9018", "１２３４５６７８９０１８"})
    void a_number_is_read_as_people_type_it(String text) {
        assertThat(MyNumber.of(text).digits()).isEqualTo("123456789018");
    }

    @ParameterizedTest
    @CsvSource({
        "12345678901,   MY_NUMBER_FORM", "1234567890188, MY_NUMBER_FORM", "12345678901X,  MY_NUMBER_FORM",
        "'',            MY_NUMBER_FORM", ",              MY_NUMBER_FORM", "123456789017,  MY_NUMBER_CHECK_DIGIT",
        "213456789018,  MY_NUMBER_CHECK_DIGIT", "000000000000, MY_NUMBER_ZERO"})
    void a_malformed_number_is_refused(String text, String code) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> MyNumber.of(text)).satisfies(no -> {
            assertThat(no.code()).isEqualTo(code);
            assertThat(no.field()).isEqualTo("myNumber");
            assertThat(no.getMessage()).as("no number in a message").doesNotContainPattern("[0-9]");
        });
    }

    @Test
    void exactly_one_check_digit_fits() {
        for (long body = 11111111111L; body < 99999999999L; body += 7654321987L) {
            int fitting = MyNumber.checkDigit(Long.toString(body));
            for (int digit = 0; digit <= 9; digit++) {
                String number = Long.toString(body) + digit;
                if (digit == fitting) {
                    assertThatNoException().isThrownBy(() -> MyNumber.of(number));
                } else {
                    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> MyNumber.of(number));
                }
            }
        }
    }

    @Test
    void printing_one_shows_the_last_four_digits() {
        assertThat(MyNumber.of("123456789018")).hasToString("********9018");
        assertThat(MyNumber.of("123456789018").lastFour()).isEqualTo("9018");
    }
}
