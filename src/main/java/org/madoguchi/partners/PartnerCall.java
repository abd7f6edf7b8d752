package org.madoguchi.partners;

import java.util.Map;

/**
 * One kind of call to a partner, one bean per external-task topic. The three parts run apart, so that no database
 * connection waits for a partner and an answer is kept together with the progress of the case or not at all.
 */
public interface PartnerCall<Q, A> {

    /** The topic of the service tasks in the models that make this call. */
    String topic();

    /**
     * Whether the call may not be made now, though nothing has failed: it is tried again later, as often as it takes.
     * Asked in a short transaction before {@link #prepare}.
     */
    default boolean mustWait(String caseNumber) {
        return false;
    }

    /**
     * Collects what the partner must be told, in a short transaction. May run again for the same task after a fault,
     * and should then give the same request: the partner knows it by the same idempotency key.
     */
    Q prepare(String caseNumber);

    /** The call itself, outside any transaction. */
    A call(Q request);

    /** Keeps the answer, in the transaction that completes the external task; returns the outcome variables. */
    Map<String, Object> record(String caseNumber, Q request, A answer);

    /** Keeps why the partner refused, in the transaction that raises the BPMN error of that name. */
    default void refused(String caseNumber, Q request, PartnerRefused refusal) {}

    /**
     * The partner did what was asked, but nobody waits for it any more: the case ended during the call. Runs in a
     * transaction of its own; what was done in vain can be noted or undone here.
     */
    default void tooLate(String caseNumber, Q request, A answer) {}
}
