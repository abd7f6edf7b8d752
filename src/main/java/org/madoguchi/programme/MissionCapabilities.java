package org.madoguchi.programme;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What each mission can do, as data: practice differs from mission to mission and is no business of code. */
@Component
public class MissionCapabilities {

    /** How a finished card travels. */
    public enum Route { DIRECT, VIA_MUNICIPALITY }

    /** What happens to a card that is not handed over. */
    public enum Disposal { RETURN, DESTROY }

    /** How the holder sets the PINs. Every mission takes sealed forms; TERMINAL means that it has a terminal as well. */
    public enum Pin { SEALED_FORM, TERMINAL }

    /** {@code assumption} until the mission has confirmed it. */
    public record Capability(String officeCode, Route route, Disposal disposal, Pin pin, boolean mailApplications,
            boolean assumption) {

        public boolean can(Pin wanted) {
            return wanted == Pin.SEALED_FORM || pin == wanted;
        }
    }

    private static final String OF_MISSION = """
            select office_code, route, disposal, pin, mail_applications, assumption
              from mission_capability
             where office_code = :office
            """;

    private final JdbcClient sql;

    MissionCapabilities(JdbcClient sql) {
        this.sql = sql;
    }

    public Capability of(String missionCode) {
        return sql.sql(OF_MISSION).param("office", missionCode).query(Capability.class).optional()
                .orElseThrow(() -> new IllegalStateException("Nobody has said what the mission " + missionCode + " can do"));
    }
}
