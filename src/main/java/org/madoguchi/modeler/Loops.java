package org.madoguchi.modeler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.madoguchi.modeler.Finding.Severity;
import org.w3c.dom.Element;

/**
 * Finds what would never come to an end: ways that lead back to where they came from without waiting for a person, a partner
 * or a time, through called processes too, and processes that call each other in a circle.
 */
final class Loops {

    private static final Set<String> WAITS = Set.of("userTask", "receiveTask", "intermediateCatchEvent", "eventBasedGateway");

    /** The steps of one process or sub-process, which only lead to each other. */
    private static final class Scope {
        final Map<String, Element> nodes = new HashMap<>();
        final Map<String, List<String>> ways = new HashMap<>();
        final List<String> starts = new ArrayList<>();
    }

    private final Map<String, Element> processes = new TreeMap<>();
    /** Whether whoever calls it always has to wait; null while that is being found out. */
    private final Map<Element, Boolean> waiting = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private Loops() {}

    static List<Finding> in(Map<String, byte[]> files) {
        var loops = new Loops();
        files.forEach((name, xml) -> {
            if (name.endsWith(".bpmn")) {
                loops.processes.put(name, ModelXml.main(ModelXml.read(xml)));
            }
        });
        loops.processes.forEach((name, process) -> {
            loops.calls(name);
            loops.circles(name, process);
        });
        return loops.findings;
    }

    private void calls(String from) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(called(from));
        while (!open.isEmpty()) {
            String at = open.pop();
            if (at.equals(from)) {
                findings.add(new Finding(Severity.UNSAFE, from, processes.get(from).getAttribute("id"), "ENDLESS_CALL", List.of(from)));
                return;
            }
            if (seen.add(at)) {
                open.addAll(called(at));
            }
        }
    }

    private List<String> called(String file) {
        Element process = processes.get(file);
        return process == null ? List.of() : ModelXml.below(process).stream().filter(one -> one.getLocalName().equals("callActivity"))
                .map(one -> one.getAttribute("calledElement") + ".bpmn").toList();
    }

    /** Takes away, one after the other, what nothing that does not wait leads to: what is left goes round. */
    private void circles(String file, Element parent) {
        Scope scope = scope(parent);
        Map<String, Integer> before = new HashMap<>();
        scope.ways.forEach((from, to) -> {
            if (!waits(scope.nodes.get(from))) {
                to.forEach(one -> before.merge(one, 1, Integer::sum));
            }
        });
        Deque<String> free = new ArrayDeque<>(scope.nodes.keySet().stream().filter(one -> !before.containsKey(one)).toList());
        Set<String> left = new HashSet<>(scope.nodes.keySet());
        while (!free.isEmpty()) {
            String at = free.pop();
            left.remove(at);
            if (!waits(scope.nodes.get(at))) {
                for (String to : scope.ways.getOrDefault(at, List.of())) {
                    if (before.merge(to, -1, Integer::sum) == 0) {
                        free.push(to);
                    }
                }
            }
        }
        left.removeIf(one -> waits(scope.nodes.get(one)));
        left.stream().sorted().findFirst().ifPresent(one -> findings.add(new Finding(Severity.UNSAFE, file, one, "ENDLESS", List.of(one))));
        scope.nodes.values().stream().filter(one -> one.getLocalName().equals("subProcess")).forEach(one -> circles(file, one));
    }

    private boolean waits(Element node) {
        if (node == null) {
            return false;
        }
        return switch (node.getLocalName()) {
            // what catches an error goes on at once; a time or a message has to come
            case "boundaryEvent" -> ModelXml.children(node).stream().anyMatch(one -> one.getLocalName().equals("timerEventDefinition") || one.getLocalName().equals("messageEventDefinition"));
            case "serviceTask" -> !node.getAttributeNS(ModelXml.CAMUNDA, "topic").isEmpty();
            case "subProcess" -> alwaysWaits(node);
            case "callActivity" -> {
                Element called = processes.get(node.getAttribute("calledElement") + ".bpmn");
                yield called == null || alwaysWaits(called);
            }
            default -> WAITS.contains(node.getLocalName());
        };
    }

    /** Whether no way from its beginning to its end gets by without waiting. */
    private boolean alwaysWaits(Element parent) {
        if (waiting.containsKey(parent)) {
            // asked for while it is found out: they call each other, which is told elsewhere
            return Boolean.TRUE.equals(waiting.get(parent));
        }
        waiting.put(parent, null);
        Scope scope = scope(parent);
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(scope.starts);
        boolean through = false;
        while (!open.isEmpty() && !through) {
            String at = open.pop();
            if (seen.add(at) && !waits(scope.nodes.get(at))) {
                List<String> next = scope.ways.getOrDefault(at, List.of());
                through = next.isEmpty();
                open.addAll(next);
            }
        }
        waiting.put(parent, !through);
        return !through;
    }

    private static Scope scope(Element parent) {
        var scope = new Scope();
        for (Element element : ModelXml.children(parent)) {
            String id = element.getAttribute("id");
            if (element.getLocalName().equals("sequenceFlow")) {
                scope.ways.computeIfAbsent(element.getAttribute("sourceRef"), from -> new ArrayList<>()).add(element.getAttribute("targetRef"));
            } else if (!id.isEmpty()) {
                scope.nodes.put(id, element);
                if (element.getLocalName().equals("startEvent")) {
                    scope.starts.add(id);
                }
                if (element.getLocalName().equals("boundaryEvent")) {
                    // what catches an error of a step that does not wait does not wait either
                    scope.ways.computeIfAbsent(element.getAttribute("attachedToRef"), from -> new ArrayList<>()).add(id);
                }
            }
        }
        return scope;
    }
}
