package org.madoguchi.partners;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A call whose parts do what a test says, and which keeps what it heard. */
public class ScriptedCall implements PartnerCall<String, String> {

    final List<String> keys = Collections.synchronizedList(new ArrayList<>());
    final List<String> recorded = Collections.synchronizedList(new ArrayList<>());
    final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
    final List<String> late = Collections.synchronizedList(new ArrayList<>());

    volatile UnaryOperator<String> answering;
    volatile Consumer<String> recording;
    volatile boolean waiting;

    void reset() {
        keys.clear();
        recorded.clear();
        refusals.clear();
        late.clear();
        answering = caseNumber -> "answer";
        recording = answer -> { };
        waiting = false;
    }

    @Override
    public String topic() {
        return "scripted-call";
    }

    @Override
    public boolean mustWait(String caseNumber) {
        return waiting;
    }

    @Override
    public String prepare(String caseNumber) {
        return caseNumber;
    }

    @Override
    public String call(String caseNumber) {
        keys.add(IdempotencyKey.current());
        return answering.apply(caseNumber);
    }

    @Override
    public Map<String, Object> record(String caseNumber, String request, String answer) {
        recorded.add(answer);
        recording.accept(answer);
        return Map.of("outcome", "DONE");
    }

    @Override
    public void refused(String caseNumber, String request, PartnerRefused refusal) {
        refusals.add(refusal.reason());
    }

    @Override
    public void tooLate(String caseNumber, String request, String answer) {
        late.add(answer);
    }
}
