package org.madoguchi.modeler;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.madoguchi.platform.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The released models and decision tables, to look at. */
@Controller
@RequestMapping("/models")
class ModelsPages {

    record ModelRow(String key, int version, boolean table) {}

    record ModelsPage(List<ModelRow> processes, List<ModelRow> tables) {}

    private final RepositoryService repository;

    ModelsPages(RepositoryService repository) {
        this.repository = repository;
    }

    @GetMapping
    String all(Model model) {
        model.addAttribute("page", new ModelsPage(
                repository.createProcessDefinitionQuery().latestVersion().orderByProcessDefinitionKey().asc().list().stream()
                        .map(one -> row(one, false)).toList(),
                repository.createDecisionDefinitionQuery().latestVersion().orderByDecisionDefinitionKey().asc().list().stream()
                        .map(one -> row(one, true)).toList()));
        return "modeler/Models";
    }

    @GetMapping("/{key:[a-z0-9-]+}")
    String one(@PathVariable String key, Model model) {
        ModelRow row = Stream.concat(processes(key, null).map(one -> row(one, false)), tables(key, null).map(one -> row(one, true)))
                .findFirst().orElseThrow(() -> Refusal.notFound("MODEL_UNKNOWN", key));
        model.addAttribute("page", row);
        return "modeler/Model";
    }

    /** The drawing itself, as the viewer and other tools read it; the latest version unless one is named. */
    @GetMapping("/{key:[a-z0-9-]+}.bpmn")
    ResponseEntity<byte[]> process(@PathVariable String key, @RequestParam(required = false) Integer version) throws IOException {
        ProcessDefinition found = processes(key, version).findFirst().orElseThrow(() -> Refusal.notFound("MODEL_UNKNOWN", key));
        try (var xml = repository.getProcessModel(found.getId())) {
            return file(xml.readAllBytes());
        }
    }

    @GetMapping("/{key:[a-z0-9-]+}.dmn")
    ResponseEntity<byte[]> table(@PathVariable String key, @RequestParam(required = false) Integer version) throws IOException {
        DecisionDefinition found = tables(key, version).findFirst().orElseThrow(() -> Refusal.notFound("MODEL_UNKNOWN", key));
        try (var xml = repository.getDecisionModel(found.getId())) {
            return file(xml.readAllBytes());
        }
    }

    private static ResponseEntity<byte[]> file(byte[] xml) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).cacheControl(CacheControl.noCache()).body(xml);
    }

    private Stream<ProcessDefinition> processes(String key, Integer version) {
        var query = repository.createProcessDefinitionQuery().processDefinitionKey(key);
        // the engine itself takes a version below 1 for a fault
        return version != null && version < 1 ? Stream.empty()
                : (version == null ? query.latestVersion() : query.processDefinitionVersion(version)).list().stream();
    }

    private Stream<DecisionDefinition> tables(String key, Integer version) {
        var query = repository.createDecisionDefinitionQuery().decisionDefinitionKey(key);
        return version != null && version < 1 ? Stream.empty()
                : (version == null ? query.latestVersion() : query.decisionDefinitionVersion(version)).list().stream();
    }

    private static ModelRow row(ResourceDefinition definition, boolean table) {
        return new ModelRow(definition.getKey(), definition.getVersion(), table);
    }
}
