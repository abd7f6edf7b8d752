package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.identity.CurrentUser.Post;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Calls every operation as everybody and as nobody. What comes out is compared with the matrix that people have read, so that
 * an operation nobody has thought about, or one that somebody opened by mistake, is seen.
 */
@MadoguchiTest
class AccessMatrixTests {

    private static final Path READ_BY_PEOPLE = Path.of("src/docs/access-matrix.md");
    private static final Path FOUND = Path.of("target/access-matrix.md");

    private static final String HEAD = """
            # Who reaches which operation

            Written by `AccessMatrixTests`, which calls each operation as each role, as an applicant and as nobody, and fails when this
            page says otherwise. A mark means that the door opens: which cases, tasks and fields somebody then finds behind it, office
            and task decide (`AccessRegister`), and another one's case is as good as none. Signing in and out and the assets are for everybody;
            partners sign what they send. Whatever is not listed is closed to everybody.

            """;

    /** A caller and the head of their column; null is nobody. */
    private static final Map<String, CurrentUser> CALLERS = callers();

    @Autowired
    private MockMvcTester http;

    @Autowired
    private Collection<RequestMappingInfoHandlerMapping> mappings;

    private record Operation(String path, String method) implements Comparable<Operation> {

        @Override
        public int compareTo(Operation other) {
            int byPath = path.compareTo(other.path);
            return byPath != 0 ? byPath : method.compareTo(other.method);
        }

        /** The same in a request: some case, some id. */
        String address() {
            return path.replaceAll("\\{\\w+:(\\w+)\\|[^}]*}", "$1").replaceAll("\\{[^}]*(number|case)[^}]*}", "A26-00000000").replace("/**", "").replaceAll("\\{\\*[^}]*}", "x")
                    .replaceAll("\\{[^}]*}", "00000000-0000-4000-8000-000000000000");
        }
    }

    private static Map<String, CurrentUser> callers() {
        Map<String, CurrentUser> callers = new LinkedHashMap<>();
        callers.put("nobody", null);
        callers.put("applicant", CurrentUser.applicant("5b0a3c1e-0000-4000-8000-0000000000aa"));
        for (Role role : Role.values()) {
            String office = switch (role.officeKind()) {
                case MISSION -> "LAX";
                case MUNICIPALITY -> "131016";
                case BUREAU -> "ISA-TYO";
                case HEADQUARTERS -> "HQ";
            };
            callers.put(role.id(), new CurrentUser("matrix-" + role.id(), CurrentUser.Kind.STAFF, "担当", "Officer", Set.of(new Post(role, office))));
        }
        return callers;
    }

    @Test
    void every_operation_opens_to_whom_the_matrix_says_and_to_nobody_else() throws IOException {
        Map<Operation, Set<String>> open = new LinkedHashMap<>();
        operations().forEach(operation -> open.put(operation, CALLERS.entrySet().stream()
                .filter(caller -> opens(operation, caller.getValue())).map(Map.Entry::getKey).collect(Collectors.toSet())));
        String found = HEAD + table(open);
        Files.writeString(FOUND, found);
        assertThat(found).as("Read %s, and put it in the place of %s if it is as it should be", FOUND, READ_BY_PEOPLE)
                .isEqualTo(Files.exists(READ_BY_PEOPLE) ? Files.readString(READ_BY_PEOPLE) : "");
    }

    @Test
    void what_is_not_listed_is_closed_to_everybody() {
        for (String path : List.of("/unheard", "/api/v1/unheard", "/actuator/env", "/actuator/heapdump", "/camunda", "/engine-rest/task",
                "/open/unheard", "/cases/x/unheard/y/z", "/h2-console", "/assets/../application.yml")) {
            CALLERS.forEach((name, caller) -> assertThat(opens(new Operation(path, "GET"), caller)).as(path + " for " + name).isFalse());
        }
    }

    private SortedSet<Operation> operations() {
        SortedSet<Operation> operations = new TreeSet<>();
        mappings.forEach(mapping -> mapping.getHandlerMethods().keySet().forEach(info -> of(info).forEach(operations::add)));
        return operations;
    }

    private static Stream<Operation> of(RequestMappingInfo info) {
        Collection<String> methods = info.getMethodsCondition().getMethods().isEmpty() ? List.of("GET")
                : info.getMethodsCondition().getMethods().stream().map(RequestMethod::name).toList();
        return info.getPatternValues().stream().filter(path -> !path.equals("/error"))
                .flatMap(path -> methods.stream().map(method -> new Operation(path.isEmpty() ? "/" : path, method)));
    }

    /** Whoever is refused at the door never comes to a handler. */
    private boolean opens(Operation operation, CurrentUser caller) {
        var request = http.method(HttpMethod.valueOf(operation.method())).uri(operation.address()).with(csrf());
        if (caller != null) {
            request.with(user(caller));
        }
        return request.exchange().getMvcResult().getHandler() instanceof HandlerMethod;
    }

    private static String table(Map<Operation, Set<String>> open) {
        var text = new StringBuilder("| Operation |");
        CALLERS.keySet().forEach(name -> text.append(' ').append(name.replace('-', ' ')).append(" |"));
        text.append("\n|---|").append(":-:|".repeat(CALLERS.size())).append('\n');
        open.forEach((operation, whom) -> {
            text.append("| `").append(operation.method()).append(' ').append(operation.path().replace("|", "\\|")).append("` |");
            CALLERS.keySet().forEach(name -> text.append(whom.contains(name) ? " ● |" : " |"));
            text.append('\n');
        });
        return text.toString();
    }
}
