package org.madoguchi.modeler;

import java.io.IOException;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.modeler.Releases.Release;
import org.madoguchi.platform.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/**
 * What the deploy button of Camunda Modeler calls, in the shape of the engine's REST API. Nothing is deployed: what comes is a
 * draft that somebody else has to release, and the answer names it.
 */
@RestController
@RequestMapping("/engine-rest")
class DeploymentApi {

    /** What one deployment may bring. */
    private static final int MOST_FILES = 100;

    private final ModelDrafts drafts;
    private final ModelChanges changes;
    private final Releases releases;
    private final ModelWords words;
    private final MessageSource messages;
    private final Clock clock;

    DeploymentApi(ModelDrafts drafts, ModelChanges changes, Releases releases, ModelWords words, MessageSource messages, Clock clock) {
        this.drafts = drafts;
        this.changes = changes;
        this.releases = releases;
        this.words = words;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/version")
    Map<String, String> version() {
        return Map.of("version", String.valueOf(ProcessEngine.class.getPackage().getImplementationVersion()));
    }

    /** The releases, the latest first. */
    @GetMapping("/deployment")
    List<Map<String, Object>> deployments(@RequestParam(defaultValue = "0") int firstResult, @RequestParam(defaultValue = "50") int maxResults) {
        return releases.page(Math.max(0, firstResult), Math.min(Math.max(maxResults, 0), 200)).stream().map(DeploymentApi::shown).toList();
    }

    private static Map<String, Object> shown(Release release) {
        return deployment(release.deploymentId(), release.tag(), "release", DateTimeFormatter.ISO_INSTANT.format(release.releasedAt().truncatedTo(ChronoUnit.MILLIS)));
    }

    private static Map<String, Object> deployment(String id, String name, String source, String time) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("links", List.of());
        one.put("id", id);
        one.put("name", name);
        one.put("source", source);
        one.put("deploymentTime", time);
        one.put("tenantId", null);
        return one;
    }

    /** All files together become drafts, or none does. What a check would stop is told at once, and kept all the same: it is a draft. */
    @PostMapping("/deployment/create")
    @Transactional
    public ResponseEntity<Map<String, Object>> create(MultipartHttpServletRequest request, @AuthenticationPrincipal CurrentUser user) throws IOException {
        Map<String, ModelFile> current = releases.current();
        List<ModelFile> files = new ArrayList<>();
        for (MultipartFile part : request.getFileMap().values()) {
            String name = part.getOriginalFilename() == null ? part.getName() : part.getOriginalFilename();
            files.add(ModelFile.of(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1), part.getBytes()));
        }
        if (files.isEmpty() || files.size() > MOST_FILES) {
            throw Refusal.badInput("DEPLOYMENT_FILES", "data", MOST_FILES);
        }
        List<Finding> findings = changes.findings(files).stream().filter(one -> one.severity() == Finding.Severity.UNSAFE).toList();
        if (!findings.isEmpty()) {
            String told = words.findings(findings.stream().limit(5).toList(), request.getLocale()).stream().map(ModelWords.Told::text).reduce((one, other) -> one + ' ' + other).orElse("");
            return ResponseEntity.status(HttpStatus.BAD_REQUEST).body(Map.of("type", "ParseException", "message", told));
        }
        files.forEach(file -> drafts.bring(file, current.get(file.key()), user));
        Map<String, Object> answer = deployment("draft", files.get(0).name(), "draft", DateTimeFormatter.ISO_INSTANT.format(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        // the engine's client wants to be told what runs now: nothing of this does
        answer.put("deployedProcessDefinitions", null);
        answer.put("deployedDecisionDefinitions", null);
        answer.put("message", messages.getMessage("models.api.drafted", null, request.getLocale()));
        return ResponseEntity.ok(answer);
    }
}
