package org.madoguchi.partners;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** A signed message of a partner about one case. The partner gives {@code eventId}, unique among its own events. */
public record PartnerEvent(String partner, String eventId, String type, String caseNumber, Instant occurredAt, JsonNode data) {

    /** The data in the shape this type of event must have; refused where it has another. */
    public <T> T dataAs(Class<T> shape) {
        return Wire.readEvent(data, shape, "data");
    }

    /** Data may name people: a log line gets the identifiers only. */
    @Override
    public String toString() {
        return partner + " " + type + " " + eventId + " " + caseNumber;
    }
}
