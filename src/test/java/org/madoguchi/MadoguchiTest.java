package org.madoguchi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test on the whole product with a real PostgreSQL of its own, started once per JVM. The test owns the clock
 * ({@link org.madoguchi.platform.MovableClock}); timers and partner calls run only when it says so.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@ActiveProfiles({"test", "simulators"})
@ContextConfiguration(initializers = MadoguchiTest.OwnDirectory.class)
public @interface MadoguchiTest {

    /** Each context gets a directory, and with it a database, of its own. */
    class OwnDirectory implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Path directory = Path.of("target", "test-data", UUID.randomUUID().toString());
            TestPropertyValues.of("madoguchi.data-directory=" + directory, "spring.datasource.hikari.maximum-pool-size=10")
                    .applyTo(context);
        }
    }
}
