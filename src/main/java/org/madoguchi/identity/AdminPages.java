package org.madoguchi.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.identity.Absences.Absence;
import org.madoguchi.identity.Administration.Change;
import org.madoguchi.identity.Administration.Member;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.platform.Choices;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The administrators' pages: staff, their posts and absences, offices. No case stands on them. */
@Controller
@RequestMapping("/admin")
class AdminPages {

    record StaffPage(List<Member> people, String text, String role, String office, List<Choices.Choice> roles, List<Choices.Choice> offices,
            String nextUrl) {}

    record PersonPage(Member person, String skills, boolean oneself, boolean keycloak, List<Absence> absences, List<ChangeLine> changes,
            List<Choices.Choice> roles, List<Choices.Choice> offices) {}

    /** What was changed, in words. */
    record ChangeLine(Administration.What what, String detail, Instant at, String by) {}

    record HirePage(List<Choices.Choice> roles, List<Choices.Choice> offices) {}

    record Hire(@NotBlank @Size(max = 64) String id, @NotBlank @Size(max = 100) String nameJa, @NotBlank @Size(max = 100) String nameEn,
            @NotBlank String role, @NotBlank String office) {}

    record NewOffice(@NotBlank String code, @NotNull Office.Kind kind, @NotBlank @Size(max = 100) String nameJa,
            @NotBlank @Size(max = 100) String nameEn, @Size(max = 100) String city, @NotBlank String country,
            @NotBlank String zone, @NotBlank String week) {}

    private final Administration administration;
    private final Absences absences;
    private final Staff staff;
    private final Offices offices;
    private final java.util.Optional<KeycloakDoor> keycloak;
    private final Moments moments;
    private final MessageSource messages;

    AdminPages(Administration administration, Absences absences, Staff staff, Offices offices, java.util.Optional<KeycloakDoor> keycloak,
            Moments moments, MessageSource messages) {
        this.administration = administration;
        this.absences = absences;
        this.staff = staff;
        this.offices = offices;
        this.keycloak = keycloak;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping
    String people(@RequestParam(required = false) String text, @RequestParam(required = false) String role,
            @RequestParam(required = false) String office, @RequestParam(required = false) String after, Locale locale, Model model) {
        List<Member> found = administration.search(text, Role.ofId(role).orElse(null), office == null || office.isEmpty() ? null : office, after);
        boolean more = found.size() > Administration.ROWS;
        List<Member> shown = more ? found.subList(0, Administration.ROWS) : found;
        String next = !more ? null : UriComponentsBuilder.fromPath("/admin").queryParam("text", "{text}").queryParam("role", "{role}")
                .queryParam("office", "{office}").queryParam("after", "{after}").encode()
                .buildAndExpand(text == null ? "" : text, role == null ? "" : role, office == null ? "" : office,
                        shown.get(shown.size() - 1).id()).toUriString();
        model.addAttribute("page", new StaffPage(shown, text, role, office, roles(locale), officeChoices(locale), next));
        model.addAttribute("offices", offices);
        return "identity/Admin";
    }

    private List<Choices.Choice> roles(Locale locale) {
        return Arrays.stream(Role.values()).map(role -> new Choices.Choice(role.id(), messages.getMessage("role." + role.id(), null, locale), null))
                .toList();
    }

    private List<Choices.Choice> officeChoices(Locale locale) {
        return offices.all().stream().map(office -> new Choices.Choice(office.code(), office.code() + " " + office.name(locale), null)).toList();
    }

    @InitBinder("form")
    void trimmed(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
    }

    @GetMapping("/hire")
    String hire(Locale locale, Model model) {
        model.addAttribute("form", new Hire(null, null, null, null, null));
        return hirePage(locale, model);
    }

    private String hirePage(Locale locale, Model model) {
        model.addAttribute("page", new HirePage(roles(locale), officeChoices(locale)));
        return "identity/AdminHire";
    }

    @PostMapping("/hire")
    Object hire(@Valid @ModelAttribute("form") Hire form, BindingResult result, @AuthenticationPrincipal CurrentUser by, Locale locale, Model model,
            RedirectAttributes flash) {
        if (accepted(result, locale, () -> administration.hire(form.id(), form.nameJa(), form.nameEn(), post(form.role(), form.office()), by)
                .ifPresent(password -> flash.addFlashAttribute("password", password)))) {
            return "redirect:/admin/staff/" + form.id();
        }
        return again(hirePage(locale, model), model);
    }

    /** Whether the form was right; what is wrong stands at its field. */
    private boolean accepted(BindingResult result, Locale locale, Runnable verb) {
        if (!result.hasErrors()) {
            try {
                verb.run();
            } catch (Refusal no) {
                if (no.kind() != Refusal.Kind.BAD_INPUT) {
                    throw no;
                }
                result.rejectValue(no.field() == null ? "" : no.field(), no.code(), messages.getMessage(no.messageKey(), no.args(), no.code(), locale));
            }
        }
        return !result.hasErrors();
    }

    private static ModelAndView again(String view, Model model) {
        return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_ENTITY);
    }

    private static Post post(String role, String office) {
        return new Post(Role.ofId(role).orElseThrow(() -> Refusal.badInput("FIELD_INVALID", "role", "role")), office);
    }

    @GetMapping("/staff/{id}")
    String person(@PathVariable String id, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        Member person = administration.get(id);
        List<Change> changes = administration.changes(id);
        Map<String, CurrentUser> by = staff.named(changes.stream().map(Change::byId).distinct().toList());
        model.addAttribute("page", new PersonPage(person, String.join(", ", staff.entry(id).map(StaffEntry::skills).orElse(Set.of())),
                id.equals(user.id()), keycloak.isPresent(), staff.find(id).map(absences::of).orElse(List.of()),
                changes.stream().map(change -> new ChangeLine(change.what(), detail(change, locale), change.at(),
                        by.containsKey(change.byId()) ? CurrentUser.name(by.get(change.byId()), locale) : change.byId())).toList(),
                roles(locale), officeChoices(locale)));
        model.addAttribute("offices", offices);
        model.addAttribute("zone", offices.zoneOf(user));
        return "identity/AdminPerson";
    }

    private String detail(Change change, Locale locale) {
        return switch (change.what()) {
            case HIRED, POST_GIVEN, POST_TAKEN, LEFT -> Post.ofQueue(change.detail())
                    .map(post -> messages.getMessage("role." + post.role().id(), null, locale) + " · " + offices.get(post.office()).name(locale))
                    .orElse(null);
            case ABSENCE_ADDED -> {
                String[] days = change.detail().split("/");
                yield messages.getMessage("admin.absences.days",
                        new Object[] {moments.day(LocalDate.parse(days[0])), moments.day(LocalDate.parse(days[1]))}, locale);
            }
            case RENAMED, ABSENCE_REMOVED -> null;
        };
    }

    @PostMapping("/staff/{id}")
    String rename(@PathVariable String id, @RequestParam String nameJa, @RequestParam String nameEn, @RequestParam(defaultValue = "") String skills,
            @AuthenticationPrincipal CurrentUser by) {
        Set<String> each = Stream.of(skills.split("[,、]")).map(String::strip).filter(skill -> !skill.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        administration.rename(id, nameJa, nameEn, each, by);
        return "redirect:/admin/staff/" + id;
    }

    @PostMapping("/staff/{id}/posts")
    String give(@PathVariable String id, @RequestParam String role, @RequestParam String office, @AuthenticationPrincipal CurrentUser by,
            RedirectAttributes flash) {
        administration.give(id, post(role, office), by).ifPresent(password -> flash.addFlashAttribute("password", password));
        return "redirect:/admin/staff/" + id;
    }

    @PostMapping("/staff/{id}/posts/take")
    String take(@PathVariable String id, @RequestParam String role, @RequestParam String office, @AuthenticationPrincipal CurrentUser by) {
        administration.take(id, post(role, office), by);
        return "redirect:/admin/staff/" + id;
    }

    @PostMapping("/staff/{id}/leave")
    String leave(@PathVariable String id, @AuthenticationPrincipal CurrentUser by) {
        administration.leave(id, by);
        return "redirect:/admin/staff/" + id;
    }

    private CurrentUser member(String id) {
        return staff.find(id).orElseThrow(() -> Refusal.badInput("STAFF_UNKNOWN", "id", id));
    }

    @PostMapping("/staff/{id}/absences")
    String away(@PathVariable String id, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate firstDay,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate lastDay, @AuthenticationPrincipal CurrentUser by) {
        absences.enter(member(id), firstDay, lastDay, null, by);
        return "redirect:/admin/staff/" + id;
    }

    @PostMapping("/staff/{id}/absences/{absence}/remove")
    String here(@PathVariable String id, @PathVariable long absence, @AuthenticationPrincipal CurrentUser by) {
        absences.end(member(id), absence, by);
        return "redirect:/admin/staff/" + id;
    }

    @GetMapping("/offices")
    String offices(Model model) {
        model.addAttribute("offices", offices.all());
        return "identity/AdminOffices";
    }

    @GetMapping("/offices/{code}")
    String office(@PathVariable String code, Model model) {
        model.addAttribute("office", offices.get(code));
        return "identity/AdminOffice";
    }

    /** An office keeps its kind and its place; another place is another office. Its hours and its time zone stand in its calendar. */
    @PostMapping("/offices/{code}")
    String change(@PathVariable String code, @RequestParam String nameJa, @RequestParam String nameEn,
            @RequestParam(defaultValue = "") String telephone, @RequestParam(defaultValue = "") String email) {
        offices.change(offices.get(code), nameJa, nameEn, telephone.strip(), email.strip());
        return "redirect:/admin/offices/" + code;
    }

    @GetMapping("/open-office")
    String open(Model model) {
        model.addAttribute("form", new NewOffice(null, null, null, null, null, "JP", "Asia/Tokyo", "Mon-Fri"));
        return "identity/AdminOpenOffice";
    }

    @PostMapping("/open-office")
    Object open(@Valid @ModelAttribute("form") NewOffice form, BindingResult result, Locale locale, Model model) {
        if (accepted(result, locale, () -> administration.open(new Office(form.code(), form.kind(), form.nameJa(), form.nameEn(),
                Objects.requireNonNullElse(form.city(), ""), form.country(), zone(form.zone()), Office.week(week(form.week())),
                LocalTime.of(9, 0), LocalTime.of(17, 0), null, null), form.week()))) {
            return "redirect:/admin/offices/" + form.code();
        }
        return again("identity/AdminOpenOffice", model);
    }

    private static ZoneId zone(String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw Refusal.badInput("FIELD_INVALID", "zone", "zone");
        }
        return ZoneId.of(text);
    }

    private static String week(String text) {
        if (!Office.WEEKS.contains(text)) {
            throw Refusal.badInput("FIELD_INVALID", "week", "week");
        }
        return text;
    }
}
