package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.NewAddress;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Another e-mail address for the account, and with it for all its cases. */
@Controller
@RequestMapping("/track/address")
class AddressPages {

    record AddressForm(String email) {}

    record CodeForm(String code) {}

    private final ApplicantAccounts accounts;
    private final NewAddress newAddress;
    private final HolderActions actions;

    AddressPages(ApplicantAccounts accounts, NewAddress newAddress, HolderActions actions) {
        this.accounts = accounts;
        this.newAddress = newAddress;
        this.actions = actions;
    }

    @GetMapping
    String ask(@AuthenticationPrincipal CurrentUser user, Model model) {
        model.addAttribute("form", new AddressForm(null));
        return askPage(user, model);
    }

    private String askPage(CurrentUser user, Model model) {
        model.addAttribute("email", accounts.get(UUID.fromString(user.id())).email());
        return "portal/Address";
    }

    @PostMapping
    String asked(@ModelAttribute("form") AddressForm form, BindingResult result, @AuthenticationPrincipal CurrentUser user,
            Model model, HttpServletResponse response) {
        try {
            newAddress.ask(UUID.fromString(user.id()), form.email());
            return "redirect:/track/address/code";
        } catch (Refusal no) {
            ApplyPages.reject(result, List.of(Problem.of(no, "email")), response);
            return askPage(user, model);
        }
    }

    @GetMapping("/code")
    String code(@AuthenticationPrincipal CurrentUser user, Model model) {
        model.addAttribute("form", new CodeForm(null));
        return codePage(user, model);
    }

    private String codePage(CurrentUser user, Model model) {
        Optional<String> email = newAddress.waiting(UUID.fromString(user.id()));
        if (email.isEmpty()) {
            return "redirect:/track/address";
        }
        model.addAttribute("email", email.get());
        return "portal/AddressCode";
    }

    @PostMapping("/code")
    String confirm(@ModelAttribute("form") CodeForm form, BindingResult result, @AuthenticationPrincipal CurrentUser user,
            Model model, HttpServletResponse response, RedirectAttributes flash) {
        if (form.code() != null && actions.confirmAddress(form.code(), user)) {
            flash.addFlashAttribute("addressChanged", true);
            return "redirect:/track";
        }
        ApplyPages.reject(result, List.of(Problem.of("code", "CODE_WRONG")), response);
        return codePage(user, model);
    }
}
