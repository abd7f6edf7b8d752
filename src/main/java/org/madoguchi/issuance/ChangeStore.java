package org.madoguchi.issuance;

import static java.sql.Types.VARCHAR;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Issuance.Change;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of changes that were asked for on a running case. */
@Component
class ChangeStore {

    record Requested(UUID id, String caseNumber, Change kind, String missionCode, String municipalityCode, String phone, String requestedBy,
            CurrentUser.Kind byKind) {

        CurrentUser actor() {
            return new CurrentUser(requestedBy, byKind, requestedBy, requestedBy, java.util.Set.of());
        }
    }

    private static final String REQUEST = """
            insert into change_request (id, case_number, kind, mission_code, municipality_code, phone, requested_at, requested_by, by_kind)
            values (:id, :case, :kind, :mission, :municipality, :phone, :at, :by, :byKind)
            on conflict (case_number, kind) where applied_at is null
            do update set mission_code = excluded.mission_code, municipality_code = excluded.municipality_code, phone = excluded.phone, requested_at = excluded.requested_at,
                          requested_by = excluded.requested_by, by_kind = excluded.by_kind
            """;

    private static final String WAITING = """
            select id, case_number, kind, mission_code, municipality_code, phone, requested_by, by_kind
              from change_request
             where case_number = :case and kind = :kind and applied_at is null
            """;

    private final JdbcClient sql;

    ChangeStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** {@code value} is the code of an office, or the telephone number. */
    void request(String caseNumber, Change kind, String value, CurrentUser by, Instant at) {
        sql.sql(REQUEST).param("id", UUID.randomUUID()).param("case", caseNumber).param("kind", kind.name())
                .param("mission", kind == Change.COLLECTION_PLACE ? value : null, VARCHAR)
                .param("municipality", kind == Change.MUNICIPALITY ? value : null, VARCHAR)
                .param("phone", kind == Change.CONTACT ? value : null, VARCHAR).param("at", at.atOffset(ZoneOffset.UTC)).param("by", by.id())
                .param("byKind", by.kind().name()).update();
    }

    Optional<Requested> waiting(String caseNumber, Change kind) {
        return sql.sql(WAITING).param("case", caseNumber).param("kind", kind.name()).query(Requested.class).optional();
    }

    void applied(UUID id, Instant at) {
        sql.sql("update change_request set applied_at = :at, phone = null where id = :id")
                .param("at", at.atOffset(ZoneOffset.UTC)).param("id", id).update();
    }
}
