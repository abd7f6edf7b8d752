package org.madoguchi.identity;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All offices, kept in memory: administrators change them seldom, and other nodes see it within a minute. */
@Component
public class Offices {

    private static final String ALL = """
            select o.code, o.kind, o.name_ja, o.name_en, o.city, o.country, coalesce(z.zone, o.zone) as zone, o.week, o.opens_at, o.closes_at,
                   o.telephone, o.email
              from office o
              left join lateral (select zone from office_zone where office_code = o.code
                                    and from_day <= (cast(:now as timestamptz) at time zone zone)::date
                                  order by from_day desc limit 1) z on true
             order by o.code
            """;

    private static final String ADD = """
            insert into office (code, kind, name_ja, name_en, city, country, zone, week)
            values (:code, :kind, :nameJa, :nameEn, :city, :country, :zone, :week)
            on conflict (code) do nothing
            """;

    private static final Pattern CODE = Pattern.compile("[A-Z0-9]{2,6}(-[A-Z]{2,4})?");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern TELEPHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{4,30}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s<>]{1,64}@[^@\\s<>]{3,190}");
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final JdbcClient sql;
    private final Clock clock;
    private volatile Map<String, Office> byCode;
    private volatile Instant readAt;

    Offices(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
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

    /** @throws Refusal OFFICE_CODE_TAKEN, FIELD_INVALID, FIELD_MISSING */
    void add(Office office, String week) {
        if (!CODE.matcher(office.code()).matches()) {
            throw Refusal.badInput("FIELD_INVALID", "code", "code");
        }
        if (!COUNTRY.matcher(office.country()).matches()) {
            throw Refusal.badInput("FIELD_INVALID", "country", "country");
        }
        requireNames(office.nameJa(), office.nameEn());
        int added = sql.sql(ADD).param("code", office.code()).param("kind", office.kind().name()).param("nameJa", office.nameJa().strip())
                .param("nameEn", office.nameEn().strip()).param("city", office.city().isBlank() ? null : office.city().strip(), Types.VARCHAR)
                .param("country", office.country()).param("zone", office.zone().getId()).param("week", week).update();
        if (added == 0) {
            throw Refusal.badInput("OFFICE_CODE_TAKEN", "code", office.code());
        }
        byCode = null;
    }

    /** @param telephone printed on letters, empty where there is none; likewise {@code email}. @throws Refusal FIELD_MISSING, FIELD_INVALID */
    void change(Office office, String nameJa, String nameEn, String telephone, String email) {
        requireNames(nameJa, nameEn);
        if (!telephone.isEmpty() && !TELEPHONE.matcher(telephone).matches()) {
            throw Refusal.badInput("FIELD_INVALID", "telephone", "telephone");
        }
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            throw Refusal.badInput("FIELD_INVALID", "email", "email");
        }
        sql.sql("update office set name_ja = :nameJa, name_en = :nameEn, "
                        + "telephone = nullif(:telephone, ''), email = nullif(:email, '') where code = :code")
                .param("nameJa", nameJa.strip()).param("nameEn", nameEn.strip()).param("telephone", telephone).param("email", email)
                .param("code", office.code()).update();
        byCode = null;
    }

    /** From when until when an office is open on its days, as letters say it; its calendar knows more. */
    public void hours(Office office, LocalTime opensAt, LocalTime closesAt) {
        sql.sql("update office set opens_at = :opens, closes_at = :closes where code = :code").param("opens", opensAt).param("closes", closesAt)
                .param("code", office.code()).update();
        byCode = null;
    }

    /** What is remembered is read again when it is next asked for. */
    public void changed() {
        byCode = null;
    }

    private static void requireNames(String nameJa, String nameEn) {
        if (nameJa.isBlank() || nameEn.isBlank()) {
            throw Refusal.badInput("FIELD_MISSING", nameJa.isBlank() ? "nameJa" : "nameEn", nameJa.isBlank() ? "nameJa" : "nameEn");
        }
    }

    private Map<String, Office> offices() {
        Map<String, Office> known = byCode;
        if (known == null || clock.instant().isAfter(readAt.plus(FRESH))) {
            known = sql.sql(ALL).param("now", clock.instant().atOffset(ZoneOffset.UTC)).query((row, n) -> new Office(row.getString("code"), Office.Kind.valueOf(row.getString("kind")),
                            row.getString("name_ja"), row.getString("name_en"), row.getString("city"), row.getString("country"),
                            ZoneId.of(row.getString("zone")), Office.week(row.getString("week")),
                            row.getTime("opens_at").toLocalTime(), row.getTime("closes_at").toLocalTime(),
                            row.getString("telephone"), row.getString("email"))).list().stream()
                    .collect(Collectors.toMap(Office::code, Function.identity(), (a, b) -> a, java.util.LinkedHashMap::new));
            readAt = clock.instant();
            byCode = known;
        }
        return known;
    }
}
