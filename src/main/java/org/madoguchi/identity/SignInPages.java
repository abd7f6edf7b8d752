package org.madoguchi.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in: by one-time code for applicants; through Keycloak, or in the demonstration by one click, for staff. */
@Controller
class SignInPages {

    /** What the sign-in page shows. */
    record SignInPage(boolean demo, List<CurrentUser> staff, boolean keycloak) {}

    private final Staff staff;
    private final Offices offices;
    private final Optional<OneClick> oneClick;
    private final Optional<KeycloakDoor> keycloak;
    private final StaffSessions sessions;

    SignInPages(Staff staff, Offices offices, Optional<OneClick> oneClick, Optional<KeycloakDoor> keycloak, StaffSessions sessions) {
        this.staff = staff;
        this.offices = offices;
        this.oneClick = oneClick;
        this.keycloak = keycloak;
        this.sessions = sessions;
    }

    @GetMapping("/sign-in")
    String signIn(Model model) {
        List<CurrentUser> people = List.copyOf(staff.named(oneClick.map(OneClick::staffIds).orElse(List.of())).values());
        model.addAttribute("page", new SignInPage(oneClick.isPresent(), people, keycloak.isPresent()));
        model.addAttribute("offices", offices);
        return "identity/SignIn";
    }

    @GetMapping("/sign-in/code")
    String code(HttpSession session, Model model, @RequestParam(required = false) String wrong) {
        Object email = session.getAttribute("signin.email");
        if (email == null) {
            return "redirect:/sign-in";
        }
        model.addAttribute("email", email);
        model.addAttribute("wrong", wrong != null);
        model.addAttribute("demo", oneClick.isPresent());
        return "identity/Code";
    }

    /** One click in the demonstration. */
    @PostMapping("/sign-in/demo")
    String demo(@RequestParam String staffId, HttpServletRequest request, HttpServletResponse response) {
        if (oneClick.isEmpty()) {
            throw Refusal.notFound("PAGE_UNKNOWN");
        }
        CurrentUser person = staff.find(staffId).orElseThrow(() -> Refusal.notFound("STAFF_UNKNOWN"));
        request.getSession().invalidate();
        sessions.open(StaffSession.ofDemonstration(person), request, response);
        return "redirect:" + home(person);
    }

    /** Asks for the second factor again, and comes back to the page that needs it. */
    @GetMapping("/sign-in/second-factor")
    String secondFactor(@RequestParam String back, HttpSession session) {
        if (keycloak.isEmpty()) {
            throw Refusal.notFound("PAGE_UNKNOWN");
        }
        if (!back.matches("/[\\w\\-.~/]*(\\?[\\w\\-.~=&]*)?") || back.startsWith("//")) {
            throw Refusal.badInput("FIELD_INVALID", "back", "back");
        }
        session.setAttribute(KeycloakDoor.BACK, back);
        return "redirect:" + KeycloakDoor.SIGN_IN;
    }

    static String home(CurrentUser person) {
        if (person.posts().stream().anyMatch(post -> post.role().supervises())) {
            return "/supervision";
        }
        if (person.has(Role.CONTACT_CENTRE_AGENT)) {
            return "/cases/call";
        }
        if (person.has(Role.ADMINISTRATOR)) {
            return "/admin";
        }
        return PageFrame.CASEWORK.stream().anyMatch(person::has) ? "/tasks" : "/models";
    }
}
