package org.madoguchi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplePlansTests {

    /** What is over the number is cut off at the end of the list, and would never be seen. */
    @Test
    void every_plan_has_its_place_among_400_samples() {
        assertThat(SamplePlan.total()).isEqualTo(300);
        assertThat(ResidentPlan.total()).isEqualTo(100);
    }
}
