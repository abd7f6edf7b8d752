package org.madoguchi.worklist;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.Worklist.Flag;
import org.madoguchi.worklist.Worklist.Order;
import org.madoguchi.worklist.Worklist.View;
import org.madoguchi.worklist.Worklist.Wanted;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * A list of tasks as its address says it: whoever opens the address sees the same list of their own queues.
 *
 * @param view null for the one that suits whoever opens it
 * @param columns what stands in a row beside the task
 * @param cursor where the page begins, null for the first
 */
record ListAddress(View view, Wanted wanted, Order order, List<Column> columns, String cursor) {

    /** What a row can tell of a task. */
    enum Column { CASE, KIND, LANGUAGE, RECEIVED, OFFICE, DUE, WHY, ASSIGNEE }

    private static final List<Column> USUAL = List.of(Column.CASE, Column.OFFICE, Column.DUE, Column.WHY, Column.ASSIGNEE);
    private static final int LONGEST = 300;

    /** @param given the fields of the address; columns may stand several times @throws Refusal FILTER_UNKNOWN with the field */
    static ListAddress of(MultiValueMap<String, String> given) {
        Map<String, String> fields = given.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, field -> String.join(",", field.getValue())));
        return new ListAddress(one(View.class, fields, "view"),
                new Wanted(text(fields, "office"), text(fields, "role"), text(fields, "step"), one(WorkItem.Lateness.class, fields, "state"),
                        text(fields, "programme"), text(fields, "kind"), text(fields, "language"), one(Flag.class, fields, "flag"), days(fields)),
                Optional.ofNullable(one(Order.class, fields, "order")).orElse(Order.PRESSING), columns(fields), text(fields, "cursor"));
    }

    /** The address whose query this is; the usual list where somebody made it up. */
    static ListAddress ofQuery(String query) {
        try {
            MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
            UriComponentsBuilder.fromUriString("?" + query).build().getQueryParams().forEach((field, values) -> values.stream().filter(Objects::nonNull)
                    .forEach(value -> fields.add(field, UriUtils.decode(value, StandardCharsets.UTF_8))));
            ListAddress list = of(fields);
            Cursors.read(list.cursor());
            return list;
        } catch (Refusal | IllegalArgumentException madeUp) {
            return of(new LinkedMultiValueMap<>());
        }
    }

    private static <E extends Enum<E>> E one(Class<E> of, Map<String, String> fields, String field) {
        String value = text(fields, field);
        return value == null ? null : Stream.of(of.getEnumConstants()).filter(one -> one.name().equals(value)).findFirst()
                .orElseThrow(() -> Refusal.badInput("FILTER_UNKNOWN", field));
    }

    private static String text(Map<String, String> fields, String field) {
        String value = fields.get(field);
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badInput("FILTER_UNKNOWN", field);
        }
        return value;
    }

    private static Integer days(Map<String, String> fields) {
        String value = text(fields, "days");
        if (value == null) {
            return null;
        }
        if (!value.matches("\\d{1,4}")) {
            throw Refusal.badInput("FILTER_UNKNOWN", "days");
        }
        return Integer.valueOf(value);
    }

    private static List<Column> columns(Map<String, String> fields) {
        String value = text(fields, "columns");
        if (value == null) {
            return USUAL;
        }
        List<String> names = List.of(value.split(","));
        List<Column> columns = Arrays.stream(Column.values()).filter(column -> names.contains(column.name())).toList();
        if (columns.size() != names.size()) {
            throw Refusal.badInput("FILTER_UNKNOWN", "columns");
        }
        return columns;
    }

    ListAddress of(View other) {
        return new ListAddress(other, wanted, order, columns, cursor);
    }

    ListAddress from(String other) {
        return new ListAddress(view, wanted, order, columns, other);
    }

    /** Only what differs from the usual stands in it. */
    String query() {
        var address = UriComponentsBuilder.newInstance();
        add(address, "view", view);
        add(address, "office", wanted.office());
        add(address, "role", wanted.role());
        add(address, "step", wanted.step());
        add(address, "state", wanted.state());
        add(address, "programme", wanted.programme());
        add(address, "kind", wanted.kind());
        add(address, "language", wanted.language());
        add(address, "flag", wanted.flag());
        add(address, "days", wanted.days());
        add(address, "order", order == Order.PRESSING ? null : order);
        add(address, "columns", columns.equals(USUAL) ? null : String.join(",", columns.stream().map(Column::name).toList()));
        add(address, "cursor", cursor);
        String uri = address.encode().toUriString();
        return uri.isEmpty() ? "" : uri.substring(1);
    }

    private static void add(UriComponentsBuilder address, String field, Object value) {
        if (value != null) {
            address.queryParam(field, value);
        }
    }

    String href() {
        return query().isEmpty() ? "/tasks" : "/tasks?" + query();
    }
}
