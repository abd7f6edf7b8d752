package org.madoguchi.partners;

/**
 * What one type of event of one partner does to a case; one bean per pair. Runs in the transaction that remembers the
 * event: a refusal or fault leaves nothing behind, and the partner may send the event again.
 */
public interface PartnerEventHandler {

    /** The partner's name as in the address of its events, for instance {@code j-lis}. */
    String partner();

    /** The type of event, for instance {@code card.produced}. */
    String type();

    void handle(PartnerEvent event);
}
