package org.madoguchi.partners;

/**
 * The partner understood and said no; asking again would not help. {@link #code()} is the BPMN error a model may catch
 * ({@code ActivationRefused}), {@link #reason()} the partner's own reason code ({@code CHIP_UNREADABLE}).
 */
public class PartnerRefused extends RuntimeException {

    private final String code;
    private final String reason;

    public PartnerRefused(String code) {
        this(code, code);
    }

    public PartnerRefused(String code, String reason) {
        super(code.equals(reason) ? code : code + ": " + reason, null, false, false);
        this.code = code;
        this.reason = reason;
    }

    public String code() {
        return code;
    }

    public String reason() {
        return reason;
    }
}
