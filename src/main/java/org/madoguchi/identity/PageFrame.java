package org.madoguchi.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.madoguchi.platform.Choices;
import org.madoguchi.platform.Languages;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.util.UriComponentsBuilder;

/** What the frame of every page shows: who is signed in, where they may go, the other language. */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

    record Link(String href, String messageKey, String section) {}

    record Ui(String lang, String otherLangUrl, boolean demo, boolean signedIn, String userName, List<Link> navigation,
            String signInUrl) {}

    private static final Set<Role> CASEWORK = Set.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR,
            Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR, Role.ISA_CLERK, Role.ISA_EXAMINER, Role.ISA_CARD_OFFICER,
            Role.ISA_SUPERVISOR, Role.LINKAGE_OFFICER);

    private final Choices choices;
    private final boolean demo;

    PageFrame(Choices choices, Environment environment) {
        this.choices = choices;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /** As a model attribute, since the parameters of a fragment may not name beans. */
    @ModelAttribute("choices")
    Choices choices() {
        return choices;
    }

    @ModelAttribute("ui")
    Ui ui(HttpServletRequest request, Locale locale) {
        String lang = Languages.nearest(locale).getLanguage();
        String other = UriComponentsBuilder.fromPath(request.getServletPath()).query(request.getQueryString())
                .replaceQueryParam("lang", lang.equals("ja") ? "en" : "ja").build().toUriString();
        Optional<CurrentUser> user = CurrentUser.find();
        String name = user.map(one -> lang.equals("ja") ? one.nameJa() : one.nameEn()).orElse("");
        return new Ui(lang, other, demo, user.isPresent(), name, user.map(PageFrame::navigation).orElse(PUBLIC), Security.SIGN_IN);
    }

    private static final List<Link> PUBLIC = List.of(new Link("/apply", "layout.nav.apply", "apply"),
            new Link("/track", "layout.nav.track", "track"));

    private static List<Link> navigation(CurrentUser user) {
        if (user.isApplicant()) {
            return PUBLIC;
        }
        List<Link> links = new ArrayList<>();
        if (user.posts().stream().anyMatch(post -> CASEWORK.contains(post.role()))) {
            links.add(new Link("/tasks", "layout.nav.tasks", "tasks"));
        }
        if (user.posts().stream().anyMatch(post -> CASEWORK.contains(post.role()) || post.role() == Role.PROGRAMME_MANAGER)) {
            links.add(new Link("/cases", "layout.nav.cases", "cases"));
        }
        if (user.posts().stream().anyMatch(post -> post.role().supervises())) {
            links.add(new Link("/supervision", "layout.nav.supervision", "supervision"));
        }
        links.add(new Link("/models", "layout.nav.models", "models"));
        return links;
    }
}
