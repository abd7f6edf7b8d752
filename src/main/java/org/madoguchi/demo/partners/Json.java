package org.madoguchi.demo.partners;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The body as a tree; a missing node for what is not JSON. */
    static JsonNode read(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    static JsonNode read(String body) {
        return read(body.getBytes(StandardCharsets.UTF_8));
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asString(null);
    }

    static boolean lacks(JsonNode node, String... fields) {
        for (String field : fields) {
            if (!node.hasNonNull(field) || node.get(field).isString() && node.get(field).asString().isBlank()) {
                return true;
            }
        }
        return false;
    }
}
