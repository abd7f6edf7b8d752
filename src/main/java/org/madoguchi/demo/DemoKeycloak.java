package org.madoguchi.demo;

import java.nio.charset.StandardCharsets;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.MovableClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The demonstration with a real Keycloak: starts one where the build has unpacked it, and stands in for the authenticator
 * app of its invented staff, who all share one secret.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo & keycloak")
public class DemoKeycloak {

    private static final Logger log = LoggerFactory.getLogger(DemoKeycloak.class);
    private static final String SECRET = "madoguchi-demo-secret";
    private static final int PERIOD = 30;

    private final ObjectProvider<LocalKeycloak> keycloak;

    DemoKeycloak(ObjectProvider<LocalKeycloak> keycloak) {
        this.keycloak = keycloak;
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty("madoguchi.demo.keycloak.home")
    static LocalKeycloak localKeycloak(@Value("${madoguchi.demo.keycloak.home}") Path home, @Value("${madoguchi.data-directory}") Path data,
            @Value("${madoguchi.demo.keycloak.port:8180}") int port, @Value("${madoguchi.public-url}") String publicUrl) {
        return new LocalKeycloak(home, data.resolve("keycloak"), port, publicUrl);
    }

    /** The product does not wait for Keycloak; people would like to know. */
    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        keycloak.ifAvailable(started -> {
            var waiting = new Thread(() -> {
                try {
                    started.awaitReady();
                    log.info("Keycloak is ready at {}", started.url());
                } catch (IllegalStateException e) {
                    log.error(e.getMessage());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }, "keycloak");
            waiting.setDaemon(true);
            waiting.start();
        });
    }

    /** The code that the authenticator app of the demonstration's staff shows at this moment (RFC 6238). */
    public static String codeAt(Instant at) {
        return codeAt(SECRET.getBytes(StandardCharsets.UTF_8), at);
    }

    /** The same for somebody with a secret of their own. */
    public static String codeAt(byte[] secret, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(at.getEpochSecond() / PERIOD).array());
            int number = ByteBuffer.wrap(hash, hash[hash.length - 1] & 0xf, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return "%06d".formatted(number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the code like an app on a telephone. */
    @Controller
    @Profile("demo & keycloak")
    static class CodePage {

        private final Staff staff;
        private final Offices offices;
        private final MovableClock clock;

        CodePage(Staff staff, Offices offices, MovableClock clock) {
            this.staff = staff;
            this.offices = offices;
            this.clock = clock;
        }

        @GetMapping("/demo/code")
        String code(Model model) {
            Instant now = clock.machineTime();
            model.addAttribute("code", codeAt(now));
            model.addAttribute("people", staff.named(DemoStaff.ON_STAGE).values());
            model.addAttribute("offices", offices);
            model.addAttribute("seconds", PERIOD - now.getEpochSecond() % PERIOD);
            return "demo/Code";
        }
    }
}
