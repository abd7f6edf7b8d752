package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.Draft.Programme;
import org.madoguchi.programme.PhotoCheck;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.multipart.MultipartFile;

/** What is the same for the drafts of both programmes: the photo, and throwing the draft away. */
@Controller
class DraftPages {

    record PhotoForm(MultipartFile photo) {}

    /** {@code base}: the address of the programme's pages. */
    record PhotoPage(Draft draft, String base, List<CaseStatus.Step> steps) {}

    private final Drafts drafts;
    private final PhotoCheck photos;
    private final Words words;

    DraftPages(Drafts drafts, PhotoCheck photos, Words words) {
        this.drafts = drafts;
        this.photos = photos;
        this.words = words;
    }

    @GetMapping({"/apply/photo", "/residence/apply/photo"})
    String photo(HttpServletRequest request, @AuthenticationPrincipal CurrentUser user, Model model) {
        Programme programme = Programme.at(request);
        Optional<Draft> draft = drafts.of(account(user), programme);
        if (draft.isEmpty()) {
            return "redirect:" + programme.base();
        }
        model.addAttribute("form", new PhotoForm(null));
        return photoPage(draft.get(), programme, model);
    }

    private String photoPage(Draft draft, Programme programme, Model model) {
        model.addAttribute("page", new PhotoPage(draft, programme.base(),
                programme == Programme.OVERSEAS ? words.applySteps(2) : words.residenceSteps(1)));
        return "portal/Photo";
    }

    @PostMapping({"/apply/photo", "/residence/apply/photo"})
    String upload(HttpServletRequest request, @ModelAttribute("form") PhotoForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) throws IOException {
        Programme programme = Programme.at(request);
        Optional<Draft> draft = drafts.of(account(user), programme);
        if (draft.isEmpty()) {
            return "redirect:" + programme.base();
        }
        if (form.photo() == null || form.photo().isEmpty()) {
            result.rejectValue("photo", "refusal.PHOTO_MISSING");
        } else {
            PhotoCheck.Result checked = photos.check(form.photo().getBytes());
            if (checked.accepted()) {
                drafts.photo(draft.get(), checked.jpeg());
                return "redirect:" + programme.base() + "/photo";
            }
            checked.reasons().forEach(reason -> result.rejectValue("photo", "reason." + reason + ".text"));
        }
        response.setStatus(422);
        return photoPage(draft.get(), programme, model);
    }

    @GetMapping({"/apply/photo/image", "/residence/apply/photo/image"})
    ResponseEntity<byte[]> image(HttpServletRequest request, @AuthenticationPrincipal CurrentUser user) {
        byte[] jpeg = drafts.of(account(user), Programme.at(request)).flatMap(drafts::photoOf)
                .orElseThrow(() -> Refusal.notFound("DOCUMENT_UNKNOWN"));
        return ResponseEntity.ok().contentType(MediaType.IMAGE_JPEG).cacheControl(CacheControl.noStore()).body(jpeg);
    }

    @GetMapping({"/apply/delete", "/residence/apply/delete"})
    String askToDelete(HttpServletRequest request, @AuthenticationPrincipal CurrentUser user, Model model) {
        Programme programme = Programme.at(request);
        Optional<Draft> draft = drafts.of(account(user), programme);
        model.addAttribute("base", programme.base());
        return draft.isPresent() ? "portal/DeleteDraft" : "redirect:" + programme.base();
    }

    @PostMapping({"/apply/delete", "/residence/apply/delete"})
    String delete(HttpServletRequest request, @AuthenticationPrincipal CurrentUser user, HttpSession session) {
        drafts.remove(account(user), Programme.at(request));
        session.removeAttribute(ApplyPages.ANSWERS);
        return "redirect:/track";
    }

    private static UUID account(CurrentUser user) {
        return UUID.fromString(user.id());
    }
}
