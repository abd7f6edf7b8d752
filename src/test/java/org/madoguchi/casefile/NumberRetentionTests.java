package org.madoguchi.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.Holds;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** My Numbers go when their time is over, and leave a proof. */
@MadoguchiTest
class NumberRetentionTests {

    private static final CurrentUser SYSTEM = CurrentUser.SYSTEM;

    @Autowired
    NumberVault vault;

    @Autowired
    NumberRetention numbers;

    @Autowired
    MockMvcTester http;

    @Autowired
    Holds holds;

    @Autowired
    CaseFiles cases;

    @Autowired
    ApplicantAccounts accounts;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient sql;

    private UUID ref;
    private CaseFile file;

    @BeforeEach
    void aWithdrawnCase() {
        ref = vault.store(AClosedCase.anyNumber());
        file = AClosedCase.open(cases, accounts, ref);
        vault.reveal(ref, file, SYSTEM, NumberPurpose.REGISTER_LOOK_UP);
    }

    @AfterEach
    void nothingIsLeft() {
        sql.sql("update legal_hold set lifted_at = placed_at where lifted_at is null").update();
        clock.run();
    }

    @Test
    void a_number_stays_while_its_case_is_open_and_its_days_run() {
        clock.tick(Duration.ofDays(400));
        assertThat(numbers.deleteDue()).isZero();
        cases.become(file.number(), CaseState.WITHDRAWN, Event.of("CASE_WITHDRAWN", SYSTEM));
        clock.tick(Duration.ofDays(29));
        assertThat(numbers.deleteDue()).isZero();
        assertThat(stored()).isTrue();
    }

    @Test
    void then_it_goes_and_proves_it_without_a_digit_of_it() {
        cases.become(file.number(), CaseState.WITHDRAWN, Event.of("CASE_WITHDRAWN", SYSTEM));
        clock.tick(Duration.ofDays(32));
        assertThat(numbers.deleteDue()).isEqualTo(1);
        assertThat(numbers.deleteDue()).isZero();

        assertThat(stored()).isFalse();
        assertThat(cases.get(file.number()).applicant().numberRef()).isNull();
        assertThat(cases.timeline(file.number())).last().satisfies(entry -> {
            assertThat(entry.event()).isEqualTo("NUMBER_DELETED");
            assertThat(entry.rule()).isEqualTo("Rule_Ended");
            assertThat(entry.shownToApplicant()).isTrue();
        });
        assertThat(vault.provesDeletion(ref)).isTrue();
        assertThat(sql.sql("select count(*) from number_reveal where ref = :ref").param("ref", ref).query(Long.class).single()).isOne();

        assertThat(deletions()).contains(file.number(), "Rule_Ended v", "Right").doesNotContain("??");
        sql.sql("update number_deletion set rule = 'Rule_NotSubmitted' where ref = :ref").param("ref", ref).update();
        assertThat(vault.provesDeletion(ref)).isFalse();
        assertThat(deletions()).contains(file.number(), "Rule_NotSubmitted v", "Changed since");
        sql.sql("update number_deletion set rule = 'Rule_Ended' where ref = :ref").param("ref", ref).update();
    }

    @Test
    void a_complaint_keeps_it_until_the_hold_is_lifted() {
        cases.become(file.number(), CaseState.WITHDRAWN, Event.of("CASE_WITHDRAWN", SYSTEM));
        holds.place(file.number(), Holds.Why.COMPLAINT, SYSTEM);
        clock.tick(Duration.ofDays(100));
        assertThat(numbers.deleteDue()).isZero();
        assertThat(stored()).isTrue();
        holds.inForce().forEach(hold -> holds.lift(hold.id(), SYSTEM));
        assertThat(numbers.deleteDue()).isEqualTo(1);
    }

    @Test
    void a_link_under_correction_keeps_it_too() {
        cases.become(file.number(), CaseState.WITHDRAWN, Event.of("CASE_WITHDRAWN", SYSTEM));
        sql.sql("insert into linkage_correction (id, case_number, entry_id, linked_since, opened_at) values (:id, :case, 'x', now(), now())")
                .param("id", UUID.randomUUID()).param("case", file.number()).update();
        clock.tick(Duration.ofDays(100));
        assertThat(numbers.deleteDue()).isZero();
        sql.sql("delete from linkage_correction where case_number = :case").param("case", file.number()).update();
        assertThat(numbers.deleteDue()).isEqualTo(1);
    }

    @Test
    void what_was_typed_and_not_sent_in_goes_with_a_proof_at_once() {
        UUID typed = vault.store(AClosedCase.anyNumber());
        vault.forget(typed);
        vault.forget(typed);
        assertThat(vault.provesDeletion(typed)).isTrue();
        assertThat(vault.provesDeletion(UUID.randomUUID())).isFalse();
    }

    private String deletions() {
        var auditor = new CurrentUser("auditor", CurrentUser.Kind.STAFF, "監査", "Auditor", Set.of(new CurrentUser.Post(Role.AUDITOR, "HQ")));
        var answer = http.get().uri("/access/deletions").with(user(auditor)).header("Accept-Language", "en").exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private boolean stored() {
        return sql.sql("select count(*) from number_vault where ref = :ref").param("ref", ref).query(Long.class).single() == 1;
    }
}
