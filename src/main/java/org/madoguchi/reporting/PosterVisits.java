package org.madoguchi.reporting;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where the code on a mission's poster leads. Only that somebody came is counted, by day there, and nothing about who. */
@Controller
class PosterVisits {

    private static final String COUNT = """
            insert into poster_visit (office_code, day, visits) values (:office, :day, 1)
            on conflict (office_code, day) do update set visits = poster_visit.visits + 1
            """;

    private final Offices offices;
    private final JdbcClient sql;
    private final Clock clock;

    PosterVisits(Offices offices, JdbcClient sql, Clock clock) {
        this.offices = offices;
        this.sql = sql;
        this.clock = clock;
    }

    /** Short, so that it can be typed and the code stays coarse. */
    static URI address(String site, Office mission) {
        return URI.create(site + "/m/" + mission.code());
    }

    /** An unknown mission leads to the same page and is not counted. */
    @GetMapping("/m/{office}")
    String visit(@PathVariable String office) {
        Optional<Office> mission = offices.find(office).filter(one -> one.kind() == Office.Kind.MISSION);
        mission.ifPresent(one -> sql.sql(COUNT).param("office", one.code()).param("day", LocalDate.ofInstant(clock.instant(), one.zone())).update());
        return "redirect:/apply";
    }

    /** How often the code of this mission was followed, all in all. */
    long of(Office mission) {
        return sql.sql("select coalesce(sum(visits), 0) from poster_visit where office_code = :office").param("office", mission.code())
                .query(Long.class).single();
    }
}
