package org.madoguchi.partners;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON as the contracts with partners have it, whatever the pages and our own API prefer. Properties we do not know are
 * passed over, since a partner may add some; those we need must be there.
 */
final class Wire {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(StrictJson.storableText())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private static final Validator RULES = Validation.buildDefaultValidatorFactory().getValidator();

    private Wire() {}

    static byte[] write(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /** An answer of a partner; one we cannot use is as good as none. */
    static <T> T readAnswer(String partner, byte[] body, Class<T> shape) {
        try {
            T answer = JSON.readValue(body, shape);
            if (answer != null && RULES.validate(answer).isEmpty()) {
                return answer;
            }
        } catch (JacksonException e) {
            // Jackson quotes the text it stumbles over, which may name people: its words go nowhere.
        }
        throw new PartnerUnavailable(partner, "the answer is not a " + shape.getSimpleName());
    }

    /** The reason code of a problem document, or {@code UNKNOWN}. */
    static String problemCode(byte[] body) {
        try {
            String code = JSON.readTree(body).path("code").asString("");
            return code.matches("[A-Z][A-Z0-9_]{1,59}") ? code : "UNKNOWN";
        } catch (JacksonException e) {
            return "UNKNOWN";
        }
    }

    static <T> T readEvent(byte[] body, Class<T> shape) {
        try {
            return checked(JSON.readValue(body, shape), "");
        } catch (JacksonException e) {
            throw malformed("", e);
        }
    }

    static <T> T readEvent(JsonNode data, Class<T> shape, String at) {
        try {
            return checked(JSON.treeToValue(data, shape), at + ".");
        } catch (JacksonException e) {
            throw malformed(at + ".", e);
        }
    }

    private static <T> T checked(T value, String prefix) {
        if (value == null) {
            throw Refusal.badInput("EVENT_MALFORMED", null);
        }
        RULES.validate(value).stream().map(ConstraintViolation::getPropertyPath).map(Object::toString).sorted().findFirst()
                .ifPresent(field -> {
                    throw Refusal.badInput("EVENT_MALFORMED", prefix + field);
                });
        return value;
    }

    private static Refusal malformed(String prefix, JacksonException fault) {
        String field = fault instanceof DatabindException && !fault.getPath().isEmpty()
                ? fault.getPath().get(0).getPropertyName() : null;
        return Refusal.badInput("EVENT_MALFORMED", field == null ? null : prefix + field);
    }
}
