package org.madoguchi.demo.partners;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Lets a test read along what really goes over the wire, to hold it against the contracts. */
@Component
@Profile("simulators")
class Wiretap {

    record Exchange(String partner, String operation, byte[] question, int status, byte[] answer) {}

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private volatile boolean on;

    void switchOn() {
        exchanges.clear();
        on = true;
    }

    List<Exchange> switchOff() {
        on = false;
        return List.copyOf(exchanges);
    }

    /** {@code operation} is the id of a call in the contract, or the type of an event. */
    void heard(String partner, String operation, byte[] question, int status, byte[] answer) {
        if (on) {
            exchanges.add(new Exchange(partner, operation, question, status, answer));
        }
    }
}
