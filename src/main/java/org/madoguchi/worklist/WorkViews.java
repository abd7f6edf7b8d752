package org.madoguchi.worklist;

import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lists that people keep under a name, for themselves or for an office. Whoever opens one sees it of their own queues. */
@Component
class WorkViews {

    /** @param officeCode whose people see it too, null for nobody else; {@code query} is that of a {@link ListAddress} */
    record Kept(UUID id, String owner, String name, String query, String officeCode) {}

    static final int LONGEST_NAME = 40;
    static final int MOST = 30;

    private static final String SEEN_BY = """
            select id, owner, name, query, office_code
              from work_view
             where owner = :me or office_code = any(:offices)
             order by owner <> :me, name, id
             limit :most
            """;

    private final JdbcClient sql;
    private final Clock clock;

    WorkViews(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Their own, then those of their offices. */
    List<Kept> of(CurrentUser person) {
        return sql.sql(SEEN_BY).param("me", person.id()).param("offices", person.posts().stream().map(CurrentUser.Post::office).distinct().toArray(String[]::new))
                .param("most", 2 * MOST).query(Kept.class).list();
    }

    /**
     * Keeps the first page of a list; under a name of theirs that is already there, in its place.
     *
     * @param office whose people shall see it, null for nobody else
     * @throws Refusal FIELD_MISSING, TEXT_TOO_LONG, OFFICE_NOT_YOURS, VIEWS_TOO_MANY
     */
    @Transactional
    void keep(ListAddress list, String name, String office, CurrentUser person) {
        String called = name == null ? "" : name.strip();
        if (called.isEmpty() || called.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badInput("FIELD_MISSING", "name", "name");
        }
        if (called.length() > LONGEST_NAME) {
            throw Refusal.badInput("TEXT_TOO_LONG", "name", LONGEST_NAME);
        }
        if (office != null && !person.worksIn(office)) {
            throw Refusal.badInput("OFFICE_NOT_YOURS", "office");
        }
        List<String> names = sql.sql("select name from work_view where owner = :me").param("me", person.id()).query(String.class).list();
        if (names.size() >= MOST && !names.contains(called)) {
            throw Refusal.conflict("VIEWS_TOO_MANY", MOST);
        }
        sql.sql("""
                insert into work_view (id, owner, name, query, office_code, kept_at) values (:id, :me, :name, :query, :office, :at)
                on conflict (owner, name) do update set query = excluded.query, office_code = excluded.office_code, kept_at = excluded.kept_at
                """).param("id", UUID.randomUUID()).param("me", person.id()).param("name", called).param("query", list.from(null).query())
                .param("office", office, Types.VARCHAR).param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Safe to repeat. */
    void drop(UUID id, CurrentUser person) {
        sql.sql("delete from work_view where id = :id and owner = :me").param("id", id).param("me", person.id()).update();
    }
}
