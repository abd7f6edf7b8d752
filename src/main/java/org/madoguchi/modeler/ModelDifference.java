package org.madoguchi.modeler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.madoguchi.modeler.ModelFile.Kind;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What one version of a model says that another does not: of a process per shape and property, of a table per rule and column.
 * Where shapes stand on the drawing is told as one line, since it changes nothing that runs.
 */
final class ModelDifference {

    enum What { ADDED, REMOVED, CHANGED, DRAWN }

    /**
     * @param element id of the shape or rule; empty for the file
     * @param name what people call it, in the language asked for; of a rule its number
     * @param property what of it, such as {@code condition}, or the label of a column; null where all of it is new or gone
     * @param before null where there was nothing, as {@code after} where there is nothing
     */
    record Line(What what, String element, String type, String name, String property, String before, String after) {}

    private record Thing(String type, String name, Map<String, String> properties) {}

    private ModelDifference() {}

    /** @param before null for a model that is new */
    static List<Line> between(ModelFile before, ModelFile after, Locale locale) {
        Map<String, Thing> old = before == null ? Map.of() : things(before, locale);
        Map<String, Thing> now = things(after, locale);
        List<Line> lines = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>(now.keySet());
        ids.addAll(old.keySet());
        for (String id : ids) {
            Thing was = old.get(id);
            Thing is = now.get(id);
            if (was == null) {
                lines.add(new Line(What.ADDED, id, is.type(), is.name(), null, null, said(is)));
            } else if (is == null) {
                lines.add(new Line(What.REMOVED, id, was.type(), was.name(), null, said(was), null));
            } else {
                Set<String> properties = new LinkedHashSet<>(is.properties().keySet());
                properties.addAll(was.properties().keySet());
                for (String property : properties) {
                    String from = was.properties().get(property);
                    String to = is.properties().get(property);
                    if (!Objects.equals(from, to)) {
                        lines.add(new Line(What.CHANGED, id, is.type(), is.name(), property, from, to));
                    }
                }
            }
        }
        if (after.kind() == Kind.DMN && !inOneOrder(old.keySet(), now.keySet())) {
            lines.add(new Line(What.CHANGED, "", "decision", "", "order", String.join(" ", old.keySet()), String.join(" ", now.keySet())));
        }
        if (before != null && after.kind() == Kind.BPMN) {
            long moved = moved(ModelXml.read(before.xml()), ModelXml.read(after.xml()));
            if (moved > 0) {
                lines.add(new Line(What.DRAWN, "", "", "", null, null, Long.toString(moved)));
            }
        }
        return lines;
    }

    /** The first rule that fits decides, so their order is part of what a table says. */
    private static boolean inOneOrder(Set<String> old, Set<String> now) {
        return old.stream().filter(now::contains).toList().equals(now.stream().filter(old::contains).toList());
    }

    private static String said(Thing thing) {
        return thing.properties().entrySet().stream().filter(one -> !one.getKey().equals("name") && !one.getKey().equals("nameJa"))
                .map(one -> one.getKey() + " " + one.getValue()).collect(Collectors.joining(" · "));
    }

    private static Map<String, Thing> things(ModelFile file, Locale locale) {
        Document model = ModelXml.read(file.xml());
        Map<String, Thing> things = new LinkedHashMap<>();
        if (file.kind() == Kind.BPMN) {
            for (Element element : ModelXml.below(model.getDocumentElement())) {
                if (element.hasAttribute("id") && runs(element)) {
                    things.put(element.getAttribute("id"), shape(element, locale));
                }
            }
        } else {
            for (Element decision : ModelXml.children(model.getDocumentElement())) {
                if (decision.getLocalName().equals("decision")) {
                    table(decision, things, locale);
                }
            }
        }
        return things;
    }

    /** Whether it is of the model itself, and not of its drawing. */
    private static boolean runs(Element element) {
        String namespace = element.getNamespaceURI();
        return namespace != null && !namespace.contains("/DI") && !namespace.contains("/DD/");
    }

    /** All a shape says that is not said by shapes within it. */
    private static Thing shape(Element element, Locale locale) {
        Map<String, String> properties = new LinkedHashMap<>();
        attributes(element, "", properties);
        if (element.getParentNode() instanceof Element parent && parent.getLocalName().equals("subProcess")) {
            properties.put("within", parent.getAttribute("id"));
        }
        for (Element child : ModelXml.children(element)) {
            String name = child.getLocalName();
            if (name.equals("extensionElements")) {
                extensions(child, properties);
            } else if (name.equals("documentation")) {
                properties.merge("documentation", child.getTextContent().strip(), (one, other) -> one + "\n" + other);
            } else if (name.endsWith("EventDefinition")) {
                Map<String, String> event = new LinkedHashMap<>();
                attributes(child, "", event);
                event.remove("id");
                ModelXml.children(child).forEach(part -> event.put(part.getLocalName(), part.getTextContent().strip()));
                properties.put(name, event.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).collect(Collectors.joining(", ")));
            } else if (!child.hasAttribute("id") && !name.equals("incoming") && !name.equals("outgoing")) {
                properties.put(name, child.getTextContent().strip());
            }
        }
        properties.remove("id");
        return new Thing(element.getLocalName(), ModelXml.name(element, locale), properties);
    }

    private static void extensions(Element extensions, Map<String, String> properties) {
        for (Element element : ModelXml.below(extensions)) {
            if (element.getLocalName().equals("property")) {
                properties.put(element.getAttribute("name"), element.getAttribute("value"));
            } else if (ModelXml.children(element).isEmpty()) {
                Map<String, String> said = new LinkedHashMap<>();
                attributes(element, "", said);
                String text = said.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).collect(Collectors.joining(", ")) + element.getTextContent().strip();
                properties.merge(element.getLocalName(), text, (one, other) -> one + "; " + other);
            }
        }
    }

    private static void attributes(Element element, String before, Map<String, String> properties) {
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            if (!attribute.getNodeName().startsWith("xmlns")) {
                properties.put(before + (attribute.getLocalName() == null ? attribute.getNodeName() : attribute.getLocalName()), attribute.getNodeValue());
            }
        }
    }

    private static void table(Element decision, Map<String, Thing> things, Locale locale) {
        Map<String, String> head = new LinkedHashMap<>();
        attributes(decision, "", head);
        head.remove("id");
        ModelXml.children(decision).stream().filter(child -> child.getLocalName().equals("description")).forEach(child -> head.put("description", child.getTextContent().strip()));
        List<String> columns = new ArrayList<>();
        List<Element> rules = new ArrayList<>();
        for (Element part : ModelXml.below(decision)) {
            switch (part.getLocalName()) {
                case "decisionTable" -> attributes(part, "", head);
                case "input", "output" -> {
                    String label = inLanguage(part.getAttribute("label").isEmpty() ? part.getAttribute("name") : part.getAttribute("label"), locale);
                    columns.add(label);
                    head.put(label, part.getTextContent().strip().replaceAll("\\s+", " "));
                }
                case "rule" -> rules.add(part);
                default -> {
                    // what the parts of these say is read with them
                }
            }
        }
        head.remove("id");
        things.put(decision.getAttribute("id"), new Thing("decision", inLanguage(decision.getAttribute("name"), locale), head));
        int number = 0;
        for (Element rule : rules) {
            number++;
            Map<String, String> cells = new LinkedHashMap<>();
            List<Element> entries = ModelXml.children(rule).stream().filter(cell -> cell.getLocalName().endsWith("Entry")).toList();
            for (int i = 0; i < entries.size(); i++) {
                cells.put(i < columns.size() ? columns.get(i) : Integer.toString(i + 1), entries.get(i).getTextContent().strip());
            }
            ModelXml.children(rule).stream().filter(child -> child.getLocalName().equals("description")).forEach(child -> cells.put("description", child.getTextContent().strip()));
            things.put(rule.getAttribute("id"), new Thing("rule", Integer.toString(number), cells));
        }
    }

    /** Tables are named in both languages at once, with a stroke between. */
    private static String inLanguage(String both, Locale locale) {
        String[] parts = both.split(" / ", 2);
        return parts.length < 2 || locale.getLanguage().equals(Locale.JAPANESE.getLanguage()) ? parts[0] : parts[1];
    }

    /** How many shapes and ways both versions have stand elsewhere. */
    private static long moved(Document before, Document after) {
        Map<String, String> was = places(before);
        Map<String, String> is = places(after);
        return is.entrySet().stream().filter(one -> was.containsKey(one.getKey()) && !was.get(one.getKey()).equals(one.getValue())).count();
    }

    private static Map<String, String> places(Document model) {
        Map<String, String> places = new LinkedHashMap<>();
        for (Element element : ModelXml.below(model.getDocumentElement())) {
            if (element.hasAttribute("bpmnElement")) {
                var place = new StringBuilder();
                for (Element part : ModelXml.children(element)) {
                    if (part.getLocalName().equals("Bounds") || part.getLocalName().equals("waypoint")) {
                        for (String side : List.of("x", "y", "width", "height")) {
                            String value = part.getAttribute(side);
                            place.append(value.isEmpty() ? "" : Math.round(Double.parseDouble(value))).append(' ');
                        }
                    }
                }
                places.put(element.getAttribute("bpmnElement"), place.toString());
            }
        }
        return places;
    }
}
