package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.platform.Refusal;

class MrzTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final String NAMES = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    private static final String DATA = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

    @Test
    void the_specimen_of_the_standard_is_read() {
        assertThat(Mrz.parse(NAMES + "\n" + DATA, TODAY)).isEqualTo(new Mrz("UTO", "ERIKSSON", "ANNA MARIA", "L898902C3",
                "UTO", LocalDate.of(1974, 8, 12), "F", LocalDate.of(2012, 4, 15), "ZE184226B"));
    }

    @Test
    void a_japanese_passport_is_read_from_lower_case_and_without_a_line_break() {
        String data = "TZ1234567" + Mrz.checkDigit("TZ1234567") + "JPN" + "200229" + Mrz.checkDigit("200229") + "M"
                + "300301" + Mrz.checkDigit("300301") + "<".repeat(14) + "<";
        data += Mrz.checkDigit(data.substring(0, 10) + data.substring(13, 20) + data.substring(21, 43));
        Mrz mrz = Mrz.parse(("P<JPNYAMADA<<TARO" + "<".repeat(27) + data).toLowerCase(java.util.Locale.ROOT), TODAY);
        assertThat(mrz.japanese()).isTrue();
        assertThat(mrz.birthDate()).as("a child of this century").isEqualTo(LocalDate.of(2020, 2, 29));
        assertThat(mrz.passportNumber()).isEqualTo("TZ1234567");
        assertThat(mrz.personalNumber()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "L898902C46UTO7408122F1204159ZE184226B<<<<<10, MRZ_NUMBER_CHECK_DIGIT",
        "L898902C36UTO7408132F1204159ZE184226B<<<<<10, MRZ_BIRTH_DATE_CHECK_DIGIT",
        "L898902C36UTO7408122F1204169ZE184226B<<<<<10, MRZ_EXPIRY_CHECK_DIGIT",
        "L898902C36UTO7408122F1204159ZE184226C<<<<<10, MRZ_PERSONAL_NUMBER_CHECK_DIGIT",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<11, MRZ_COMPOSITE_CHECK_DIGIT",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<1,  MRZ_FORM",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<1?, MRZ_FORM"})
    void every_check_digit_must_be_right(String data, String code) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Mrz.parse(NAMES + data, TODAY))
                .satisfies(no -> assertThat(no.code()).isEqualTo(code));
    }

    @Test
    void a_date_that_does_not_exist_is_refused_though_its_check_digit_is_right() {
        String data = "L898902C36UTO" + "740230" + Mrz.checkDigit("740230") + "F1204159ZE184226B<<<<<1";
        data += Mrz.checkDigit(data.substring(0, 10) + data.substring(13, 20) + data.substring(21, 43));
        String zone = NAMES + data;
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Mrz.parse(zone, TODAY))
                .satisfies(no -> assertThat(no.code()).isEqualTo("MRZ_DATE"));
    }

    @Test
    void another_document_is_refused() {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Mrz.parse("V" + NAMES.substring(1) + DATA, TODAY))
                .satisfies(no -> assertThat(no.code()).isEqualTo("MRZ_NOT_A_PASSPORT"));
    }

    @Test
    void any_single_wrong_character_of_the_number_is_found() {
        for (int i = 0; i < 9; i++) {
            for (char c : "0123456789".toCharArray()) {
                String wrong = DATA.substring(0, i) + c + DATA.substring(i + 1);
                int difference = Mrz.checkDigit(DATA.substring(0, 9)) - Mrz.checkDigit(wrong.substring(0, 9));
                if (difference != 0) {
                    assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Mrz.parse(NAMES + wrong, TODAY));
                }
            }
        }
    }

    @Test
    void printing_one_shows_no_person() {
        assertThat(Mrz.parse(NAMES + DATA, TODAY).toString()).isEqualTo("Mrz[UTO]");
    }
}
