package org.madoguchi.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Letters in bulk: each is issued once, one that cannot be printed stops no other, and a run goes on where it stood. */
@MadoguchiTest
@Import(World.class)
class PrintQueueTests {

    @Autowired
    World world;
    @Autowired
    PrintQueue queue;
    @Autowired
    CaseFiles cases;
    @Autowired
    JdbcClient sql;
    @Autowired
    MockMvcTester http;
    @Autowired
    MovableClock clock;

    private CurrentUser clerk;

    @BeforeEach
    void begin() {
        world.begin();
        clerk = world.officer(Role.CONSULAR_CLERK, "a");
        queue.work();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void every_waiting_case_gets_its_letter_and_the_one_that_cannot_be_printed_is_listed_with_the_reason() {
        String first = invited();
        String second = invited();
        String unprintable = invited();
        sql.sql("update case_applicant set given_name = '发' where case_number = :case").param("case", unprintable).update();
        UUID id = UUID.randomUUID();

        assertThat(start(id)).hasStatus3xxRedirection();
        assertThat(start(id)).hasStatus3xxRedirection();
        PrintQueue.Run queued = queue.find(id, clerk).orElseThrow();
        assertThat(queued.done()).isZero();
        assertThat(queued.total()).isGreaterThanOrEqualTo(3);
        queue.work();

        PrintQueue.Run run = queue.find(id, clerk).orElseThrow();
        assertThat(run.finished()).isTrue();
        assertThat(run.total()).isEqualTo(queued.total());
        assertThat(List.of(first, second)).allSatisfy(number -> assertThat(letters(number)).isEqualTo(1));
        assertThat(letters(unprintable)).isZero();
        assertThat(queue.failures(run)).extracting(PrintQueue.Failed::caseNumber, PrintQueue.Failed::failure, PrintQueue.Failed::field)
                .contains(org.assertj.core.groups.Tuple.tuple(unprintable, "UNPRINTABLE_TEXT", "heading.to.name"));
        assertThat(page("/print-runs/" + id + "?lang=en")).contains(unprintable, "Letters that could not be issued").doesNotContain("发", "??");

        Pdf all = new Pdf(get("/print-runs/" + id + ".pdf").getResponse().getContentAsByteArray());
        assertThat(all.pages()).isEqualTo(run.done());
        assertThat(all.lines()).anyMatch(line -> line.contains(first)).anyMatch(line -> line.contains(second)).noneMatch(line -> line.contains(unprintable));
    }

    @Test
    void what_failed_is_printed_once_it_is_put_right() {
        String number = invited();
        sql.sql("update case_applicant set given_name = '发' where case_number = :case").param("case", number).update();
        UUID id = UUID.randomUUID();
        start(id);
        queue.work();
        sql.sql("update case_applicant set given_name = '花子' where case_number = :case").param("case", number).update();

        assertThat(http.post().uri("/print-runs/" + id + "/retry").with(user(clerk)).with(csrf())).hasStatus3xxRedirection();
        queue.work();

        assertThat(letters(number)).isEqualTo(1);
        assertThat(queue.failures(queue.find(id, clerk).orElseThrow())).noneMatch(failed -> failed.caseNumber().equals(number));
    }

    @Test
    void a_run_that_was_interrupted_goes_on_where_it_stood_and_two_nodes_share_it() {
        List<String> numbers = Stream.generate(this::invited).limit(4).toList();
        UUID id = UUID.randomUUID();
        start(id);
        assertThat(queue.workOnce()).isTrue();
        assertThat(queue.find(id, clerk).orElseThrow().done()).isEqualTo(1);

        CompletableFuture.allOf(CompletableFuture.runAsync(queue::work), CompletableFuture.runAsync(queue::work)).join();
        queue.work();

        assertThat(queue.find(id, clerk).orElseThrow().finished()).isTrue();
        assertThat(numbers).allSatisfy(number -> assertThat(letters(number)).isEqualTo(1));
    }

    @Test
    void a_case_that_was_sent_its_letter_is_in_no_further_run_and_another_clerk_does_not_see_the_run() {
        invited();
        UUID id = UUID.randomUUID();
        start(id);
        queue.work();
        queue.failures(queue.find(id, clerk).orElseThrow()).forEach(failed ->
                sql.sql("update case_applicant set given_name = '花子' where case_number = :case").param("case", failed.caseNumber()).update());
        queue.retry(queue.find(id, clerk).orElseThrow());
        queue.work();

        assertThat(start(UUID.randomUUID())).hasStatus(409);
        assertThat(http.get().uri("/print-runs/" + id).with(user(world.officer(Role.CONSULAR_CLERK, "b")))).hasStatus(404);
        assertThat(page("/print-runs?lang=en")).contains("Printing in Bulk", "Notice of Issuance").doesNotContain("??");
    }

    private String invited() {
        SamplePerson person = world.somebody(SamplePlan.INVITED);
        return world.walk(person, SamplePlan.INVITED);
    }

    private long letters(String number) {
        return cases.documents(number).stream().filter(one -> one.kind().equals("LETTER_ISSUANCE")).count();
    }

    private MvcTestResult start(UUID id) {
        return http.post().uri("/print-runs").param("run", id.toString()).param("letter", "issuance").with(user(clerk)).with(csrf()).exchange();
    }

    private String page(String path) {
        MvcTestResult answer = get(path);
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MvcTestResult get(String path) {
        return http.get().uri(path).with(user(clerk)).exchange();
    }
}
