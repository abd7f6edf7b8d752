package org.madoguchi.demo;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.platform.Mail;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.springframework.context.annotation.Profile;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What only the demonstration has: the applicants' letter box (mails written to files), and a look at renewals as if it
 * were another day, since nobody waits nine years for an invitation.
 */
@Controller
@Profile("demo")
class DemoPages {

    record Letter(String to, String subject, Instant date, String body) {

        static Letter read(String text) {
            String[] parts = text.split("\\R\\R", 2);
            String[] head = parts[0].split("\\R");
            return new Letter(head[0].substring(4), head[1].substring(9), Instant.parse(head[2].substring(6)), parts[1].strip());
        }
    }

    /** {@code until}: the last day that can be tried, null while no card is in force; {@code refused}: it was another one. */
    record MailPage(List<Letter> letters, ZoneId zone, LocalDate from, LocalDate until, boolean refused) {}

    private final Mail mail;
    private final Renewals renewals;
    private final CardsInForce cards;
    private final Clock clock;

    DemoPages(Mail mail, Renewals renewals, CardsInForce cards, Clock clock) {
        this.mail = mail;
        this.renewals = renewals;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping("/demo/mail")
    ModelAndView mail() {
        return page(false);
    }

    private ModelAndView page(boolean refused) {
        return new ModelAndView("demo/Mail", "page", new MailPage(mail.latestFiles().stream().map(Letter::read).toList(), Tokyo.ZONE,
                Tokyo.today(clock), cards.lastDay().orElse(null), refused));
    }

    /** On a day after the last card has run out there is nobody to invite, and trying it would end every card. */
    @PostMapping("/demo/renewals")
    ModelAndView renewals(@RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day, RedirectAttributes flash) {
        boolean possible = !day.isBefore(Tokyo.today(clock)) && cards.lastDay().filter(last -> !day.isAfter(last)).isPresent();
        if (!possible) {
            ModelAndView page = page(true);
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
        flash.addFlashAttribute("opened", renewals.openDue(day));
        renewals.remindOfCertificates(day);
        return new ModelAndView("redirect:/demo/mail");
    }
}
