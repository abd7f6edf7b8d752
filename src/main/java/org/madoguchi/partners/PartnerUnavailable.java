package org.madoguchi.partners;

/** The partner could not be reached, took too long or gave no answer that makes sense; asking later may help. */
public class PartnerUnavailable extends RuntimeException {

    /** {@code reason} is ours and short, never text from the partner: it ends in the incident an operator reads. */
    public PartnerUnavailable(String partner, String reason) {
        super(partner + ": " + reason, null, false, false);
    }
}
