package org.madoguchi.supervision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.supervision.Heat.Place;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where cases stay: the model of a process, darker where more happens, takes longer or comes late. */
@Controller
class HeatPages {

    /** What makes a step dark. */
    enum Measure { TIME, TIMES, LATE, STUCK }

    /** @param drawing {@code id,level,words} in lines, for the drawing */
    record HeatPage(List<Choice> processes, List<Choice> versions, List<Choice> lengths, List<Choice> measures, String process, int version, long instances, String drawing,
            List<Line> lines) {}

    record Choice(String value, String label, boolean chosen) {}

    record Line(String step, long times, long running, String median, long late, long stuck) {}

    private static final Set<Integer> LENGTHS = Set.of(4, 13, 52);
    private static final int LEVELS = 5;

    private final Heat heat;
    private final Supervised supervised;
    private final RepositoryService models;
    private final CaseFlow flow;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    HeatPages(Heat heat, Supervised supervised, RepositoryService models, CaseFlow flow, Moments moments, MessageSource messages, Clock clock) {
        this.heat = heat;
        this.supervised = supervised;
        this.models = models;
        this.flow = flow;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    /** @throws Refusal MODEL_UNKNOWN, FILTER_UNKNOWN */
    @GetMapping("/supervision/heat")
    String page(@RequestParam(defaultValue = "overseas-card-application") String process, @RequestParam(required = false) Integer version,
            @RequestParam(defaultValue = "13") int weeks, @RequestParam(defaultValue = "TIME") String measure, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        List<ProcessDefinition> released = models.createProcessDefinitionQuery().processDefinitionKey(process).orderByProcessDefinitionVersion().desc().list();
        ProcessDefinition drawn = released.stream().filter(one -> version == null || one.getVersion() == version).findFirst()
                .orElseThrow(() -> Refusal.notFound("MODEL_UNKNOWN", process));
        if (!LENGTHS.contains(weeks) || IntStream.range(0, Measure.values().length).noneMatch(i -> Measure.values()[i].name().equals(measure))) {
            throw Refusal.badInput("FILTER_UNKNOWN", "weeks");
        }
        Measure by = Measure.valueOf(measure);
        Instant now = clock.instant();
        Set<String> mine = supervised.by(user);
        Map<String, FlowNode> nodes = flow.model(drawn.getId()).getModelElementsByType(FlowNode.class).stream().filter(node -> node.getName() != null && !(node instanceof Gateway))
                .collect(Collectors.toMap(FlowNode::getId, node -> node));
        List<Place> places = heat.of(process, version, mine, now.minus(Duration.ofDays(7L * weeks)), now).stream().filter(one -> nodes.containsKey(one.activityId()))
                .sorted(Comparator.comparingDouble(value(by)).reversed().thenComparing(Place::activityId)).toList();
        model.addAttribute("page", new HeatPage(
                models.createProcessDefinitionQuery().latestVersion().orderByProcessDefinitionKey().asc().list().stream()
                        .map(one -> new Choice(one.getKey(), text("model." + one.getKey(), locale), one.getKey().equals(process))).toList(),
                released.stream().map(one -> new Choice(String.valueOf(one.getVersion()), String.valueOf(one.getVersion()), version != null && one.getVersion() == version)).toList(),
                LENGTHS.stream().sorted().map(one -> new Choice(one.toString(), text("figures.weeks." + one, locale), one == weeks)).toList(),
                List.of(Measure.values()).stream().map(one -> new Choice(one.name(), text("heat.by." + one, locale), one == by)).toList(),
                process, drawn.getVersion(), heat.instances(process, version, mine, now.minus(Duration.ofDays(7L * weeks)), now), drawing(places, by),
                places.stream().map(one -> new Line(name(nodes.get(one.activityId()), locale), one.times(), one.running(), lasting(one.medianSeconds()), one.late(), one.stuck())).toList()));
        return "supervision/Heat";
    }

    private String drawing(List<Place> places, Measure by) {
        double most = places.stream().mapToDouble(value(by)).max().orElse(0);
        return places.stream().filter(one -> value(by).applyAsDouble(one) > 0)
                .map(one -> one.activityId() + ',' + Math.max(1, Math.round(LEVELS * value(by).applyAsDouble(one) / most)) + ',' + words(one, by))
                .collect(Collectors.joining("\n"));
    }

    private String words(Place one, Measure by) {
        return switch (by) {
            case TIME -> lasting(one.medianSeconds());
            case TIMES -> String.valueOf(one.times());
            case LATE -> String.valueOf(one.late());
            case STUCK -> String.valueOf(one.stuck());
        };
    }

    private static ToDoubleFunction<Place> value(Measure by) {
        return switch (by) {
            // under a minute a machine did it
            case TIME -> one -> one.medianSeconds() == null || one.medianSeconds() < 60 ? 0 : one.medianSeconds();
            case TIMES -> Place::times;
            case LATE -> Place::late;
            case STUCK -> Place::stuck;
        };
    }

    private static String name(FlowNode node, Locale locale) {
        return locale.getLanguage().equals("ja") ? CaseFlow.nameJa(node) : node.getName();
    }

    private String lasting(Double seconds) {
        return seconds == null ? null : moments.lasting(Duration.ofSeconds(Math.round(seconds)));
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
