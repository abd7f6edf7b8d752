package org.madoguchi.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class PartnerSettingsTests {

    private final MockEnvironment environment = new MockEnvironment();

    @ParameterizedTest
    @ValueSource(strings = {"demo-secret-shared-with-j-lis-for-all-to-read", "short", ""})
    void production_refuses_to_start_with_a_weak_secret(String secret) {
        environment.setActiveProfiles("production");
        environment.setProperty("madoguchi.partners.j-lis.url", "https://example.org");
        environment.setProperty("madoguchi.partners.j-lis.secret", secret);

        assertThatThrownBy(() -> new PartnerSettings(environment)).hasMessageContaining("madoguchi.partners.j-lis.secret");
    }

    @Test
    void production_starts_with_strong_secrets_and_without_partners() {
        environment.setActiveProfiles("production");
        assertThatCode(() -> new PartnerSettings(environment)).doesNotThrowAnyException();
        environment.setProperty("madoguchi.partners.j-lis.secret", "0123456789abcdef0123456789abcdef");

        assertThat(new PartnerSettings(environment).secret("j-lis")).isPresent();
    }

    @Test
    void a_partner_without_an_address_cannot_be_called_yet() {
        assertThatThrownBy(() -> new PartnerSettings(environment).url("j-lis"))
                .isInstanceOf(PartnerUnavailable.class).hasMessage("j-lis: no address is configured");
    }

    @Test
    void patience_is_configured() {
        assertThat(new PartnerSettings(environment).backOff()).hasSize(5).startsWith(Duration.ofMinutes(1)).endsWith(Duration.ofHours(6));
        environment.setProperty("madoguchi.partner-calls.back-off", "1s,1m");
        environment.setProperty("madoguchi.partner-calls.lock", "30s");

        assertThat(new PartnerSettings(environment).backOff()).containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(1));
        assertThat(new PartnerSettings(environment).lock()).isEqualTo(Duration.ofSeconds(30));
    }
}
