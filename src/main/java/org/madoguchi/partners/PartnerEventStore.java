package org.madoguchi.partners;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which events were acted upon. Their data are not kept here: they went where the handler put them. */
@Repository
class PartnerEventStore {

    private static final String REMEMBER = """
            INSERT INTO partner_event (partner, event_id, type, case_number, occurred_at, received_at)
            VALUES (:partner, :eventId, :type, :caseNumber, :occurredAt, :receivedAt)
            ON CONFLICT (partner, event_id) DO NOTHING
            """;

    private final JdbcClient sql;

    PartnerEventStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** False if it was acted upon before. A copy that arrives meanwhile waits here until we are done or gone. */
    boolean remember(PartnerEvent event, Instant receivedAt) {
        return sql.sql(REMEMBER)
                .param("partner", event.partner())
                .param("eventId", event.eventId())
                .param("type", event.type())
                .param("caseNumber", event.caseNumber())
                .param("occurredAt", event.occurredAt().atOffset(ZoneOffset.UTC))
                .param("receivedAt", receivedAt.atOffset(ZoneOffset.UTC))
                .update() == 1;
    }
}
