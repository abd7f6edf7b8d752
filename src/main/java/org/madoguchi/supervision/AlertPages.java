package org.madoguchi.supervision;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.supervision.Alerts.Measure;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** From how much on a supervisor wants to hear of something. */
@Controller
@RequestMapping("/supervision/alerts")
class AlertPages {

    record AlertsPage(List<Choice> offices, List<Choice> measures, List<Standing> standing, List<Line> thresholds) {}

    record Choice(String value, String label) {}

    record Standing(String office, String measure, long value, int moreThan, String since) {}

    record Line(String officeCode, String office, Measure measure, String what, int moreThan) {}

    private final Alerts alerts;
    private final Supervised supervised;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;

    AlertPages(Alerts alerts, Supervised supervised, Offices offices, Moments moments, MessageSource messages) {
        this.alerts = alerts;
        this.supervised = supervised;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping
    String page(@AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        Set<String> mine = supervised.by(user);
        model.addAttribute("page", new AlertsPage(
                mine.stream().map(code -> new Choice(code, offices.get(code).name(locale))).sorted(Comparator.comparing(Choice::label)).toList(),
                Stream.of(Measure.values()).map(one -> new Choice(one.name(), text(one, locale))).toList(),
                alerts.standing(mine).stream().map(one -> new Standing(offices.get(one.officeCode()).name(locale), text(one.measure(), locale), one.value(), one.moreThan(),
                        moments.atNamed(one.crossedAt(), offices.zoneOf(user)))).toList(),
                alerts.thresholds(mine).stream().map(one -> new Line(one.officeCode(), offices.get(one.officeCode()).name(locale), one.measure(), text(one.measure(), locale),
                        one.moreThan())).toList()));
        return "supervision/Alerts";
    }

    @PostMapping
    String set(@RequestParam String office, @RequestParam Measure measure, @RequestParam int moreThan, @AuthenticationPrincipal CurrentUser user) {
        alerts.set(own(office, user), measure, moreThan, user);
        alerts.look();
        return "redirect:/supervision/alerts";
    }

    @PostMapping("/remove")
    String remove(@RequestParam String office, @RequestParam Measure measure, @AuthenticationPrincipal CurrentUser user) {
        alerts.remove(own(office, user), measure);
        return "redirect:/supervision/alerts";
    }

    private String own(String office, CurrentUser user) {
        if (!supervised.by(user).contains(office)) {
            throw Refusal.notFound("OFFICE_UNKNOWN", office);
        }
        return office;
    }

    private String text(Measure measure, Locale locale) {
        return messages.getMessage("alerts.measure." + measure, null, locale);
    }
}
