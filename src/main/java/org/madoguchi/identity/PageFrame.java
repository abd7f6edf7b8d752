package org.madoguchi.identity;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.madoguchi.platform.Choices;
import org.madoguchi.platform.Languages;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the frame of every page shows: who is signed in, where they may go, the other language. The layout asks for it by
 * itself, so that pages of errors have a frame too, whatever came before them.
 */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

    /** {@code key} after g leads there, for staff; null for the pages of applicants. */
    record Link(String href, String messageKey, String section, String key) {

        Link(String href, String messageKey, String section) {
            this(href, messageKey, section, null);
        }
    }

    /**
     * @param staff whether there are keys to work with
     * @param searches whether this person may look for cases
     * @param back the list one can go back to, or null
     */
    record Ui(String otherLangUrl, boolean demo, boolean signedIn, String userName, boolean staff, boolean searches, List<Link> navigation,
            Link back, String signInUrl) {}

    static final Set<Role> CASEWORK = Set.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR,
            Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR, Role.ISA_CLERK, Role.ISA_EXAMINER, Role.ISA_CARD_OFFICER,
            Role.ISA_SUPERVISOR, Role.LINKAGE_OFFICER, Role.PRIVACY_OFFICER);

    private final Choices choices;
    private final HttpServletRequest request;
    private final boolean demo;

    /** {@code request} stands for whichever request is being answered. */
    PageFrame(Choices choices, HttpServletRequest request, Environment environment) {
        this.choices = choices;
        this.request = request;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /** As a model attribute, since the parameters of a fragment may not name beans. */
    @ModelAttribute("choices")
    Choices choices() {
        return choices;
    }

    public Ui ui() {
        Asked asked = Asked.of(request);
        Optional<CurrentUser> user = CurrentUser.find();
        List<Link> navigation = user.map(PageFrame::navigation).orElse(PUBLIC);
        Link back = user.filter(CurrentUser::isApplicant).map(one -> OWN_CASES)
                .or(() -> navigation.stream().filter(link -> asked.within(link.href())).findFirst()).orElse(null);
        return new Ui(asked.inLanguage(otherLanguage(), back), demo, user.isPresent(),
                user.map(one -> CurrentUser.name(one, LocaleContextHolder.getLocale())).orElse(""), user.filter(one -> !one.isApplicant()).isPresent(),
                user.filter(PageFrame::searches).isPresent(), navigation, back, Security.SIGN_IN);
    }

    private static String otherLanguage() {
        return Languages.nearest(LocaleContextHolder.getLocale()).getLanguage().equals("ja") ? "en" : "ja";
    }

    /** What the person asked for, also where the server has since turned to its page of errors. */
    private record Asked(String path, String query, boolean again) {

        static Asked of(HttpServletRequest request) {
            String path = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
            String query = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING), request.getQueryString());
            String method = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_METHOD), request.getMethod());
            return new Asked(path.substring(request.getContextPath().length()), query,
                    method.equals("GET") && !path.startsWith("//"));
        }

        boolean within(String list) {
            return path.equals(list) || path.startsWith(list + "/");
        }

        /** The same page; a form cannot be sent again by a link, so it leads to the list, or home. */
        String inLanguage(String language, Link back) {
            var page = again ? UriComponentsBuilder.fromPath(path).query(query)
                    : UriComponentsBuilder.fromPath(back == null ? "/" : back.href());
            return page.replaceQueryParam("lang", language).build().toUriString();
        }
    }

    private static final Link OWN_CASES = new Link("/track", "layout.nav.track", "track");
    private static final List<Link> PUBLIC = List.of(new Link("/apply", "layout.nav.apply", "apply"), OWN_CASES,
            new Link("/residence", "layout.nav.residence", "residence"), new Link("/open", "layout.nav.open", "open"));

    private static boolean searches(CurrentUser user) {
        return user.posts().stream().anyMatch(post -> CASEWORK.contains(post.role()) || post.role() == Role.PROGRAMME_MANAGER);
    }

    private static List<Link> navigation(CurrentUser user) {
        if (user.isApplicant()) {
            return PUBLIC;
        }
        List<Link> links = new ArrayList<>();
        if (user.posts().stream().anyMatch(post -> CASEWORK.contains(post.role()))) {
            links.add(new Link("/tasks", "layout.nav.tasks", "tasks", "t"));
        }
        if (searches(user)) {
            links.add(new Link("/tasks/notices", "layout.nav.notices", "notices", "n"));
            links.add(new Link("/cases", "layout.nav.cases", "cases", "c"));
        }
        if (user.has(Role.CONTACT_CENTRE_AGENT)) {
            links.add(new Link("/cases/call", "layout.nav.cases", "cases", "c"));
        }
        if (user.has(Role.LINKAGE_OFFICER) || user.has(Role.PRIVACY_OFFICER)) {
            links.add(new Link("/corrections", "layout.nav.corrections", "corrections", "r"));
        }
        if (user.has(Role.PRIVACY_OFFICER)) {
            links.add(new Link("/access", "layout.nav.access", "access", "a"));
        } else if (user.has(Role.AUDITOR)) {
            links.add(new Link("/access/seals", "access.seals.title", "access", "a"));
        }
        if (user.posts().stream().anyMatch(post -> post.role().supervises())) {
            links.add(new Link("/supervision", "layout.nav.supervision", "supervision", "s"));
        }
        if (searches(user) || user.has(Role.AUDITOR)) {
            links.add(new Link("/reports", "layout.nav.reports", "reports"));
        }
        if (user.has(Role.PRIVACY_OFFICER) || user.has(Role.PROGRAMME_MANAGER)) {
            links.add(new Link("/open/alerts", "layout.nav.alerts", "open", "l"));
        }
        if (user.has(Role.ADMINISTRATOR)) {
            links.add(new Link("/admin", "layout.nav.admin", "admin", "d"));
        }
        links.add(new Link("/models", "layout.nav.models", "models", "m"));
        return links;
    }
}
