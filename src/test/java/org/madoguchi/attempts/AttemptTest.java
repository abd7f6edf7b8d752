package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.RefusedAttempts;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Somebody tries what they must not. Each try is refused with the right status, changes nothing, and is written down. */
@MadoguchiTest
@Import(World.class)
@TestPropertySource(properties = {"madoguchi.rate-limits.readings=100000", "madoguchi.rate-limits.sendings=100000",
        "madoguchi.rate-limits.sign-ins=100000", "server.servlet.session.cookie.secure=false"})
abstract class AttemptTest {

    /** An operation as an attacker finds it in the program's text. */
    record Operation(String method, String pattern, HandlerMethod handler) {

        /** The address with this in the place of case numbers, and ids that nothing has. */
        String of(String caseNumber) {
            return pattern.replaceAll("\\{\\w+:(\\w+)\\|[^}]*}", "$1").replaceAll("\\{(number|caseNumber)}", caseNumber)
                    .replaceAll("\\{key:[^}]*}", "unheard").replaceAll("\\{[^}]*}", "00000000-0000-4000-8000-000000000000");
        }
    }

    /** A number that looks right and that no case has. */
    static final String UNHEARD = "A26-0000000K";

    @LocalServerPort
    int port;

    @Autowired
    MockMvcTester http;

    @Autowired
    World world;

    @Autowired
    CaseFiles cases;

    @Autowired
    RefusedAttempts attempts;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    @Autowired
    Collection<RequestMappingInfoHandlerMapping> mappings;

    @BeforeEach
    void nothing_was_tried_yet() {
        world.begin();
        forget();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    void forget() {
        attempts.write();
        sql.sql("delete from refused_attempt").update();
    }

    static CurrentUser staff(Role role, String office) {
        return new CurrentUser("tries-" + role.id(), CurrentUser.Kind.STAFF, "担当", "Officer", Set.of(new Post(role, office)));
    }

    /** Every page and call of the product. */
    Stream<Operation> operations() {
        return mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream()).flatMap(each -> of(each.getKey(), each.getValue()))
                .filter(operation -> !operation.pattern().startsWith("/error") && !operation.pattern().startsWith("/actuator"));
    }

    private static Stream<Operation> of(RequestMappingInfo info, HandlerMethod handler) {
        Collection<RequestMethod> methods = info.getMethodsCondition().getMethods().isEmpty() ? List.of(RequestMethod.GET)
                : info.getMethodsCondition().getMethods();
        return methods.stream().flatMap(method -> info.getPatternValues().stream().map(pattern -> new Operation(method.name(), pattern, handler)));
    }

    MockMvcRequestBuilder request(String method, String address) {
        return http.method(HttpMethod.valueOf(method)).uri(address).with(csrf()).header("Accept-Language", "en");
    }

    MvcTestResult send(String method, String address, CurrentUser as) {
        var request = request(method, address);
        return (as == null ? request : request.with(user(as))).exchange();
    }

    static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    /** What was written down, as {@code method route status code}. */
    List<String> recorded() {
        attempts.write();
        return sql.sql("select concat_ws(' ', method, route, status, code) from refused_attempt order by id").query(String.class).list();
    }

    void recorded(String... rows) {
        assertThat(recorded()).contains(rows);
    }

    /** What the database holds of these tables, to see that nothing changed. */
    String contents(String... tables) {
        return String.join("\n", Arrays.stream(tables).map(table -> sql.sql("select coalesce(string_agg(t::text, '|' order by t::text), '') from "
                + table + " t").query(String.class).single()).toList());
    }
}
