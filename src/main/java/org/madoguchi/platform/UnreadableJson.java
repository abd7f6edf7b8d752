package org.madoguchi.platform;

import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** JSON that a caller sent and that does not fit. */
public final class UnreadableJson {

    private UnreadableJson() {}

    /** FIELD_UNKNOWN or FIELD_INVALID with the way to the field, joined by dots; BODY_MALFORMED where there is none. */
    public static Refusal refusal(JacksonException e) {
        if (!(e instanceof DatabindException) || e.getPath().isEmpty()) {
            return Refusal.badInput("BODY_MALFORMED", null);
        }
        String field = e.getPath().stream().map(part -> String.valueOf(part.getPropertyName())).collect(Collectors.joining("."));
        return e instanceof UnrecognizedPropertyException ? Refusal.badInput("FIELD_UNKNOWN", field, field)
                : Refusal.badInput("FIELD_INVALID", field, field);
    }
}
