package org.madoguchi.worklist;

import jakarta.validation.Validator;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.UnreadableJson;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the form of a task from JSON, for programs and partners; pages bind it from their fields. */
@Component
class FormReader {

    private final JsonMapper json;
    private final Validator validator;

    FormReader(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** @throws Refusal FIELD_INVALID or FIELD_UNKNOWN naming the field, BODY_MALFORMED */
    <F> F read(JsonNode body, Class<F> type) {
        F form;
        try {
            form = json.treeToValue(body, type);
        } catch (JacksonException e) {
            throw UnreadableJson.refusal(e);
        }
        if (form == null) {
            throw Refusal.badInput("BODY_MALFORMED", null);
        }
        validator.validate(form).stream().findFirst().ifPresent(violation -> {
            String field = violation.getPropertyPath().toString();
            throw Refusal.badInput("FIELD_INVALID", field, field);
        });
        return form;
    }
}
