package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The mail a day to staff who have not read or not answered. */
@MadoguchiTest
@Import(World.class)
class WorkDigestTests {

    private static final Instant MONDAY_AT_EIGHT = Instant.parse("2026-11-29T23:00:00Z");
    private static final Instant MONDAY_AT_TEN = Instant.parse("2026-11-30T01:00:00Z");
    private static final Instant TUESDAY_AT_TEN = Instant.parse("2026-12-01T01:00:00Z");
    private static final Instant SATURDAY_AT_TEN = Instant.parse("2026-12-05T01:00:00Z");

    @Autowired
    World world;

    @Autowired
    WorkDigest digest;

    @Autowired
    StaffNotices notices;

    @Autowired
    Staff staff;

    @Autowired
    Mail mail;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient sql;

    @Autowired
    MockMvcTester http;

    private String email;
    private CurrentUser b;
    private WorkItem task;

    @BeforeEach
    void officer_b_has_a_notice_they_have_not_read() {
        world.begin();
        for (String table : List.of("staff_notice", "work_question", "staff_digest")) {
            sql.sql("delete from " + table).update();
        }
        sql.sql("update staff set email = null").update();
        email = UUID.randomUUID() + "@madoguchi.example";
        b = world.officer(Role.MUNICIPAL_OFFICER, "b");
        staff.setEmail(b.id(), email);
        task = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING));
        somethingHappens();
        clock.stopAt(MONDAY_AT_TEN);
    }

    @AfterEach
    void nobody_has_an_address_and_the_clock_runs_again() {
        sql.sql("update staff set email = null").update();
        clock.run();
    }

    @Test
    void the_mail_comes_after_the_office_has_opened_on_a_working_day_and_says_how_many_but_not_what() {
        clock.stopAt(MONDAY_AT_EIGHT);
        assertThat(digest.sendDue()).isZero();
        clock.stopAt(SATURDAY_AT_TEN);
        assertThat(digest.sendDue()).isZero();
        clock.stopAt(MONDAY_AT_TEN);
        assertThat(digest.sendDue()).isEqualTo(1);
        assertThat(letters()).singleElement().satisfies(letter -> assertThat(letter)
                .contains("未読のお知らせ：1件", "Notices you have not read: 1", "/tasks/notices").doesNotContain(task.caseNumber(), "??", "{"));
    }

    @Test
    void a_notice_is_mailed_of_once_and_a_day_has_one_mail() {
        assertThat(digest.sendDue()).isEqualTo(1);
        somethingHappens();
        assertThat(digest.sendDue()).isZero();
        clock.stopAt(TUESDAY_AT_TEN);
        assertThat(digest.sendDue()).isEqualTo(1);
        assertThat(letters()).hasSize(2).allSatisfy(letter -> assertThat(letter).contains("Notices you have not read: 1"));
        clock.stopAt(TUESDAY_AT_TEN.plusSeconds(86_400));
        assertThat(digest.sendDue()).isZero();
    }

    @Test
    void a_question_is_mailed_of_every_day_until_it_is_answered() {
        notices.read(b, Long.MAX_VALUE);
        assertThat(digest.sendDue()).isZero();
        sql.sql("insert into work_question (occasion, task_id, case_number, by_id, asked_id, question, asked_at) values (gen_random_uuid(), ?, ?, ?, ?, 'x', now())")
                .params(task.taskId(), task.caseNumber(), "municipal-officer-a", b.id()).update();
        assertThat(digest.sendDue()).isEqualTo(1);
        clock.stopAt(TUESDAY_AT_TEN);
        assertThat(digest.sendDue()).isEqualTo(1);
        assertThat(letters()).hasSize(2).allSatisfy(letter -> assertThat(letter).contains("答えを待っている質問：1件"));
    }

    @Test
    void whoever_does_not_want_the_mail_gets_none_and_can_want_it_again() {
        http.post().uri("/tasks/notices/mail").with(user(b)).with(csrf()).param("wanted", "false").exchange();
        assertThat(digest.sendDue()).isZero();
        assertThat(http.get().uri("/tasks/notices").with(user(b)).header("Accept-Language", "en")).bodyText().contains("Tell me by mail");
        http.post().uri("/tasks/notices/mail").with(user(b)).with(csrf()).param("wanted", "true").exchange();
        assertThat(digest.sendDue()).isEqualTo(1);
        assertThat(letters()).hasSize(1);
    }

    @Test
    void what_was_read_needs_no_mail() {
        notices.read(b, Long.MAX_VALUE);
        assertThat(digest.sendDue()).isZero();
        assertThat(letters()).isEmpty();
    }

    private void somethingHappens() {
        notices.tell(b.id(), "HAND_OVER", UUID.randomUUID(), world.officer(Role.MUNICIPAL_OFFICER, "a"), task);
    }

    /** The earliest first. */
    private List<String> letters() {
        var found = new java.util.ArrayList<>(mail.latestFiles().stream().filter(letter -> letter.startsWith("To: " + email)).toList());
        java.util.Collections.reverse(found);
        return found;
    }
}
