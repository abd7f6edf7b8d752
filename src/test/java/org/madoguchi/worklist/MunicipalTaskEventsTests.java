package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MunicipalTaskEventsTests {

    @ParameterizedTest
    @ValueSource(strings = {"y.ito 7", " y.ito 7 ", "Y.Ito 7", "y.ito\t 7", "ｙ.ito　7", "y.ito\u200b 7"})
    void four_eyes_are_not_two_by_writing_a_name_otherwise(String officer) {
        assertThat(MunicipalTaskEvents.same(officer)).isEqualTo("y.ito 7");
    }
}
