package org.madoguchi.worklist;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * By which rules an office hands out its work. Nothing more pressing is ever passed over for them: they choose among what is equally
 * pressing, and withhold what somebody cannot do.
 */
@Component
class WorkDistribution {

    /**
     * The rules of one office.
     *
     * @param continuity cases that the person has already done something for come first
     * @param languages then cases whose applicant is written to in a language the person knows; last those in a language they do not
     * @param most to whom so many open tasks of the office belong, no other is handed; 0 for no limit
     */
    record Rules(String officeCode, boolean continuity, boolean languages, int most) {}

    /** @param skill what somebody must be able to do before this step is handed to them */
    record Need(String officeCode, String taskKey, String skill) {}

    static final int HIGHEST = 500;

    /** What everybody here can read. */
    private static final Set<String> COMMON = Set.of("ja", "en");

    private final JdbcClient sql;
    private final WorkStore store;
    private final Staff staff;
    private final Clock clock;

    WorkDistribution(JdbcClient sql, WorkStore store, Staff staff, Clock clock) {
        this.sql = sql;
        this.store = store;
        this.staff = staff;
        this.clock = clock;
    }

    /** Those of an office, or the usual ones. */
    Rules of(String office) {
        return of(Set.of(office)).get(office);
    }

    private Map<String, Rules> of(Set<String> offices) {
        Map<String, Rules> chosen = sql.sql("select office_code, continuity, languages, most from work_distribution where office_code = any(:offices)")
                .param("offices", offices.toArray(String[]::new)).query(Rules.class).list().stream().collect(Collectors.toMap(Rules::officeCode, Function.identity()));
        return offices.stream().collect(Collectors.toMap(Function.identity(), office -> chosen.getOrDefault(office, new Rules(office, true, true, 0))));
    }

    List<Need> needs(Collection<String> offices) {
        return sql.sql("select office_code, task_key, skill from work_skill where office_code = any(:offices) order by office_code, task_key")
                .param("offices", offices.toArray(String[]::new)).query(Need.class).list();
    }

    /** What this person can do beyond their posts. */
    Set<String> skills(CurrentUser person) {
        return staff.skills(person.id());
    }

    /** Who may change the rules of an office. */
    static boolean mayChange(CurrentUser person, String office) {
        return person.has(Role.PROGRAMME_MANAGER) || person.posts().stream().anyMatch(post -> post.role().supervises() && post.office().equals(office));
    }

    /** @throws Refusal NOT_SUPERVISOR, DISTRIBUTION_MOST */
    @Transactional
    void change(Rules rules, CurrentUser by) {
        requireMayChange(rules.officeCode(), by);
        if (rules.most() < 0 || rules.most() > HIGHEST) {
            throw Refusal.badInput("DISTRIBUTION_MOST", "most", HIGHEST);
        }
        sql.sql("""
                insert into work_distribution (office_code, continuity, languages, most, changed_by, changed_at)
                values (:office, :continuity, :languages, :most, :by, :at)
                on conflict (office_code) do update set continuity = excluded.continuity, languages = excluded.languages, most = excluded.most,
                       changed_by = excluded.changed_by, changed_at = excluded.changed_at
                """).param("office", rules.officeCode()).param("continuity", rules.continuity()).param("languages", rules.languages())
                .param("most", rules.most()).param("by", by.id()).param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Without a skill, nothing is needed for the step any more. @throws Refusal NOT_SUPERVISOR */
    @Transactional
    void need(String office, String taskKey, String skill, CurrentUser by) {
        requireMayChange(office, by);
        if (skill == null) {
            sql.sql("delete from work_skill where office_code = :office and task_key = :key").param("office", office).param("key", taskKey).update();
        } else {
            sql.sql("""
                    insert into work_skill (office_code, task_key, skill) values (:office, :key, :skill)
                    on conflict (office_code, task_key) do update set skill = excluded.skill
                    """).param("office", office).param("key", taskKey).param("skill", skill).update();
        }
    }

    private static void requireMayChange(String office, CurrentUser by) {
        if (!mayChange(by, office)) {
            throw Refusal.forbidden("NOT_SUPERVISOR");
        }
    }

    /** What these rules hand to this person, as it stands when they ask. */
    For to(CurrentUser person) {
        Set<String> places = person.posts().stream().map(CurrentUser.Post::office).collect(Collectors.toSet());
        Map<String, Rules> rules = of(places);
        Set<String> full = rules.values().stream().filter(one -> one.most() > 0 && openAt(person, one.officeCode()) >= one.most())
                .map(Rules::officeCode).collect(Collectors.toSet());
        return new For(person, rules, staff.skills(person.id()), needs(places), full);
    }

    private long openAt(CurrentUser person, String office) {
        return sql.sql("select count(*) from work_item where assignee = :me and office_code = :office and closed_at is null")
                .param("me", person.id()).param("office", office).query(Long.class).single();
    }

    /** The rules of all offices of one person, for one asking. */
    final class For {

        private final CurrentUser person;
        private final Map<String, Rules> rules;
        private final Set<String> skills;
        private final List<Need> needs;
        private final Set<String> full;

        private For(CurrentUser person, Map<String, Rules> rules, Set<String> skills, List<Need> needs, Set<String> full) {
            this.person = person;
            this.rules = rules;
            this.skills = skills;
            this.needs = needs;
            this.full = full;
        }

        /** Whether the person has as much of this office's work as it gives to one. */
        boolean enough(String queue) {
            return full.contains(queue.substring(queue.indexOf('@') + 1));
        }

        /** What of these is for the person; of what is equally pressing, the most fitting first. */
        List<WorkItem> order(List<WorkItem> items) {
            List<String> numbers = items.stream().map(WorkItem::caseNumber).distinct().toList();
            Set<String> known = knownTo(person, numbers);
            Map<String, WorkStore.CaseFacts> facts = store.facts(numbers);
            return items.stream().filter(this::able).sorted(Comparator.comparingInt((WorkItem item) -> -item.priority())
                    .thenComparing(item -> rules.get(item.officeCode()).continuity() && !known.contains(item.caseNumber()))
                    .thenComparing(item -> rules.get(item.officeCode()).languages() ? distance(facts.get(item.caseNumber()).language()) : 0)).toList();
        }

        private boolean able(WorkItem item) {
            return needs.stream().filter(need -> need.officeCode().equals(item.officeCode()) && need.taskKey().equals(item.taskKey()))
                    .allMatch(need -> skills.contains(need.skill()));
        }

        private int distance(String language) {
            return skills.contains(language) && !COMMON.contains(language) ? 0 : COMMON.contains(language) ? 1 : 2;
        }
    }

    private Set<String> knownTo(CurrentUser person, List<String> numbers) {
        return sql.sql("select distinct case_number from work_item where completed_by = :me and case_number = any(:numbers)").param("me", person.id())
                .param("numbers", numbers.toArray(String[]::new)).query(String.class).set();
    }
}
