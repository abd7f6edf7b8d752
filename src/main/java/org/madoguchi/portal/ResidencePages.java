package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.madoguchi.eligibility.Assessment;
import org.madoguchi.platform.Choices;
import org.madoguchi.platform.Choices.Choice;
import org.madoguchi.portal.ResidentFacts.Obstacle;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** For residents, without an account: both ways side by side, and which of them is open. */
@Controller
class ResidencePages {

    private static final String CHECKED = "residence.checked";
    private static final Set<String> FEE_BY_PERIOD = Set.of("EXTENSION", "CHANGE_OF_STATUS");

    /** What somebody answered; kept in their session alone. */
    record CheckForm(String statusGroup, String period, String residentRecordInJapan, String baseProcedure, String channel)
            implements Serializable {

        static final CheckForm EMPTY = new CheckForm(null, null, null, null, null);
    }

    /**
     * {@code merged}: why the merged card is not open, or null where it is; {@code separate}: the card without a wish;
     * {@code feeByPeriod}: the fee is that of the period to be granted, of which only the present one is known.
     */
    record Answer(Obstacle merged, String separate, Integer feeYen, boolean feeByPeriod) {}

    record CheckPage(List<Choice> statusGroups, List<Choice> periods, List<Choice> procedures, List<Choice> channels,
            List<String> order, Answer answer) {}

    private final ResidentFacts facts;
    private final ResidentOptions options;
    private final Ways ways;
    private final Choices choices;

    ResidencePages(ResidentFacts facts, ResidentOptions options, Ways ways, Choices choices) {
        this.facts = facts;
        this.options = options;
        this.ways = ways;
        this.choices = choices;
    }

    @GetMapping("/residence")
    String residence(Model model) {
        model.addAttribute("ways", ways.side());
        return "portal/Residence";
    }

    @GetMapping("/residence/check")
    String check(HttpSession session, Model model) {
        CheckForm form = session.getAttribute(CHECKED) instanceof CheckForm answered ? answered : CheckForm.EMPTY;
        model.addAttribute("form", form);
        return checkPage(form.equals(CheckForm.EMPTY) ? null : answer(form), model);
    }

    @PostMapping("/residence/check")
    String check(@ModelAttribute("form") CheckForm form, BindingResult result, @RequestParam(required = false) String restart,
            HttpSession session, Model model, HttpServletResponse response) {
        session.removeAttribute(CHECKED);
        if (restart != null) {
            return "redirect:/residence/check";
        }
        List<Problem> problems = problems(form);
        if (!problems.isEmpty()) {
            ApplyPages.reject(result, problems, response);
            return checkPage(null, model);
        }
        session.setAttribute(CHECKED, form);
        return "redirect:/residence/check#answer";
    }

    private static List<Problem> problems(CheckForm form) {
        List<Problem> found = new ArrayList<>();
        StatementRules.choice(found, "statusGroup", form.statusGroup(), groups());
        if ("MID_TO_LONG_TERM".equals(form.statusGroup()) || !ResidentRules.blank(form.period())) {
            StatementRules.choice(found, "period", form.period(), ResidentRules.PERIODS.toArray(String[]::new));
        }
        StatementRules.choice(found, "residentRecordInJapan", form.residentRecordInJapan(), "yes", "no");
        StatementRules.choice(found, "baseProcedure", form.baseProcedure(), procedures());
        StatementRules.choice(found, "channel", form.channel(), "COUNTER", "MUNICIPALITY", "ONLINE");
        found.addAll(ResidentRules.counterProblems(form.baseProcedure(), form.channel(), form.statusGroup()));
        return found;
    }

    private Answer answer(CheckForm form) {
        Assessment silent = granted(form, false);
        return new Answer(ResidentFacts.obstacle(granted(form, true)).orElse(null),
                silent.cardOutcome() == null ? "NO_NEW_CARD" : silent.cardOutcome().outcome(), silent.feeYen(),
                FEE_BY_PERIOD.contains(form.baseProcedure()));
    }

    private Assessment granted(CheckForm form, boolean asked) {
        return facts.granted(form.statusGroup(), form.period(), form.residentRecordInJapan().equals("yes"), form.baseProcedure(),
                form.channel(), asked);
    }

    private String checkPage(Answer answer, Model model) {
        model.addAttribute("page", new CheckPage(choices.of("residence.statusGroup", groups()), options.periods(),
                choices.of("residence.procedure", procedures()), choices.of("portal.residence.channel", "COUNTER", "MUNICIPALITY", "ONLINE"),
                ways.side().order(), answer));
        return "portal/ResidenceCheck";
    }

    private static String[] groups() {
        return Stream.concat(ResidentRules.STATUS_GROUPS.stream(), Stream.of("JAPANESE_NATIONAL")).toArray(String[]::new);
    }

    private static String[] procedures() {
        return Stream.concat(Stream.of(ResidentRules.procedures()), Stream.of("NONE")).toArray(String[]::new);
    }
}
