package org.madoguchi.modeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.modeler.ModelChanges.Change;
import org.madoguchi.modeler.ModelChanges.State;
import org.madoguchi.modeler.ModelDifference.What;
import org.madoguchi.modeler.Releases.Release;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A change of the models from the first edit to the release, and the way back. */
@MadoguchiTest
class ReleasesTests {

    private static final CurrentUser KATO = staff("kato", Role.PROCESS_ANALYST);
    private static final CurrentUser MORI = staff("mori", Role.PROCESS_ANALYST);
    private static final CurrentUser OGAWA = staff("ogawa", Role.PROCESS_APPROVER);

    @Autowired
    private ModelDrafts drafts;
    @Autowired
    private ModelChanges changes;
    @Autowired
    private Releases releases;
    @Autowired
    private RepositoryService repository;
    @Autowired
    private DecisionTables tables;
    @Autowired
    private MovableClock clock;
    @Autowired
    private JdbcClient sql;
    @Autowired
    private MockMvcTester pages;

    private Release before;

    private static CurrentUser staff(String id, Role role) {
        return new CurrentUser(id, CurrentUser.Kind.STAFF, id, id, Set.of(new Post(role, "HQ")));
    }

    @BeforeEach
    void what_is_in_force() {
        releases.releaseFiles();
        before = releases.latest().orElseThrow();
    }

    /** Other tests run by the models of the files. */
    @AfterEach
    void as_it_was() {
        clock.run();
        sql.sql("delete from model_node").update();
        changes.page(0, 100).stream().filter(one -> Set.of(State.PROPOSED, State.APPROVED, State.FAILED).contains(one.state())).forEach(one -> changes.withdraw(one.id(), KATO));
        drafts.remove(drafts.all().stream().map(ModelDrafts.Draft::key).toList());
        if (!ModelFile.digest(releases.filesOf(before).values()).equals(ModelFile.digest(releases.current().values()))) {
            releases.rollBack(before.id(), "back", OGAWA);
        }
    }

    @Test
    void a_draft_is_put_forward_approved_by_somebody_else_and_in_force_with_the_whole_set() {
        String name = "The card went out of use";
        Change change = propose("card-return", "Card goes out of use", name, null);
        assertThat(drafts.find("card-return")).isEmpty();
        assertThat(releases.latest().orElseThrow()).isEqualTo(before);

        refused("FOUR_EYES", () -> changes.approve(change.id(), "", KATO));
        assertThat(changes.approve(change.id(), "Reads better", OGAWA).state()).isEqualTo(State.RELEASED);

        Release release = releases.latest().orElseThrow();
        assertThat(release.id()).isGreaterThan(before.id());
        assertThat(release.tag()).matches("\\d{4}\\.\\d\\d\\.\\d\\d-\\d+");
        assertThat(List.of(release.proposedBy(), release.releasedBy(), release.why())).containsExactly("kato", "ogawa", "Because it is clearer");
        assertThat(text(releases.current().get("card-return"))).contains(name);
        assertThat(releases.current().keySet()).isEqualTo(releases.filesOf(before).keySet());
        // what is called is what was released with its caller
        assertThat(repository.createProcessDefinitionQuery().deploymentId(release.deploymentId()).count())
                .isEqualTo(repository.createProcessDefinitionQuery().deploymentId(before.deploymentId()).count());
        refused("CHANGE_DECIDED", () -> changes.approve(change.id(), "", OGAWA));
        refused("CHANGE_DECIDED", () -> changes.withdraw(change.id(), KATO));
    }

    @Test
    void whoever_edited_a_draft_does_not_release_it_even_if_somebody_else_put_it_forward() {
        CurrentUser both = new CurrentUser("both", CurrentUser.Kind.STAFF, "x", "x", Set.of(new Post(Role.PROCESS_ANALYST, "HQ"), new Post(Role.PROCESS_APPROVER, "HQ")));
        edit("card-return", "Card goes out of use", "Another name", both);
        clock.stopAt(clock.instant().plus(ModelDrafts.LOCK).plusSeconds(1));
        Change change = changes.propose(List.of("card-return"), "x", null, KATO);
        refused("FOUR_EYES", () -> changes.approve(change.id(), "", both));
        assertThat(pages.get().uri("/models/changes/" + change.id() + "?lang=en").with(user(both))).hasStatusOk().bodyText().contains("Somebody other than who put it forward");
    }

    @Test
    void a_changed_table_answers_from_its_release_on_and_the_old_one_again_after_the_way_back() {
        ModelFile table = releases.current().get("escalation-ladder");
        Object first = tables.release("escalation-ladder");
        drafts.begin(table, KATO);
        String other = text(table).replaceFirst("<description>", "<description>x ");
        drafts.save("escalation-ladder", 1, other.getBytes(StandardCharsets.UTF_8), KATO);
        changes.approve(changes.propose(List.of("escalation-ladder"), "x", null, KATO).id(), "", OGAWA);
        assertThat(tables.release("escalation-ladder")).isNotEqualTo(first);

        refused("FIELD_EMPTY", () -> releases.rollBack(before.id(), " ", OGAWA));
        Release back = releases.rollBack(before.id(), "It was wrong", OGAWA);
        assertThat(back.revertsTo()).isEqualTo(before.id());
        assertThat(ModelFile.digest(releases.current().values())).isEqualTo(ModelFile.digest(releases.filesOf(before).values()));
        refused("RELEASE_IN_FORCE", () -> releases.rollBack(before.id(), "Again", OGAWA));
        refused("RELEASE_UNKNOWN", () -> releases.rollBack(Long.MAX_VALUE, "x", OGAWA));
    }

    @Test
    void a_change_waits_for_its_time() {
        Instant effective = clock.instant().plus(Duration.ofDays(3));
        Change change = propose("card-return", "Card goes out of use", "Later", effective);
        assertThat(changes.approve(change.id(), "", OGAWA).state()).isEqualTo(State.APPROVED);
        changes.releaseDue();
        assertThat(releases.latest().orElseThrow()).isEqualTo(before);
        clock.stopAt(effective);
        changes.releaseDue();
        assertThat(changes.get(change.id()).state()).isEqualTo(State.RELEASED);
        assertThat(text(releases.current().get("card-return"))).contains("Later");
        refused("TIME_PAST", () -> propose("card-loss", "Loss", "x", effective.minusSeconds(1)));
    }

    @Test
    void a_change_waits_until_every_node_that_runs_can_do_its_steps() {
        changes.tellNode();
        sql.sql("insert into model_node (id, seen_at, steps) values (:id, :now, '{lossProcess.tellCardEnded}')").param("id", UUID.randomUUID())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        Change change = propose("card-return", "Card goes out of use", "On all nodes", null);
        assertThat(changes.approve(change.id(), "", OGAWA).state()).isEqualTo(State.APPROVED);
        assertThat(changes.lacking(changes.files(change.id()))).contains("lossProcess.tellWhereToBring").doesNotContain("lossProcess.tellCardEnded");
        assertThat(pages.get().uri("/models/changes/" + change.id() + "?lang=en").with(user(OGAWA))).bodyText().contains("some servers that run cannot yet do");
        changes.releaseDue();
        assertThat(changes.get(change.id()).state()).isEqualTo(State.APPROVED);
        // the old node is stopped
        clock.stopAt(clock.instant().plus(Duration.ofMinutes(3)));
        changes.tellNode();
        changes.releaseDue();
        assertThat(changes.get(change.id()).state()).isEqualTo(State.RELEASED);
    }

    @Test
    void a_change_that_was_overtaken_is_not_released_over_the_other() {
        Change first = propose("card-return", "Card goes out of use", "First", null);
        drafts.begin(releases.current().get("card-return"), MORI);
        drafts.save("card-return", 1, text(releases.current().get("card-return")).replace("Card goes out of use", "Second").getBytes(StandardCharsets.UTF_8), MORI);
        Change second = changes.propose(List.of("card-return"), "x", clock.instant().plusSeconds(60), MORI);
        changes.approve(second.id(), "", OGAWA);
        changes.approve(first.id(), "", OGAWA);
        clock.stopAt(clock.instant().plusSeconds(120));
        changes.releaseDue();
        assertThat(changes.get(second.id())).extracting(Change::state, Change::note).containsExactly(State.FAILED, "CHANGE_OVERTAKEN");
        assertThat(text(releases.current().get("card-return"))).contains("First").doesNotContain("Second");
        assertThat(pages.get().uri("/models/changes/" + second.id() + "?lang=en").with(user(MORI))).bodyText().contains("Another version of “card-return” was released since");
        assertThat(changes.withdraw(second.id(), MORI).state()).isEqualTo(State.WITHDRAWN);
        assertThat(text(drafts.get("card-return").file())).contains("Second");
    }

    @Test
    void what_is_sent_back_or_withdrawn_is_a_draft_again_as_it_was() {
        Change change = propose("card-return", "Card goes out of use", "Sent back", null);
        refused("FIELD_EMPTY", () -> changes.reject(change.id(), "", OGAWA));
        assertThat(changes.reject(change.id(), "The name is too short", OGAWA).state()).isEqualTo(State.REJECTED);
        assertThat(text(drafts.get("card-return").file())).contains("Sent back");
        Change again = changes.propose(List.of("card-return"), "again", null, KATO);
        changes.withdraw(again.id(), KATO);
        changes.withdraw(again.id(), KATO);
        assertThat(text(drafts.get("card-return").file())).contains("Sent back");
    }

    @Test
    void two_people_at_one_draft_lose_nothing() {
        edit("card-return", "Card goes out of use", "Mine", KATO);
        byte[] theirs = text(drafts.get("card-return").file()).replace("Mine", "Theirs").getBytes(StandardCharsets.UTF_8);
        refused("DRAFT_LOCKED", () -> drafts.save("card-return", 2, theirs, MORI));
        refused("DRAFT_LOCKED", () -> drafts.lock("card-return", false, MORI));
        refused("DRAFT_LOCKED", () -> drafts.discard("card-return", MORI));
        refused("DRAFT_LOCKED", () -> changes.propose(List.of("card-return"), "x", null, MORI));
        drafts.lock("card-return", true, MORI);
        refused("DRAFT_LOCKED", () -> drafts.save("card-return", 2, theirs, KATO));
        refused("DRAFT_CHANGED", () -> drafts.save("card-return", 1, theirs, MORI));
        assertThat(drafts.save("card-return", 2, theirs, MORI)).isEqualTo(3);
        assertThat(drafts.get("card-return").editors()).containsExactly("kato", "mori");
        // a browser that was closed holds nothing for long
        clock.stopAt(clock.instant().plus(ModelDrafts.LOCK).plusSeconds(1));
        drafts.lock("card-return", false, KATO);
    }

    @Test
    void the_page_of_a_draft_keeps_each_save_and_tells_what_is_wrong() throws IOException {
        assertThat(pages.post().uri("/models/card-return/draft").with(user(KATO)).with(csrf())).hasStatus3xxRedirection().hasRedirectedUrl("/models/drafts/card-return");
        assertThat(pages.get().uri("/models/drafts/card-return?lang=en").with(user(KATO))).hasStatusOk().bodyText().contains("Draft: Card taken out of use", "data-revision=\"1\"").doesNotContain("data-locked-by");
        assertThat(pages.get().uri("/models/drafts/card-return?lang=en").with(user(MORI))).hasStatusOk().bodyText().contains("is editing this");
        var file = pages.get().uri("/models/drafts/card-return/file").with(user(KATO)).exchange();
        assertThat(file).hasStatusOk().hasHeader("ETag", "\"1\"");
        byte[] changed = file.getResponse().getContentAsString(StandardCharsets.UTF_8).replace("Card goes out of use", "Renamed").getBytes(StandardCharsets.UTF_8);
        assertThat(put(changed, "\"1\"", KATO)).hasStatusOk().bodyJson().extractingPath("$.revision").isEqualTo(2);
        assertThat(put(changed, "\"1\"", KATO)).hasStatus(412).bodyJson().extractingPath("$.code").isEqualTo("DRAFT_CHANGED");
        assertThat(put(changed, "\"2\"", MORI)).hasStatus(423);
        assertThat(put(new byte[ModelFile.LARGEST + 1], "\"2\"", KATO)).hasStatus(413);
        assertThat(put(changed, "soon", KATO)).hasStatus(422);
        assertThat(pages.post().uri("/models/drafts/card-return/lock").with(user(MORI)).with(csrf())).hasStatus(423);
        assertThat(pages.get().uri("/models/drafts/card-return?lang=en").with(user(KATO))).bodyText().contains("Name of Start event “Renamed” changes");
        assertThat(pages.get().uri("/models/parts.json").with(user(KATO))).hasStatusOk().bodyText().contains("isa-examiner", "${lossProcess.tellCardEnded(execution)}", "issuance/examine-application");

        assertThat(pages.post().uri("/models/changes").param("drafts", "card-return").param("why", "").param("effectiveAt", "").param("lang", "en").with(user(KATO)).with(csrf())).hasStatus(422)
                .bodyText().contains("Please fill this in");
        assertThat(pages.post().uri("/models/changes").param("drafts", "card-return").param("why", "Clearer").param("effectiveAt", "").with(user(KATO)).with(csrf())).hasStatus3xxRedirection();
        Change change = changes.page(0, 1).get(0);
        assertThat(pages.get().uri("/models/changes/" + change.id() + "?lang=en").with(user(OGAWA))).hasStatusOk().bodyText().contains("Name of Start event “Renamed” changes", "data-bpmn-heat=", "It may be released");
        assertThat(pages.post().uri("/models/changes/" + change.id() + "/decision").param("decision", "REJECT").param("note", "").with(user(OGAWA)).with(csrf())).hasStatus(422);
        assertThat(pages.post().uri("/models/changes/" + change.id() + "/decision").param("decision", "").with(user(OGAWA)).with(csrf())).hasStatus(422);
        assertThat(pages.post().uri("/models/changes/" + change.id() + "/decision").param("decision", "APPROVE").with(user(OGAWA)).with(csrf())).hasStatus3xxRedirection();
        assertThat(pages.get().uri("/models/releases?lang=en").with(user(OGAWA))).hasStatusOk().bodyText().contains("Clearer", "in force", "Put the chosen one in force again");
        int version = repository.createProcessDefinitionQuery().processDefinitionKey("card-return").latestVersion().singleResult().getVersion();
        assertThat(pages.get().uri("/models/card-return?lang=en").with(user(OGAWA))).hasStatusOk().bodyText().contains("Clearer", "/models/card-return/difference?from=" + (version - 1) + "&amp;to=" + version);
        assertThat(pages.get().uri("/models/card-return/difference?from=" + (version - 1) + "&to=" + version + "&lang=en").with(user(OGAWA))).hasStatusOk().bodyText().contains("Renamed", "Card goes out of use");
        assertThat(pages.post().uri("/models/releases/roll-back").param("release", Long.toString(before.id())).param("why", "").with(user(OGAWA)).with(csrf())).hasStatus(422);
        assertThat(pages.post().uri("/models/releases/roll-back").param("release", Long.toString(before.id())).param("why", "Back").with(user(OGAWA)).with(csrf())).hasStatus3xxRedirection();
        assertThat(text(releases.current().get("card-return"))).doesNotContain("Renamed");
    }

    private MvcTestResult put(byte[] xml, String revision, CurrentUser by) {
        return pages.put().uri("/models/drafts/card-return/file").contentType("application/xml").content(xml).header("If-Match", revision).with(user(by)).with(csrf()).exchange();
    }

    @Test
    void the_whole_programme_goes_out_as_one_archive_and_comes_back_as_drafts() throws IOException {
        byte[] archive = pages.get().uri("/models/archive.zip").with(user(KATO)).exchange().getResponse().getContentAsByteArray();
        assertThat(bring("madoguchi.zip", archive)).hasStatus(422);

        var other = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(archive)); var out = new ZipOutputStream(other)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                String xml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                out.write((entry.getName().endsWith("card-return.bpmn") ? xml.replace("Card goes out of use", "From an archive") : xml).getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(bring("madoguchi.zip", other.toByteArray())).hasStatus3xxRedirection().hasRedirectedUrl("/models/drafts/card-return");
        assertThat(drafts.all()).extracting(ModelDrafts.Draft::key).containsExactly("card-return");

        var bomb = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bomb)) {
            for (int i = 0; i < 30; i++) {
                out.putNextEntry(new ZipEntry("bomb-" + i + ".bpmn"));
                out.write(new byte[2_000_000]);
                out.closeEntry();
            }
        }
        assertThat(bring("bomb.zip", bomb.toByteArray())).hasStatus(413);
        assertThat(bring("empty.zip", new byte[0])).hasStatus(422);
        assertThat(bring("../../x.bpmn", "<a/>".getBytes(StandardCharsets.UTF_8))).hasStatus(422);
        assertThat(bring("drafts.bpmn", "<a/>".getBytes(StandardCharsets.UTF_8))).hasStatus(422);
        assertThat(bring("card-return.dmn", "<a/>".getBytes(StandardCharsets.UTF_8))).hasStatus(422);
    }

    private MvcTestResult bring(String name, byte[] bytes) {
        return pages.post().uri("/models/drafts").multipart().file(new MockMultipartFile("file", name, null, bytes)).with(user(KATO)).with(csrf()).exchange();
    }

    @Test
    void the_deploy_button_of_another_modeler_makes_a_draft() {
        assertThat(pages.get().uri("/engine-rest/version").with(user(KATO))).hasStatusOk().bodyText().contains("7.");
        assertThat(pages.get().uri("/engine-rest/deployment?maxResults=0").with(user(KATO))).hasStatusOk().bodyText().isEqualTo("[]");
        assertThat(pages.get().uri("/engine-rest/deployment").with(user(KATO))).hasStatusOk().bodyText().contains(before.tag());
        byte[] file = text(releases.current().get("card-return")).replace("Card goes out of use", "From the desk").getBytes(StandardCharsets.UTF_8);
        assertThat(deploy(KATO, new MockMultipartFile("data", "card-return.bpmn", null, file))).hasStatusOk().bodyText().contains("\"id\"", "draft");
        assertThat(text(drafts.get("card-return").file())).contains("From the desk");
        assertThat(releases.latest().orElseThrow()).isEqualTo(before);
        assertThat(deploy(KATO, new MockMultipartFile("data", "x.jar", null, file))).hasStatus(422).bodyText().contains("MODEL_NAME_UNFIT");
        assertThat(deploy(KATO)).hasStatus(422);
        assertThat(deploy(OGAWA, new MockMultipartFile("data", "card-return.bpmn", null, file))).hasStatus(403);
        assertThat(pages.post().uri("/engine-rest/deployment/create").multipart().with(httpBasic("kato", "demo"))).hasStatus(401);
    }

    private MvcTestResult deploy(CurrentUser by, MockMultipartFile... files) {
        var request = pages.post().uri("/engine-rest/deployment/create").multipart().param("deployment-name", "card-return").param("deployment-source", "Camunda Modeler").param("deploy-changed-only", "true");
        for (MockMultipartFile file : files) {
            request.file(file);
        }
        return request.with(user(by)).exchange();
    }

    @Test
    void the_engine_itself_refuses_what_could_do_harm_and_goes_on() {
        long deployments = repository.createDeploymentQuery().count();
        SafeModelsTests.hostile().map(Arguments::get).forEach(one -> assertThatThrownBy(() -> repository.createDeployment()
                .addInputStream((String) one[2], new ByteArrayInputStream((byte[]) one[3])).deploy()).as((String) one[0]).hasMessageContaining((String) one[1]));
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
        assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("hostile").count()).isZero();
    }

    @Test
    void what_could_do_harm_does_not_pass_the_deploy_button_and_is_not_put_forward() {
        byte[] script = SafeModelsTests.step("<bpmn:scriptTask id=\"X\"/>").getBytes(StandardCharsets.UTF_8);
        assertThat(deploy(KATO, new MockMultipartFile("data", "hostile.bpmn", null, script))).hasStatus(400).bodyText().contains("ParseException", "scriptTask");
        assertThat(drafts.all()).isEmpty();
        assertThat(bring("hostile.bpmn", script)).hasStatus3xxRedirection();
        assertThat(pages.get().uri("/models/drafts/hostile/findings?lang=en").with(user(KATO))).hasStatusOk().bodyJson().extractingPath("$[0].code").isEqualTo("ELEMENT");
        refused("MODEL_FAULTY", () -> changes.propose(List.of("hostile"), "x", null, KATO));
        assertThat(drafts.find("hostile")).isPresent();
    }

    @Test
    void a_release_is_written_back_to_files(@TempDir Path folder) throws IOException {
        var out = new PrintStream(new ByteArrayOutputStream());
        int all = releases.current().size();
        assertThat(WriteModels.write(sql, folder, null, out)).isEqualTo(all);
        assertThat(folder.resolve("card-return.bpmn")).hasSameBinaryContentAs(Path.of("processes/card-return.bpmn"));
        assertThat(folder.resolve("decisions/overseas-fee.dmn")).hasSameBinaryContentAs(Path.of("processes/decisions/overseas-fee.dmn"));
        changes.approve(propose("card-return", "Card goes out of use", "Written back", null).id(), "", OGAWA);
        assertThat(WriteModels.write(sql, folder, null, out)).isEqualTo(1);
        assertThat(folder.resolve("card-return.bpmn")).content().contains("Written back");
        assertThat(WriteModels.write(sql, folder, before.tag(), out)).isEqualTo(1);
        assertThatThrownBy(() -> WriteModels.write(sql, folder, "2000.01.01-1", out)).isInstanceOf(IOException.class);
    }

    @Test
    void files_that_come_with_a_new_version_of_the_product_wait_as_drafts() {
        ModelFile file = releases.current().get("card-return");
        drafts.arrive(new ModelFile("card-return", file.kind(), text(file).replace("Card goes out of use", "As delivered").getBytes(StandardCharsets.UTF_8)), file);
        assertThat(drafts.get("card-return")).extracting(ModelDrafts.Draft::changedBy, ModelDrafts.Draft::basedOn).containsExactly(null, file.digest());
        assertThat(pages.get().uri("/models/changes?lang=en").with(user(KATO))).hasStatusOk().bodyText().contains("Files the product came with");
    }

    @Test
    void differences_are_told_shape_by_shape_and_rule_by_rule() {
        ModelFile model = releases.current().get("card-return");
        ModelFile other = new ModelFile("card-return", model.kind(), text(model).replace("name=\"Card goes out of use\"", "name=\"Ends\"").replace("${lossProcess.tellCardEnded(execution)}",
                "${lossProcess.tellWhereToBring(execution)}").replaceFirst("(<dc:Bounds x=\")\\d+", "$11").getBytes(StandardCharsets.UTF_8));
        assertThat(ModelDifference.between(model, other, Locale.ENGLISH)).extracting(ModelDifference.Line::what, ModelDifference.Line::element, ModelDifference.Line::property)
                .contains(tuple(What.CHANGED, "StartEvent_CardGoesOutOfUse", "name"),
                        tuple(What.CHANGED, "Task_TellCardEnded", "expression"), tuple(What.DRAWN, "", null));
        assertThat(ModelDifference.between(model, model, Locale.JAPANESE)).isEmpty();
        assertThat(ModelDifference.between(null, model, Locale.JAPANESE)).isNotEmpty().allMatch(line -> line.what() == What.ADDED);
        assertThat(ModelDifference.between(model, releases.current().get("change-of-name"), Locale.ENGLISH)).anyMatch(line -> line.what() == What.REMOVED);

        ModelFile table = releases.current().get("overseas-fee");
        String xml = text(table);
        int first = xml.indexOf("<rule ");
        int second = xml.indexOf("<rule ", first + 1);
        int third = xml.indexOf("<rule ", second + 1);
        ModelFile swapped = new ModelFile("overseas-fee", table.kind(), (xml.substring(0, first) + xml.substring(second, third) + xml.substring(first, second)
                + xml.substring(third)).getBytes(StandardCharsets.UTF_8));
        assertThat(ModelDifference.between(table, swapped, Locale.ENGLISH)).extracting(ModelDifference.Line::property).containsExactly("order");
        ModelFile dearer = new ModelFile("overseas-fee", table.kind(), xml.replaceFirst("<text>1000</text>", "<text>1100</text>").getBytes(StandardCharsets.UTF_8));
        assertThat(ModelDifference.between(table, dearer, Locale.ENGLISH)).singleElement().satisfies(line -> {
            assertThat(line.property()).isEqualTo("Fee (yen)");
            assertThat(line.before()).isEqualTo("1000");
            assertThat(line.after()).isEqualTo("1100");
        });
    }

    @Test
    void who_only_does_casework_sees_what_is_in_force_and_no_drafts() {
        CurrentUser officer = new CurrentUser("x", CurrentUser.Kind.STAFF, "x", "x", Set.of(new Post(Role.MUNICIPAL_OFFICER, "131016")));
        assertThat(pages.get().uri("/models?lang=en").with(user(officer))).hasStatusOk().bodyText().contains("In force: " + before.tag()).doesNotContain("/models/changes");
        assertThat(pages.get().uri("/models/changes").with(user(officer))).hasStatus(403);
        assertThat(pages.get().uri("/models?lang=en").with(user(KATO))).bodyText().contains("/models/changes");
    }

    private Change propose(String key, String from, String to, Instant effective) {
        edit(key, from, to, KATO);
        return changes.propose(List.of(key), "Because it is clearer", effective, KATO);
    }

    private void edit(String key, String from, String to, CurrentUser by) {
        ModelFile file = releases.current().get(key);
        int revision = drafts.begin(file, by).revision();
        drafts.save(key, revision, text(file).replace(from, to).getBytes(StandardCharsets.UTF_8), by);
    }

    private static String text(ModelFile file) {
        return new String(file.xml(), StandardCharsets.UTF_8);
    }

    private static void refused(String code, ThrowingCallable asked) {
        assertThatThrownBy(asked).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }
}
