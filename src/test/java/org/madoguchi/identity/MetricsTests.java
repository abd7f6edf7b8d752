package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@MadoguchiTest
class MetricsTests {

    @Autowired
    MockMvcTester http;

    @Test
    void measurements_are_read_with_their_token_only() {
        assertThat(http.get().uri("/actuator/prometheus").header("Authorization", "Bearer let-me-count")).hasStatusOk()
                .bodyText().contains("jvm_memory_used_bytes");
        assertThat(http.get().uri("/actuator/prometheus").header("Authorization", "Bearer let-me-in")).hasStatus3xxRedirection();
        assertThat(http.get().uri("/actuator/prometheus")).hasStatus3xxRedirection();
    }
}
