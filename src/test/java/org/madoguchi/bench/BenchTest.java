package org.madoguchi.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.madoguchi.MadoguchiTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A measurement on the whole product with a durable PostgreSQL of its own. Not part of the default run; the command and
 * the numbers are in src/docs/performance.md.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("bench")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {"madoguchi.demo.sample-cases=0",
        "madoguchi.demo.simulators.port=0", "madoguchi.demo.simulators.deliver=false"})
@AutoConfigureMockMvc
@ActiveProfiles({"test", "demo"})
@ContextConfiguration(initializers = MadoguchiTest.OwnDirectory.class)
@interface BenchTest {}
