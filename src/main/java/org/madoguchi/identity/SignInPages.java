package org.madoguchi.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.madoguchi.platform.Refusal;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in: by one-time code for applicants; in the demonstration also by one click as any member of staff. */
@Controller
class SignInPages {

    /** What the sign-in page shows. */
    record SignInPage(boolean demo, List<CurrentUser> staff) {}

    private final Staff staff;
    private final Offices offices;
    private final Optional<OneClick> oneClick;

    SignInPages(Staff staff, Offices offices, Optional<OneClick> oneClick) {
        this.staff = staff;
        this.offices = offices;
        this.oneClick = oneClick;
    }

    @GetMapping("/sign-in")
    String signIn(Model model) {
        List<CurrentUser> people = List.copyOf(staff.named(oneClick.map(OneClick::staffIds).orElse(List.of())).values());
        model.addAttribute("page", new SignInPage(oneClick.isPresent(), people));
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
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
        new HttpSessionSecurityContextRepository().saveContext(context, request, response);
        return "redirect:" + home(person);
    }

    private static String home(CurrentUser person) {
        if (person.posts().stream().anyMatch(post -> post.role().supervises())) {
            return "/supervision";
        }
        if (person.has(Role.CONTACT_CENTRE_AGENT)) {
            return "/cases/call";
        }
        return person.has(Role.PROCESS_ANALYST) || person.has(Role.PROCESS_APPROVER) ? "/models" : "/tasks";
    }
}
