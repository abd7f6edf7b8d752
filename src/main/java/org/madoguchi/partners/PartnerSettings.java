package org.madoguchi.partners;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * Where each partner is and which secret we share with it ({@code madoguchi.partners.<name>.url} and {@code .secret}),
 * and how patiently we call ({@code madoguchi.partner-calls.*}). Addresses are read when they are needed: a simulated
 * partner knows its port only after it has started.
 */
@Component
class PartnerSettings {

    private static final List<Duration> BACK_OFF = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5),
            Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6));

    private final Environment environment;

    PartnerSettings(Environment environment) {
        this.environment = environment;
        if (environment.acceptsProfiles(Profiles.of("production"))) {
            refuseWeakSecrets();
        }
    }

    /** Whoever knows a secret can speak for its partner: one from a demonstration must not get into production. */
    private void refuseWeakSecrets() {
        Binder.get(environment).bind("madoguchi.partners", Bindable.mapOf(String.class, Partner.class)).orElse(Map.of())
                .forEach((name, partner) -> {
                    String secret = partner.secret() == null ? "" : partner.secret();
                    if (secret.startsWith("demo-") || secret.length() < 32) {
                        throw new IllegalStateException("The secret shared with " + name + " is missing, a demonstration's or shorter "
                                + "than 32 characters: set madoguchi.partners." + name + ".secret");
                    }
                });
    }

    record Partner(String url, String secret) {}

    URI url(String partner) {
        String url = environment.getProperty("madoguchi.partners." + partner + ".url");
        if (url == null || url.isBlank()) {
            throw new PartnerUnavailable(partner, "no address is configured");
        }
        return URI.create(url);
    }

    /** The secret shared with a partner; empty for a partner we do not know. */
    Optional<String> secret(String partner) {
        if (!partner.matches("[a-z][a-z-]{0,39}")) {
            return Optional.empty();
        }
        return Optional.ofNullable(environment.getProperty("madoguchi.partners." + partner + ".secret"))
                .filter(value -> !value.isBlank());
    }

    List<Duration> backOff() {
        return Binder.get(environment).bind("madoguchi.partner-calls.back-off", Bindable.listOf(Duration.class)).orElse(BACK_OFF);
    }

    Duration connectTimeout() {
        return call("connect-timeout", Duration.class, Duration.ofSeconds(3));
    }

    Duration readTimeout() {
        return call("read-timeout", Duration.class, Duration.ofSeconds(15));
    }

    /** Long enough for one call and both its transactions; a worker that died gives its tasks back after this. */
    Duration lock() {
        return call("lock", Duration.class, Duration.ofMinutes(1));
    }

    int parallel() {
        return call("parallel", Integer.class, 4);
    }

    private <T> T call(String name, Class<T> type, T otherwise) {
        return Binder.get(environment).bind("madoguchi.partner-calls." + name, type).orElse(otherwise);
    }
}
