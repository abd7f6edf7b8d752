package org.madoguchi.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.demo.DemoPages.Letter;
import org.madoguchi.demo.DemoPages.MailPage;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributesModelMap;

@MadoguchiTest
@Import(World.class)
class DemoPagesTests {

    @Autowired
    Mail mail;
    @Autowired
    Renewals renewals;
    @Autowired
    CardsInForce cards;
    @Autowired
    World world;
    @Autowired
    MovableClock clock;

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void a_day_after_the_last_card_has_run_out_is_refused_and_ends_no_card() {
        world.begin();
        String number = world.walk(world.resident(ResidentPlan.HAS_SEPARATE_CARDS), ResidentPlan.HAS_SEPARATE_CARDS);
        var pages = new DemoPages(mail, renewals, cards, clock);
        LocalDate last = cards.lastDay().orElseThrow();
        assertThat(last).isAfterOrEqualTo(cards.ofCase(number).orElseThrow().validUntil());
        for (LocalDate day : new LocalDate[] {last.plusDays(1), LocalDate.of(2900, 1, 1), Tokyo.today(clock).minusDays(1)}) {
            ModelAndView answer = pages.renewals(day, new RedirectAttributesModelMap());
            assertThat(answer.getStatus()).as(day.toString()).isNotNull().matches(status -> status.value() == 422);
            assertThat(((MailPage) answer.getModel().get("page")).refused()).isTrue();
        }
        assertThat(cards.ofCase(number).orElseThrow().inForce()).isTrue();
        assertThat(pages.renewals(Tokyo.today(clock), new RedirectAttributesModelMap()).getViewName()).isEqualTo("redirect:/demo/mail");
    }

    @Test
    void a_letter_tells_when_it_was_written() {
        Letter letter = Letter.read("To: a@example.org\nSubject: Hello\nDate: 2026-06-01T01:00:00Z\n\nBody\n");
        assertThat(letter.date()).isEqualTo(Instant.parse("2026-06-01T01:00:00Z"));
        assertThat(letter.body()).isEqualTo("Body");
    }
}
