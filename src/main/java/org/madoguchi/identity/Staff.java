package org.madoguchi.identity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The people who work in the offices, as this product knows them. */
@Component
public class Staff {

    private static final String BY_IDS = """
            select s.id, s.name_ja, s.name_en, p.role, p.office_code
              from staff s
              join staff_post p on p.staff_id = s.id
             where s.active and s.id = any(:ids)
             order by s.id, p.role, p.office_code
            """;

    private static final String IN_QUEUE = """
            select s.id, s.name_ja, s.name_en, all_posts.role, all_posts.office_code
              from staff s
              join staff_post p on p.staff_id = s.id and p.role = :role and p.office_code = :office
              join staff_post all_posts on all_posts.staff_id = s.id
             where s.active
             order by s.id
            """;

    private static final String UPSERT = """
            insert into staff (id, name_ja, name_en) values (:id, :nameJa, :nameEn)
            on conflict (id) do update set name_ja = excluded.name_ja, name_en = excluded.name_en, active = true
            """;

    private final JdbcClient sql;

    Staff(JdbcClient sql) {
        this.sql = sql;
    }

    /** An active member of staff. */
    public Optional<CurrentUser> find(String id) {
        return withIds(Collections.singleton(id)).stream().findFirst();
    }

    /** These people by id, in the order asked for; those who have left are not among them. */
    public Map<String, CurrentUser> named(java.util.Collection<String> ids) {
        Map<String, CurrentUser> people = new LinkedHashMap<>();
        ids.forEach(id -> people.put(id, null));
        if (!people.isEmpty()) {
            withIds(people.keySet()).forEach(person -> people.put(person.id(), person));
        }
        people.values().removeIf(Objects::isNull);
        return people;
    }

    private List<CurrentUser> withIds(Set<String> ids) {
        return read(sql.sql(BY_IDS).param("ids", ids.toArray(String[]::new)));
    }

    /** The people a task of this queue can be given to. */
    public List<CurrentUser> inQueue(Role role, String office) {
        return read(sql.sql(IN_QUEUE).param("role", role.id()).param("office", office));
    }

    /** Adds or renames somebody and sets their posts. */
    @Transactional
    public void put(CurrentUser person) {
        sql.sql(UPSERT).param("id", person.id()).param("nameJa", person.nameJa()).param("nameEn", person.nameEn()).update();
        sql.sql("delete from staff_post where staff_id = :id").param("id", person.id()).update();
        for (CurrentUser.Post post : person.posts()) {
            sql.sql("insert into staff_post (staff_id, role, office_code) values (:id, :role, :office)")
                    .param("id", person.id()).param("role", post.role().id()).param("office", post.office()).update();
        }
    }

    private static List<CurrentUser> read(JdbcClient.StatementSpec statement) {
        record Row(String id, String nameJa, String nameEn, String role, String officeCode) {}
        Map<String, Set<CurrentUser.Post>> posts = new LinkedHashMap<>();
        Map<String, Row> people = new LinkedHashMap<>();
        for (Row row : statement.query(Row.class).list()) {
            people.putIfAbsent(row.id(), row);
            posts.computeIfAbsent(row.id(), id -> new LinkedHashSet<>())
                    .add(new CurrentUser.Post(Role.ofId(row.role()).orElseThrow(), row.officeCode()));
        }
        return people.values().stream()
                .map(row -> new CurrentUser(row.id(), CurrentUser.Kind.STAFF, row.nameJa(), row.nameEn(), posts.get(row.id())))
                .toList();
    }
}
