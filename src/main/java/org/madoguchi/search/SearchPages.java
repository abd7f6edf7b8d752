package org.madoguchi.search;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Refusal;
import org.madoguchi.search.CaseSearch.Answer;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The search as a page, and as what the palette shows while one types. What is looked for is posted and stands in no address;
 * the session keeps the last of it, so that one comes back from a case to what was found.
 */
@Controller
@RequestMapping("/search")
class SearchPages {

    /** {@code text} null before the first search; {@code problem} why there is no answer. */
    record SearchPage(String text, String problem, Answer answer) {}

    private static final String LAST = SearchPages.class.getName() + ".text";
    private static final int ON_THE_PAGE = 50;
    private static final int IN_THE_PALETTE = 8;

    private final CaseSearch search;
    private final Offices offices;
    private final MessageSource messages;

    SearchPages(CaseSearch search, Offices offices, MessageSource messages) {
        this.search = search;
        this.offices = offices;
        this.messages = messages;
    }

    @GetMapping
    String last(@AuthenticationPrincipal CurrentUser user, HttpSession session, Locale locale, HttpServletResponse response, Model model) {
        String text = Objects.toString(session.getAttribute(LAST), null);
        show(text == null ? new SearchPage(null, null, null) : look(user, text, ON_THE_PAGE, locale), response, model);
        return "search/Search";
    }

    @PostMapping
    String find(@RequestParam(defaultValue = "") String text, HttpSession session) {
        session.setAttribute(LAST, text);
        return "redirect:/search";
    }

    @PostMapping(headers = "HX-Request")
    String whileTyping(@AuthenticationPrincipal CurrentUser user, @RequestParam(defaultValue = "") String text, Locale locale,
            HttpServletResponse response, Model model) {
        show(look(user, text, IN_THE_PALETTE, locale), response, model);
        return "search/Search :: found";
    }

    private SearchPage look(CurrentUser user, String text, int rows, Locale locale) {
        try {
            return new SearchPage(text, null, search.find(user, text, rows));
        } catch (Refusal no) {
            return new SearchPage(text, messages.getMessage(no.messageKey(), no.args(), locale), new Answer(List.of(), false));
        }
    }

    private void show(SearchPage page, HttpServletResponse response, Model model) {
        if (page.problem() != null) {
            response.setStatus(422);
        }
        model.addAttribute("page", page);
        model.addAttribute("offices", offices);
    }
}
