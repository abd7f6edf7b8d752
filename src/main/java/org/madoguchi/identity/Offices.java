package org.madoguchi.identity;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All offices, read once: they change with a release of reference data, not while the product runs. */
@Component
public class Offices {

    private static final String ALL = """
            select code, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at, telephone, email
              from office
             order by code
            """;

    private final JdbcClient sql;
    private volatile Map<String, Office> byCode;

    Offices(JdbcClient sql) {
        this.sql = sql;
    }

    /** @throws Refusal OFFICE_UNKNOWN */
    public Office get(String code) {
        return find(code).orElseThrow(() -> Refusal.notFound("OFFICE_UNKNOWN", String.valueOf(code)));
    }

    public Optional<Office> find(String code) {
        return code == null ? Optional.empty() : Optional.ofNullable(offices().get(code));
    }

    /** The zone in which this person reads times: that of their offices; Tokyo for offices in several zones, or none. */
    public ZoneId zoneOf(CurrentUser user) {
        Set<ZoneId> zones = user.posts().stream().map(post -> get(post.office()).zone()).collect(Collectors.toSet());
        return zones.size() == 1 ? zones.iterator().next() : ZoneId.of("Asia/Tokyo");
    }

    public List<Office> ofKind(Office.Kind kind) {
        return offices().values().stream().filter(office -> office.kind() == kind).toList();
    }

    public Collection<Office> all() {
        return offices().values();
    }

    private Map<String, Office> offices() {
        Map<String, Office> known = byCode;
        if (known == null) {
            known = sql.sql(ALL).query((row, n) -> new Office(row.getString("code"), Office.Kind.valueOf(row.getString("kind")),
                            row.getString("name_ja"), row.getString("name_en"), row.getString("city"), row.getString("country"),
                            ZoneId.of(row.getString("zone")), Office.week(row.getString("week")),
                            row.getTime("opens_at").toLocalTime(), row.getTime("closes_at").toLocalTime(),
                            row.getString("telephone"), row.getString("email"))).list().stream()
                    .collect(Collectors.toMap(Office::code, Function.identity(), (a, b) -> a, java.util.LinkedHashMap::new));
            byCode = known;
        }
        return known;
    }
}
