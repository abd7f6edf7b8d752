package org.madoguchi.modeler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.madoguchi.modeler.Finding.Severity;
import org.w3c.dom.Element;

/**
 * Whether the rules of a table fit together: of a table of which the first rule that fits decides, no rule comes too late; of
 * one of which only one may fit, no two do; and there is no case that none fits. Each column is cut into the pieces its rules
 * tell apart, and each rule is a set of pieces in every column, so that the answer is exact.
 */
final class TableChecks {

    /** More combinations than this are not looked through for one that no rule fits. */
    private static final int MOST = 200_000;

    private static final Pattern COMPARED = Pattern.compile("(<=|>=|<|>)?\\s*(\"[^\"]*\"|date\\(\"[^\"]*\"\\)|-?\\d+(?:\\.\\d+)?|true|false)");
    private static final Pattern RANGE = Pattern.compile("([\\[(\\]])\\s*(.+?)\\s*\\.\\.\\s*(.+?)\\s*([])\\[])");

    private final List<Element> rules = new ArrayList<>();
    /** By rule and column: the pieces it fits. */
    private final List<List<Set<Integer>>> fits = new ArrayList<>();
    private final List<List<String>> pieces = new ArrayList<>();

    private TableChecks() {}

    static List<Finding> of(String file, Element decision) {
        List<Finding> findings = new ArrayList<>();
        var table = new TableChecks();
        Element body = ModelXml.children(decision).stream().filter(one -> one.getLocalName().equals("decisionTable")).findFirst().orElseThrow();
        List<Element> inputs = ModelXml.children(body).stream().filter(one -> one.getLocalName().equals("input")).toList();
        ModelXml.children(body).stream().filter(one -> one.getLocalName().equals("rule")).forEach(table.rules::add);
        for (Element rule : table.rules) {
            if (rule.getAttribute("id").isEmpty()) {
                findings.add(new Finding(Severity.ERROR, file, decision.getAttribute("id"), "RULE_WITHOUT_ID", List.of()));
                return findings;
            }
        }
        List<List<String>> cells = table.rules.stream().map(rule -> ModelXml.children(rule).stream().filter(one -> one.getLocalName().equals("inputEntry"))
                .map(one -> one.getTextContent().strip()).toList()).toList();
        for (int column = 0; column < inputs.size(); column++) {
            int at = column;
            table.column(inputs.get(column), cells.stream().map(row -> at < row.size() ? row.get(at) : "").toList());
        }
        String policy = body.getAttribute("hitPolicy");
        if (policy.isEmpty() || policy.equals("UNIQUE")) {
            table.overlaps(file, findings);
        }
        if (policy.equals("FIRST")) {
            table.late(file, findings);
        }
        if (!policy.equals("COLLECT") && !policy.equals("RULE ORDER")) {
            table.gap(file, decision.getAttribute("id"), findings);
        }
        return findings;
    }

    /** Cuts a column into the values it names and what lies between them; the last piece is any other value or none. */
    private void column(Element input, List<String> cells) {
        Set<String> named = new LinkedHashSet<>();
        ModelXml.children(input).stream().filter(one -> one.getLocalName().equals("inputValues")).forEach(one -> constants(one.getTextContent(), named));
        boolean closed = !named.isEmpty();
        boolean ordered = false;
        for (String cell : cells) {
            constants(cell, named);
            ordered |= cell.matches("(?s).*(<|>|\\.\\.).*") || cell.matches("(?s).*(date\\(|(^|[,\\s(])-?\\d).*");
        }
        List<String> known = ordered ? new ArrayList<>(between(named)) : new ArrayList<>(named);
        if (!closed && !ordered && !Set.copyOf(known).equals(Set.of("true", "false"))) {
            known.add("…");
        }
        pieces.add(known);
        for (int rule = 0; rule < cells.size(); rule++) {
            if (fits.size() <= rule) {
                fits.add(new ArrayList<>());
            }
            fits.get(rule).add(pieces(cells.get(rule), known));
        }
    }

    private static void constants(String text, Set<String> named) {
        Matcher found = COMPARED.matcher(text);
        while (found.find()) {
            named.add(found.group(2));
        }
    }

    /** Each value that is named, and a place before, between and after them: {@code <1}, {@code 1}, {@code 1..5}. */
    private static List<String> between(Set<String> named) {
        List<String> sorted = named.stream().sorted(TableChecks::compare).distinct().toList();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            all.add(i == 0 ? "< " + sorted.get(i) : sorted.get(i - 1) + " .. " + sorted.get(i));
            all.add(sorted.get(i));
        }
        if (!sorted.isEmpty()) {
            all.add("> " + sorted.get(sorted.size() - 1));
        }
        return all;
    }

    private static int compare(String one, String other) {
        try {
            return Double.compare(Double.parseDouble(one), Double.parseDouble(other));
        } catch (NumberFormatException e) {
            return one.compareTo(other);
        }
    }

    private static Set<Integer> pieces(String cell, List<String> known) {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < known.size(); i++) {
            all.add(i);
        }
        if (cell.isEmpty() || cell.equals("-")) {
            return all;
        }
        boolean not = cell.startsWith("not");
        String tests = not ? cell.substring(cell.indexOf('(') + 1, cell.lastIndexOf(')')) : cell;
        Set<Integer> fit = new HashSet<>();
        Matcher range = RANGE.matcher(tests);
        if (range.find()) {
            int from = known.indexOf(range.group(2)) + (range.group(1).equals("[") ? 0 : 1);
            int to = known.indexOf(range.group(3)) - (range.group(4).equals("]") ? 0 : 1);
            for (int i = from; i <= to; i++) {
                fit.add(i);
            }
        } else {
            Matcher test = COMPARED.matcher(tests);
            while (test.find()) {
                int at = known.indexOf(test.group(2));
                String how = test.group(1) == null ? "=" : test.group(1);
                for (int i = 0; i < known.size(); i++) {
                    if (switch (how) {
                        case "<" -> i < at;
                        case "<=" -> i <= at;
                        case ">" -> i > at;
                        case ">=" -> i >= at;
                        default -> i == at;
                    }) {
                        fit.add(i);
                    }
                }
            }
        }
        if (not) {
            all.removeAll(fit);
            return all;
        }
        return fit;
    }

    private boolean meet(int one, int other) {
        for (int column = 0; column < pieces.size(); column++) {
            Set<Integer> both = new HashSet<>(fits.get(one).get(column));
            both.retainAll(fits.get(other).get(column));
            if (both.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void overlaps(String file, List<Finding> findings) {
        for (int i = 0; i < rules.size(); i++) {
            for (int j = i + 1; j < rules.size(); j++) {
                if (meet(i, j)) {
                    findings.add(new Finding(Severity.ERROR, file, rules.get(j).getAttribute("id"), "RULES_OVERLAP", List.of(Integer.toString(i + 1), Integer.toString(j + 1))));
                }
            }
        }
    }

    /** A rule all of whose cases an earlier one takes is never asked; several that do so together are found as well. */
    private void late(String file, List<Finding> findings) {
        for (int rule = 1; rule < rules.size(); rule++) {
            List<List<Set<Integer>>> left = List.of(fits.get(rule));
            for (int earlier = 0; earlier < rule && !left.isEmpty() && left.size() < 5000; earlier++) {
                left = without(left, fits.get(earlier));
            }
            if (left.isEmpty()) {
                findings.add(new Finding(Severity.ERROR, file, rules.get(rule).getAttribute("id"), "RULE_TOO_LATE", List.of(Integer.toString(rule + 1))));
            }
        }
    }

    private void gap(String file, String id, List<Finding> findings) {
        List<List<Set<Integer>>> left = List.of(pieces.stream().map(column -> {
            Set<Integer> all = new HashSet<>();
            for (int i = 0; i < column.size(); i++) {
                all.add(i);
            }
            return all;
        }).toList());
        for (List<Set<Integer>> rule : fits) {
            left = without(left, rule);
            if (left.size() > MOST) {
                return;
            }
        }
        if (!left.isEmpty() && !pieces.isEmpty()) {
            List<Set<Integer>> example = left.get(0);
            List<String> words = new ArrayList<>();
            for (int column = 0; column < pieces.size(); column++) {
                words.add(pieces.get(column).isEmpty() ? "-" : pieces.get(column).get(example.get(column).iterator().next()));
            }
            findings.add(new Finding(Severity.WARNING, file, id, "GAP", List.of(words.stream().map(word -> word.replace("{", "").replace("}", "")).collect(Collectors.joining(", ")))));
        }
    }

    /** What of these boxes lies outside another: each is cut along the columns in which the other does not cover it. */
    private static List<List<Set<Integer>>> without(List<List<Set<Integer>>> boxes, List<Set<Integer>> other) {
        List<List<Set<Integer>>> left = new ArrayList<>();
        for (List<Set<Integer>> box : boxes) {
            List<Set<Integer>> rest = new ArrayList<>(box);
            boolean apart = false;
            List<List<Set<Integer>>> cut = new ArrayList<>();
            for (int column = 0; column < box.size() && !apart; column++) {
                Set<Integer> outside = new HashSet<>(rest.get(column));
                outside.removeAll(other.get(column));
                if (!outside.isEmpty()) {
                    List<Set<Integer>> part = new ArrayList<>(rest);
                    part.set(column, outside);
                    cut.add(part);
                }
                Set<Integer> inside = new HashSet<>(rest.get(column));
                inside.retainAll(other.get(column));
                apart = inside.isEmpty();
                rest.set(column, inside);
            }
            if (apart) {
                left.add(box);
            } else {
                left.addAll(cut);
            }
        }
        return left;
    }
}
