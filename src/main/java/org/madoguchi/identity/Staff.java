package org.madoguchi.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.madoguchi.platform.Refusal;
import org.springframework.context.ApplicationEventPublisher;
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
               and not exists (select from staff_absence a join office o on o.code = :office
                                where a.staff_id = s.id
                                  and (cast(:now as timestamptz) at time zone o.zone)::date between a.first_day and a.last_day)
             order by s.id
            """;

    private static final String AWAY = """
            select exists (select from staff_absence a join office o on o.code = :office
                            where a.staff_id = :id
                              and (cast(:now as timestamptz) at time zone o.zone)::date between a.first_day and a.last_day)
            """;

    private static final String SERVING = """
            select s.id, s.name_ja, s.name_en, p.role, p.office_code
              from staff s
              join staff_post p on p.staff_id = s.id
             where s.active
               and exists (select from staff_post one where one.staff_id = s.id and one.office_code = any(:offices))
             order by s.id, p.role, p.office_code
            """;

    /** A beginning of id or name, and one post that fits; an index range where neither is given. */
    private static final String SEARCH = """
            select s.id, s.name_ja, s.name_en, s.active,
                   exists (select from staff_absence a where a.staff_id = s.id and cast(:today as date) between a.first_day and a.last_day) as absent,
                   array(select '/offices/' || p.office_code || '/' || p.role from staff_post p where p.staff_id = s.id order by 1) as posts
              from staff s
             where s.id > :after
               and (cast(:text as text) is null or s.id ilike :text or s.name_ja ilike :text or s.name_en ilike :text)
               and (cast(:role as text) is null and cast(:office as text) is null
                    or exists (select from staff_post p where p.staff_id = s.id and p.role = coalesce(:role, p.role)
                                                          and p.office_code = coalesce(:office, p.office_code)))
             order by s.id
             limit :rows
            """;

    private static final String MEMBER = SEARCH.replace("s.id > :after", "s.id = :after");

    private static final String UPSERT = """
            insert into staff (id, name_ja, name_en) values (:id, :nameJa, :nameEn)
            on conflict (id) do update set name_ja = excluded.name_ja, name_en = excluded.name_en, active = true
            """;

    /** Somebody known here only becomes the one of that name in Keycloak; a name that was another's is never given anew. */
    private static final String ADOPT = """
            insert into staff (id, name_ja, name_en, subject) values (:id, :nameJa, :nameEn, :subject)
            on conflict (id) do update set subject = coalesce(staff.subject, excluded.subject)
            returning subject
            """;

    private static final String MIRROR = """
            update staff set name_ja = :nameJa, name_en = :nameEn, active = :active, skills = :skills
             where id = :id
            """;

    private static final String ENTRIES = """
            select s.subject, s.id, s.name_ja, s.name_en, s.active, s.skills,
                   array(select '/offices/' || p.office_code || '/' || p.role from staff_post p where p.staff_id = s.id) as posts
              from staff s
             where %s
            """;

    private static final String WRITE_POSTS = """
            insert into staff_post (staff_id, role, office_code)
            select :id, p.role, p.office
              from unnest(cast(:roles as text[]), cast(:offices as text[])) as p (role, office)
              join office o on o.code = p.office
            on conflict do nothing
            """;

    private static final String DROP_POSTS = """
            delete from staff_post
             where staff_id = :id
               and (role, office_code) not in (select * from unnest(cast(:roles as text[]), cast(:offices as text[])))
            """;

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final JdbcClient sql;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Staff(JdbcClient sql, ApplicationEventPublisher events, Clock clock) {
        this.sql = sql;
        this.events = events;
        this.clock = clock;
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

    /** The people a task of this queue can be given to: all but those who are away today. */
    public List<CurrentUser> inQueue(Role role, String office) {
        return read(sql.sql(IN_QUEUE).param("role", role.id()).param("office", office).param("now", clock.instant().atOffset(ZoneOffset.UTC)));
    }

    /** Whether somebody is given no work today, by the days of this office. */
    public boolean away(String id, String office) {
        return sql.sql(AWAY).param("id", id).param("office", office).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Boolean.class).single();
    }

    /** What somebody can do beyond their posts, as administrators wrote it: a language by its tag, or a word of their own. */
    public Set<String> skills(String id) {
        return Set.of(sql.sql("select unnest(skills) from staff where id = :id").param("id", id).query(String.class).list().toArray(String[]::new));
    }

    /** Everybody with a post in one of these offices, whether they are away or not. */
    public List<CurrentUser> servingAt(java.util.Collection<String> codes) {
        return read(sql.sql(SERVING).param("offices", codes.toArray(String[]::new)));
    }

    /** An active member of staff by their id in Keycloak. */
    Optional<CurrentUser> ofSubject(String subject) {
        return idOf(subject).flatMap(this::find);
    }

    /** Under which id we know this subject of Keycloak's, also after they have left. */
    Optional<String> idOf(String subject) {
        return sql.sql("select id from staff where subject = :subject").param("subject", subject).query(String.class).optional();
    }

    /**
     * Takes over what Keycloak says of somebody, or without Keycloak an administrator. Whoever loses a post is told of to
     * those who hold work for it.
     *
     * @return the person, or empty where they have left or have no post
     * @throws Refusal STAFF_NAME_REUSED
     */
    @Transactional
    public Optional<CurrentUser> mirror(StaffEntry entry) {
        Optional<String> known = entry.subject() == null ? Optional.empty() : idOf(entry.subject());
        if (known.isEmpty() && !entry.enabled() && entry.subject() != null) {
            return Optional.empty();
        }
        String id = known.orElseGet(() -> adopt(entry));
        sql.sql("select from staff where id = :id for update").param("id", id).query().listOfRows();
        sql.sql(MIRROR).param("id", id).param("nameJa", entry.nameJa()).param("nameEn", entry.nameEn()).param("active", entry.enabled())
                .param("skills", entry.skills().toArray(String[]::new)).update();
        setPosts(id, entry.posts());
        return find(id);
    }

    /** Everybody whom Keycloak has told us of, by subject, as we know them. */
    Map<String, StaffEntry> mirrored() {
        return sql.sql(ENTRIES.formatted("s.subject is not null")).query(Staff::entry).list().stream().collect(Collectors.toMap(StaffEntry::subject, Function.identity()));
    }

    Optional<StaffEntry> mirroredAs(String subject) {
        return sql.sql(ENTRIES.formatted("s.subject = :subject")).param("subject", subject).query(Staff::entry).optional();
    }

    /** Also of those who have left. */
    Optional<StaffEntry> entry(String id) {
        return sql.sql(ENTRIES.formatted("s.id = :id")).param("id", id).query(Staff::entry).optional();
    }

    List<Administration.Member> search(String text, Role role, String office, String after, int rows) {
        String like = text == null || text.isBlank() ? null : text.strip().replaceAll("([%_\\\\])", "\\\\$1") + "%";
        return members(sql.sql(SEARCH).param("after", after == null ? "" : after), like, role, office, rows);
    }

    Optional<Administration.Member> member(String id) {
        return members(sql.sql(MEMBER).param("after", id), null, null, null, 1).stream().findFirst();
    }

    private List<Administration.Member> members(JdbcClient.StatementSpec statement, String like, Role role, String office, int rows) {
        return statement.param("text", like, Types.VARCHAR).param("role", role == null ? null : role.id(), Types.VARCHAR)
                .param("office", office, Types.VARCHAR).param("today", LocalDate.ofInstant(clock.instant(), TOKYO)).param("rows", rows)
                .query((row, n) -> new Administration.Member(row.getString("id"), row.getString("name_ja"), row.getString("name_en"),
                        row.getBoolean("active"), row.getBoolean("absent"), posts(row))).list();
    }

    private static Set<CurrentUser.Post> posts(ResultSet row) throws SQLException {
        return StaffEntry.posts(List.of((String[]) row.getArray("posts").getArray()));
    }

    private static StaffEntry entry(ResultSet row, int n) throws SQLException {
        return new StaffEntry(row.getString("subject"), row.getString("id"), row.getString("name_ja"), row.getString("name_en"),
                row.getBoolean("active"), posts(row), Set.of((String[]) row.getArray("skills").getArray()));
    }

    private String adopt(StaffEntry entry) {
        Optional<String> subject = sql.sql(ADOPT).param("id", entry.username()).param("nameJa", entry.nameJa()).param("nameEn", entry.nameEn())
                .param("subject", entry.subject(), Types.VARCHAR).query(String.class).optional();
        if (!Objects.equals(subject.orElse(null), entry.subject())) {
            throw Refusal.conflict("STAFF_NAME_REUSED", entry.username());
        }
        return entry.username();
    }

    private void setPosts(String id, Set<CurrentUser.Post> posts) {
        String[] roles = posts.stream().map(post -> post.role().id()).toArray(String[]::new);
        String[] offices = posts.stream().map(CurrentUser.Post::office).toArray(String[]::new);
        sql.sql(WRITE_POSTS).param("id", id).param("roles", roles).param("offices", offices).update();
        if (sql.sql(DROP_POSTS).param("id", id).param("roles", roles).param("offices", offices).update() > 0) {
            events.publishEvent(new PostsChanged(id, posts));
        }
    }

    /** Adds or renames somebody and sets their posts. */
    @Transactional
    public void put(CurrentUser person) {
        sql.sql(UPSERT).param("id", person.id()).param("nameJa", person.nameJa()).param("nameEn", person.nameEn()).update();
        setPosts(person.id(), person.posts());
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
