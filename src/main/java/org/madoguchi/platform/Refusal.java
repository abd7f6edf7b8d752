package org.madoguchi.platform;

import java.util.Arrays;
import java.util.List;

/**
 * A "no" of the business: somebody asked for something the rules do not allow, nothing was changed, and there is a
 * reason code with a sentence in the asker's language ({@code refusal.<code>} in the messages). Faults are other
 * exceptions; they propagate, roll back and are seen by an operator.
 */
public class Refusal extends RuntimeException {

    /** Request attribute for a refusal by what runs before the controllers, such as the sign-in. */
    public static final String EARLY = Refusal.class.getName();

    /** What kind of "no" it is; decides the HTTP status. */
    public enum Kind { BAD_INPUT, NOT_SIGNED_IN, FORBIDDEN, NOT_FOUND, CONFLICT, TOO_LARGE, TOO_OFTEN, UNAVAILABLE }

    private final Kind kind;
    private final String code;
    private final String field;
    private final transient List<Object> args;

    public Refusal(Kind kind, String code, String field, Object... args) {
        super(code + (field == null ? "" : " (" + field + ")"), null, false, false);
        this.kind = kind;
        this.code = code;
        this.field = field;
        this.args = Arrays.asList(args.clone());
    }

    /** Input that breaks a rule; {@code field} names the form field or JSON property, or is null for the whole. */
    public static Refusal badInput(String code, String field, Object... args) {
        return new Refusal(Kind.BAD_INPUT, code, field, args);
    }

    /** The request was fine but clashes with what is already there. */
    public static Refusal conflict(String code, Object... args) {
        return new Refusal(Kind.CONFLICT, code, null, args);
    }

    /** There is no such thing, or none that the asker may know of. */
    public static Refusal notFound(String code, Object... args) {
        return new Refusal(Kind.NOT_FOUND, code, null, args);
    }

    /** The asker is known and may not do this. */
    public static Refusal forbidden(String code, Object... args) {
        return new Refusal(Kind.FORBIDDEN, code, null, args);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** The offending field, or null. */
    public String field() {
        return field;
    }

    public Object[] args() {
        return args.toArray();
    }

    public String messageKey() {
        return "refusal." + code;
    }
}
