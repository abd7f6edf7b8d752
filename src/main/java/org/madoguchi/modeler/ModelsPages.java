package org.madoguchi.modeler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.modeler.ModelFile.Kind;
import org.madoguchi.modeler.ModelWords.Difference;
import org.madoguchi.modeler.Releases.Release;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The released models and decision tables, to look at, to compare and to take along. */
@Controller
@RequestMapping("/models")
class ModelsPages {

    record ModelRow(String key, String name, int version, boolean draft) {}

    record ModelsPage(List<ModelRow> processes, List<ModelRow> tables, String release, boolean edits) {}

    /** @param release the tag of the release it came with; null where it is not known */
    record VersionRow(int version, String release, String when, String why, String by, String compareUrl) {}

    record ModelPage(String key, String name, int version, boolean table, boolean edits, List<VersionRow> versions, boolean more) {}

    record DifferencePage(String key, String name, boolean table, int from, int to, String fromUrl, String toUrl, String marks, List<Difference> lines) {}

    /** How many versions a page lists. */
    private static final int VERSIONS = 20;

    private final RepositoryService repository;
    private final Releases releases;
    private final ModelDrafts drafts;
    private final ModelWords words;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;

    ModelsPages(RepositoryService repository, Releases releases, ModelDrafts drafts, ModelWords words, Offices offices, Staff staff, Moments moments) {
        this.repository = repository;
        this.releases = releases;
        this.drafts = drafts;
        this.words = words;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
    }

    @GetMapping
    String all(@AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        Map<String, Integer> versions = Stream.concat(repository.createProcessDefinitionQuery().latestVersion().list().stream(),
                repository.createDecisionDefinitionQuery().latestVersion().list().stream()).collect(Collectors.toMap(ResourceDefinition::getKey, ResourceDefinition::getVersion));
        List<String> drafted = drafts.all().stream().map(ModelDrafts.Draft::key).toList();
        Map<Kind, List<ModelRow>> rows = releases.current().values().stream().sorted(Comparator.comparing(ModelFile::key)).collect(Collectors.groupingBy(ModelFile::kind,
                Collectors.mapping(file -> new ModelRow(file.key(), words.name(file, locale), versions.getOrDefault(file.key(), 1), drafted.contains(file.key())), Collectors.toList())));
        model.addAttribute("page", new ModelsPage(rows.getOrDefault(Kind.BPMN, List.of()), rows.getOrDefault(Kind.DMN, List.of()),
                releases.latest().map(Release::tag).orElse(null), user.has(Role.PROCESS_ANALYST)));
        return "modeler/Models";
    }

    @GetMapping("/{key:[a-z0-9-]+}")
    String one(@PathVariable String key, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        List<ResourceDefinition> versions = versions(key);
        ResourceDefinition latest = versions.get(0);
        Map<String, Release> known = releases.of(versions.stream().map(ResourceDefinition::getDeploymentId).toList());
        ZoneId zone = offices.zoneOf(user);
        List<VersionRow> rows = new ArrayList<>();
        for (ResourceDefinition version : versions.stream().limit(VERSIONS).toList()) {
            Release release = known.get(version.getDeploymentId());
            rows.add(new VersionRow(version.getVersion(), release == null ? null : release.tag(), release == null ? null : moments.at(release.releasedAt(), zone),
                    release == null ? null : release.why(), release == null ? null : name(release.releasedBy(), locale),
                    version.getVersion() > 1 ? "/models/" + key + "/difference?from=" + (version.getVersion() - 1) + "&to=" + version.getVersion() : null));
        }
        model.addAttribute("page", new ModelPage(key, nameOf(latest, locale), latest.getVersion(), latest instanceof DecisionDefinition, user.has(Role.PROCESS_ANALYST), rows,
                versions.size() > VERSIONS));
        return "modeler/Model";
    }

    /** What one version says that another does not. */
    @GetMapping("/{key:[a-z0-9-]+}/difference")
    String difference(@PathVariable String key, @RequestParam int from, @RequestParam int to, Locale locale, Model model) throws IOException {
        ModelFile before = file(version(key, from));
        ModelFile after = file(version(key, to));
        List<Difference> lines = words.between(before, after, locale);
        String file = "/models/" + key + '.' + after.kind().ending() + "?version=";
        model.addAttribute("page", new DifferencePage(key, words.name(after, locale), after.kind() == Kind.DMN, from, to, file + from, file + to, marks(lines), lines));
        return "modeler/Difference";
    }

    /** For the drawing: each shape that differs, how strongly it is marked, and the word on it. */
    static String marks(List<Difference> lines) {
        return lines.stream().filter(line -> !line.element().isEmpty()).map(line -> line.element() + ',' + switch (line.kind()) {
            case "ADDED" -> "2,+";
            case "REMOVED" -> "5,−";
            default -> "3,≠";
        }).distinct().collect(Collectors.joining("\n"));
    }

    /** The drawing itself, as the viewer and other tools read it; the latest version unless one is named. */
    @GetMapping("/{key:[a-z0-9-]+}.bpmn")
    ResponseEntity<byte[]> process(@PathVariable String key, @RequestParam(required = false) Integer version) throws IOException {
        return xml(key, version, ProcessDefinition.class);
    }

    @GetMapping("/{key:[a-z0-9-]+}.dmn")
    ResponseEntity<byte[]> table(@PathVariable String key, @RequestParam(required = false) Integer version) throws IOException {
        return xml(key, version, DecisionDefinition.class);
    }

    /** The whole programme as it is in force, as other tools open it. */
    @GetMapping("/archive.zip")
    ResponseEntity<byte[]> archive() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (ModelFile file : releases.current().values()) {
                zip.putNextEntry(new ZipEntry((file.kind() == Kind.DMN ? "processes/decisions/" : "processes/") + file.name()));
                zip.write(file.xml());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String name = "madoguchi-" + releases.latest().map(Release::tag).orElse("0") + ".zip";
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/zip")).cacheControl(CacheControl.noCache())
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString()).body(bytes.toByteArray());
    }

    private ResponseEntity<byte[]> xml(String key, Integer version, Class<? extends ResourceDefinition> kind) throws IOException {
        ResourceDefinition found = version == null ? versions(key).get(0) : version(key, version);
        if (!kind.isInstance(found)) {
            throw Refusal.notFound("MODEL_UNKNOWN", key);
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).cacheControl(CacheControl.noCache()).body(file(found).xml());
    }

    /** All versions, the latest first. @throws Refusal MODEL_UNKNOWN */
    private List<ResourceDefinition> versions(String key) {
        List<ResourceDefinition> versions = new ArrayList<>(repository.createProcessDefinitionQuery().processDefinitionKey(key).orderByProcessDefinitionVersion().desc().list());
        if (versions.isEmpty()) {
            versions.addAll(repository.createDecisionDefinitionQuery().decisionDefinitionKey(key).orderByDecisionDefinitionVersion().desc().list());
        }
        if (versions.isEmpty()) {
            throw Refusal.notFound("MODEL_UNKNOWN", key);
        }
        return versions;
    }

    private ResourceDefinition version(String key, int version) {
        return versions(key).stream().filter(one -> one.getVersion() == version).findFirst().orElseThrow(() -> Refusal.notFound("MODEL_UNKNOWN", key));
    }

    private ModelFile file(ResourceDefinition version) throws IOException {
        try (var xml = version instanceof ProcessDefinition ? repository.getProcessModel(version.getId()) : repository.getDecisionModel(version.getId())) {
            return new ModelFile(version.getKey(), version instanceof ProcessDefinition ? Kind.BPMN : Kind.DMN, xml.readAllBytes());
        }
    }

    private String nameOf(ResourceDefinition version, Locale locale) {
        try {
            return words.name(file(version), locale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String name(String id, Locale locale) {
        return id == null ? null : staff.find(id).map(person -> CurrentUser.name(person, locale)).orElse(id);
    }
}
