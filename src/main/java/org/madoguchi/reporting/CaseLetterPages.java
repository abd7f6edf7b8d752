package org.madoguchi.reporting;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The letters and records of one case: to look at, to send out, and what went out. */
@Controller
@RequestMapping("/cases/{number}/letters")
class CaseLetterPages {

    /** @param language the one the applicant asked for, as a letter has it */
    record LettersPage(String number, String language, List<Row> letters, List<IssuedRow> issued) {}

    record Row(String slug, String name) {}

    record IssuedRow(UUID document, String name, String language, String when, String by, String sha256, boolean signed) {}

    private final CaseFiles cases;
    private final CaseLetters letters;
    private final IssuedLetters issued;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;

    CaseLetterPages(CaseFiles cases, CaseLetters letters, IssuedLetters issued, Offices offices, Staff staff, Moments moments, MessageSource messages) {
        this.cases = cases;
        this.letters = letters;
        this.issued = issued;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping
    String page(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        CaseFile file = open(number, user);
        ZoneId zone = offices.zoneOf(user);
        List<IssuedLetters.Issued> out = issued.of(file);
        Map<String, CurrentUser> people = staff.named(out.stream().map(IssuedLetters.Issued::issuedBy).toList());
        model.addAttribute("page", new LettersPage(file.number(), Languages.nearest(Locale.forLanguageTag(file.language())).getLanguage(),
                letters.available(file).stream().map(kind -> new Row(kind.slug(), title(kind, locale))).toList(),
                out.stream().map(one -> new IssuedRow(one.documentId(), title(one.kind(), locale), one.language(), moments.at(one.issuedAt(), zone),
                        CurrentUser.name(people.get(one.issuedBy()), locale), one.sha256(), one.signed())).toList()));
        return "reporting/Letters";
    }

    /** @param language of the letter: {@code ja} for Japanese, anything else for English; as the page where it is not said */
    @GetMapping("/{letter}")
    ResponseEntity<byte[]> look(@PathVariable String number, @PathVariable String letter, @RequestParam(defaultValue = "") String language,
            @AuthenticationPrincipal CurrentUser user, Locale locale) {
        LetterKind kind = kind(letter);
        CaseFile file = open(number, user);
        return pdf(letters.print(kind, file, in(language, locale)), kind.slug() + "-" + file.number() + ".pdf");
    }

    /** Sends it out: the case keeps it. Safe to repeat. */
    @PostMapping("/{letter}")
    String issue(@PathVariable String number, @PathVariable String letter, @RequestParam(defaultValue = "") String language,
            @AuthenticationPrincipal CurrentUser user, Locale locale, RedirectAttributes flash) {
        LetterKind kind = kind(letter);
        CaseFile file = open(number, user);
        issued.issue(kind, file, in(language, locale), user);
        flash.addFlashAttribute("issued", title(kind, locale));
        return "redirect:/cases/" + file.number() + "/letters";
    }

    /** The detached signature of a letter that went out. */
    @GetMapping("/issued/{document}.sig")
    ResponseEntity<byte[]> signature(@PathVariable String number, @PathVariable UUID document, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_OCTET_STREAM).cacheControl(CacheControl.noStore())
                .header("Content-Disposition", "attachment; filename=" + document + ".sig").body(issued.signatureOf(file, document));
    }

    static ResponseEntity<byte[]> pdf(byte[] bytes, String name) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff").header("Content-Disposition", "inline; filename=" + name).body(bytes);
    }

    private CaseFile open(String number, CurrentUser user) {
        return cases.open(CaseNumber.parse(number), user, Purpose.LETTER);
    }

    private static LetterKind kind(String slug) {
        return LetterKind.ofSlug(slug).orElseThrow(() -> Refusal.notFound("DOCUMENT_UNKNOWN"));
    }

    private static Locale in(String language, Locale page) {
        return language.isBlank() ? page : Languages.nearest(Locale.forLanguageTag(language));
    }

    private String title(LetterKind kind, Locale locale) {
        return messages.getMessage("reporting." + kind.report() + ".title", null, locale);
    }
}
