package org.madoguchi.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.madoguchi.platform.Moments;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where applicants see, add and remove their passkeys; the adding itself is Spring's. */
@Controller
class PasskeyPages {

    /** {@code room} says whether one more can be added. */
    record PasskeysPage(List<Line> passkeys, boolean room, int most) {}

    /** {@code lastUsed} is null until the first sign-in with it. */
    record Line(UUID id, String label, String created, String lastUsed) {}

    /** Nobody asks where an applicant lives before there is a case; the page names the zone. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private final SecurityContextRepository sessions = new HttpSessionSecurityContextRepository();
    private final Passkeys passkeys;
    private final Moments moments;

    PasskeyPages(Passkeys passkeys, Moments moments) {
        this.passkeys = passkeys;
        this.moments = moments;
    }

    @GetMapping("/passkeys")
    String list(@AuthenticationPrincipal CurrentUser user, Model model) {
        List<Line> own = passkeys.of(UUID.fromString(user.id())).stream().map(passkey -> new Line(passkey.id(), passkey.label(),
                moments.atNamed(passkey.createdAt(), ZONE),
                passkey.lastUsedAt() == null ? null : moments.atNamed(passkey.lastUsedAt(), ZONE))).toList();
        model.addAttribute("page", new PasskeysPage(own, own.size() < Passkeys.MOST, Passkeys.MOST));
        return "identity/Passkeys";
    }

    @PostMapping("/passkeys/remove")
    String remove(@RequestParam UUID id, Authentication session, HttpServletRequest request, HttpServletResponse response) {
        passkeys.remove(UUID.fromString(session.getName()), id);
        sessions.saveContext(new SecurityContextImpl(passkeys.withoutPasskey(session, id)), request, response);
        return "redirect:/passkeys?removed";
    }
}
