package org.madoguchi.modeler;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.SecondFactor;
import org.madoguchi.identity.Staff;
import org.madoguchi.modeler.ModelChanges.Change;
import org.madoguchi.modeler.ModelChanges.ChangedFile;
import org.madoguchi.modeler.ModelChanges.State;
import org.madoguchi.modeler.ModelFile.Kind;
import org.madoguchi.modeler.ModelWords.Difference;
import org.madoguchi.modeler.ModelWords.Told;
import org.madoguchi.modeler.Releases.Release;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Drafts are put forward, looked at by a second person, released, and taken back. */
@Controller
@RequestMapping("/models")
class ModelChangePages {

    record DraftRow(String key, String name, boolean isNew, String changedBy, String changedAt, String lockedBy) {}

    record ChangeRow(long id, String why, State state, String files, String by, String at) {}

    record Paging(String previousUrl, String nextUrl, long from, long to, Long total) {}

    record ChangesPage(List<DraftRow> drafts, List<ChangeRow> changes, Paging paging, boolean edits, String zone) {}

    record FilePart(String key, String name, boolean table, boolean isNew, String beforeUrl, String afterUrl, String marks, List<Difference> lines) {}

    record ChangePage(Change change, String proposedBy, String proposedAt, String decidedBy, String decidedAt, String effective, String zone, String release,
            List<FilePart> files, List<Told> findings, SortedSet<String> lacking, boolean decides, boolean withdraws, boolean fourEyes, String confirmUrl) {}

    record ReleaseRow(long id, String tag, String at, String proposedBy, String releasedBy, String why, String revertsTo, boolean inForce) {}

    record ReleasesPage(List<ReleaseRow> releases, Paging paging, boolean rollsBack, String confirmUrl, String zone) {}

    /** @param effectiveAt local time at the office of who puts it forward; empty for as soon as it is approved */
    record ProposeForm(List<String> drafts, String why, String effectiveAt) {}

    record DecideForm(String decision, String note) {}

    record RollBackForm(Long release, String why) {}

    private static final int ROWS = 20;

    private final ModelChanges changes;
    private final ModelDrafts drafts;
    private final Releases releases;
    private final ModelWords words;
    private final SecondFactor secondFactor;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;

    ModelChangePages(ModelChanges changes, ModelDrafts drafts, Releases releases, ModelWords words, SecondFactor secondFactor, Offices offices, Staff staff, Moments moments) {
        this.changes = changes;
        this.drafts = drafts;
        this.releases = releases;
        this.words = words;
        this.secondFactor = secondFactor;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
    }

    @GetMapping("/changes")
    String all(@RequestParam(defaultValue = "0") int from, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        model.addAttribute("form", new ProposeForm(List.of(), "", ""));
        return changesPage(from, user, locale, model);
    }

    private String changesPage(int from, CurrentUser user, Locale locale, Model model) {
        ZoneId zone = offices.zoneOf(user);
        Map<String, ModelFile> current = releases.current();
        List<Change> page = changes.page(Math.max(0, from), ROWS);
        Map<Long, List<String>> keys = changes.keys(page.stream().map(Change::id).toList());
        model.addAttribute("page", new ChangesPage(
                drafts.all().stream().map(draft -> new DraftRow(draft.key(), words.name(draft.file(), locale), !current.containsKey(draft.key()), name(draft.changedBy(), locale),
                        moments.at(draft.changedAt(), zone), draft.lockedBy() == null || draft.lockedBy().equals(user.id()) ? null : name(draft.lockedBy(), locale))).toList(),
                page.stream().map(one -> new ChangeRow(one.id(), one.why(), one.state(), String.join(", ", keys.getOrDefault(one.id(), List.of())), name(one.proposedBy(), locale),
                        moments.at(one.proposedAt(), zone))).toList(),
                paging("/models/changes", from, page.size(), changes.count()), user.has(Role.PROCESS_ANALYST), moments.zone(zone)));
        return "modeler/Changes";
    }

    @PostMapping("/changes")
    String propose(@ModelAttribute("form") ProposeForm form, BindingResult result, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model,
            HttpServletResponse response) {
        try {
            return "redirect:/models/changes/" + changes.propose(form.drafts(), form.why(), time(form.effectiveAt(), offices.zoneOf(user)), user).id();
        } catch (Refusal no) {
            reject(result, no, response, "drafts", "why", "effectiveAt");
            return changesPage(0, user, locale, model);
        }
    }

    @GetMapping("/changes/{id}")
    String change(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        model.addAttribute("form", new DecideForm("", ""));
        return changePage(id, user, locale, model);
    }

    private String changePage(long id, CurrentUser user, Locale locale, Model model) {
        Change change = changes.get(id);
        List<ChangedFile> files = changes.files(id);
        ZoneId zone = offices.zoneOf(user);
        boolean waits = change.state() == State.PROPOSED;
        boolean own = change.proposedBy().equals(user.id()) || files.stream().anyMatch(file -> file.editors().contains(user.id()));
        boolean decides = waits && user.has(Role.PROCESS_APPROVER);
        model.addAttribute("page", new ChangePage(change, name(change.proposedBy(), locale), moments.at(change.proposedAt(), zone), name(change.decidedBy(), locale),
                change.decidedAt() == null ? null : moments.at(change.decidedAt(), zone), change.effectiveAt() == null ? null : moments.at(change.effectiveAt(), zone),
                moments.zone(zone), change.releaseId() == null ? null : releases.get(change.releaseId()).tag(),
                files.stream().map(file -> part(id, file, locale)).toList(),
                waits ? words.findings(changes.findings(files.stream().map(ChangedFile::file).toList()), locale) : List.of(), changes.lacking(files),
                decides && !own, (waits || change.state() == State.APPROVED || change.state() == State.FAILED) && user.has(Role.PROCESS_ANALYST), decides && own,
                decides && !own && !secondFactor.shown() ? "/sign-in/second-factor?back=/models/changes/" + id : null));
        return "modeler/Change";
    }

    private FilePart part(long id, ChangedFile file, Locale locale) {
        List<Difference> lines = words.between(file.before(), file.file(), locale);
        String url = "/models/changes/" + id + "/files/" + file.key();
        return new FilePart(file.key(), words.name(file.file(), locale), file.file().kind() == Kind.DMN, file.before() == null, file.before() == null ? null : url + "?before=true",
                url, ModelsPages.marks(lines), lines);
    }

    @GetMapping("/changes/{id}/files/{key:[a-z0-9-]+}")
    ResponseEntity<byte[]> file(@PathVariable long id, @PathVariable String key, @RequestParam(defaultValue = "false") boolean before) {
        ModelFile found = changes.files(id).stream().filter(file -> file.key().equals(key)).map(file -> before ? file.before() : file.file()).filter(Objects::nonNull).findFirst()
                .orElseThrow(() -> Refusal.notFound("MODEL_UNKNOWN", key));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).cacheControl(CacheControl.noCache()).body(found.xml());
    }

    @PostMapping("/changes/{id}/decision")
    String decide(@PathVariable long id, @ModelAttribute("form") DecideForm form, BindingResult result, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model,
            HttpServletResponse response) {
        try {
            switch (Objects.requireNonNullElse(form.decision(), "")) {
                case "APPROVE" -> changes.approve(id, form.note(), user);
                case "REJECT" -> changes.reject(id, form.note(), user);
                default -> throw Refusal.badInput("CHOICE_MISSING", "decision");
            }
        } catch (Refusal no) {
            if (no.kind() == Refusal.Kind.NOT_FOUND) {
                throw no;
            }
            reject(result, no, response, "decision", "note");
            return changePage(id, user, locale, model);
        }
        return "redirect:/models/changes/" + id;
    }

    @PostMapping("/changes/{id}/withdraw")
    String withdraw(@PathVariable long id, @AuthenticationPrincipal CurrentUser user) {
        changes.withdraw(id, user);
        return "redirect:/models/changes";
    }

    @GetMapping("/releases")
    String releases(@RequestParam(defaultValue = "0") int from, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        model.addAttribute("form", new RollBackForm(null, ""));
        return releasesPage(from, user, locale, model);
    }

    private String releasesPage(int from, CurrentUser user, Locale locale, Model model) {
        ZoneId zone = offices.zoneOf(user);
        List<Release> page = releases.page(Math.max(0, from), ROWS);
        long inForce = releases.latest().map(Release::id).orElse(0L);
        boolean rollsBack = user.has(Role.PROCESS_APPROVER);
        model.addAttribute("page", new ReleasesPage(
                page.stream().map(one -> new ReleaseRow(one.id(), one.tag(), moments.at(one.releasedAt(), zone), name(one.proposedBy(), locale), name(one.releasedBy(), locale),
                        one.why(), one.revertsTo() == null ? null : releases.get(one.revertsTo()).tag(), one.id() == inForce)).toList(),
                paging("/models/releases", from, page.size(), releases.count()), rollsBack, rollsBack && !secondFactor.shown() ? "/sign-in/second-factor?back=/models/releases" : null,
                moments.zone(zone)));
        return "modeler/Releases";
    }

    /** An earlier release is in force again, at once. */
    @PostMapping("/releases/roll-back")
    String rollBack(@ModelAttribute("form") RollBackForm form, BindingResult result, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model,
            HttpServletResponse response) {
        try {
            if (form.release() == null) {
                throw Refusal.badInput("CHOICE_MISSING", "release");
            }
            secondFactor.require();
            releases.rollBack(form.release(), form.why(), user);
        } catch (Refusal no) {
            reject(result, no, response, "release", "why");
            return releasesPage(0, user, locale, model);
        }
        return "redirect:/models/releases";
    }

    private static Paging paging(String url, int from, int shown, long total) {
        return new Paging(from > 0 ? url + "?from=" + Math.max(0, from - ROWS) : null, from + shown < total ? url + "?from=" + (from + ROWS) : null, total == 0 ? 0 : from + 1, from + shown,
                total);
    }

    private static Instant time(String local, ZoneId zone) {
        if (local == null || local.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(local).atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw Refusal.badInput("TIME_UNREADABLE", "effectiveAt");
        }
    }

    /** Beside its field, or above the form where the form has no such field. */
    private static void reject(BindingResult result, Refusal no, HttpServletResponse response, String... fields) {
        if (!Arrays.asList(fields).contains(no.field())) {
            result.reject(no.messageKey(), no.args(), null);
        } else {
            result.rejectValue(no.field(), no.messageKey(), no.args(), null);
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
    }

    private String name(String id, Locale locale) {
        return id == null ? null : staff.find(id).map(person -> CurrentUser.name(person, locale)).orElse(id);
    }
}
