package org.madoguchi.demo;

import java.time.LocalDate;
import java.util.List;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.Refusal;
import org.madoguchi.renewal.Renewals;
import org.springframework.context.annotation.Profile;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What only the demonstration has: the applicants' letter box (mails written to files), and a look at renewals as if it
 * were another day, since nobody waits nine years for an invitation.
 */
@Controller
@Profile("demo")
class DemoPages {

    record Letter(String to, String subject, String date, String body) {

        static Letter read(String text) {
            String[] parts = text.split("\\R\\R", 2);
            String[] head = parts[0].split("\\R");
            return new Letter(head[0].substring(4), head[1].substring(9), head[2].substring(6), parts[1].strip());
        }
    }

    private static final int LAST_YEAR = 2200;

    private final Mail mail;
    private final Renewals renewals;

    DemoPages(Mail mail, Renewals renewals) {
        this.mail = mail;
        this.renewals = renewals;
    }

    @GetMapping("/demo/mail")
    String mail(Model model) {
        List<Letter> letters = mail.latestFiles().stream().map(Letter::read).toList();
        model.addAttribute("letters", letters);
        return "demo/Mail";
    }

    @PostMapping("/demo/renewals")
    String renewals(@RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day, RedirectAttributes flash) {
        if (day.getYear() > LAST_YEAR) {
            throw Refusal.badInput("DATE_IMPOSSIBLE", "day");
        }
        flash.addFlashAttribute("opened", renewals.openDue(day));
        renewals.remindOfCertificates(day);
        return "redirect:/demo/mail";
    }
}
