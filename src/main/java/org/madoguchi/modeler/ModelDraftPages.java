package org.madoguchi.modeler;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.modeler.ModelDrafts.Draft;
import org.madoguchi.modeler.ModelFile.Kind;
import org.madoguchi.modeler.ModelWords.Difference;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;
import org.w3c.dom.Element;

/** Where analysts change models and tables. */
@Controller
@RequestMapping("/models")
class ModelDraftPages {

    record DraftPage(String key, String name, String kind, int revision, boolean isNew, boolean edits, String lockedBy, List<Difference> difference) {}

    /** What one picks from while editing: the value a model holds, and what people call it. */
    record Part(String value, String label) {}

    record Parts(List<Part> roles, List<Part> forms, List<Part> topics, List<Part> methods, List<Part> dueDates, List<Part> processes, List<Part> variables) {}

    /** The answer to a save. */
    record Saved(int revision, String savedAt, List<ModelWords.Told> findings) {}

    /** An archive holds no more files than this, nor more bytes when unpacked. */
    private static final int MOST_FILES = 200;
    private static final long LARGEST_ARCHIVE = 40L * 1024 * 1024;

    private final ModelDrafts drafts;
    private final ModelChanges changes;
    private final Releases releases;
    private final ProcessSteps steps;
    private final ModelWords words;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    ModelDraftPages(ModelDrafts drafts, ModelChanges changes, Releases releases, ProcessSteps steps, ModelWords words, Offices offices, Staff staff, Moments moments,
            MessageSource messages, Clock clock) {
        this.drafts = drafts;
        this.changes = changes;
        this.releases = releases;
        this.steps = steps;
        this.words = words;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    /** Begins a draft of what is in force, or goes on with the one there is. */
    @PostMapping("/{key:[a-z0-9-]+}/draft")
    String begin(@PathVariable String key, @AuthenticationPrincipal CurrentUser user) {
        ModelFile inForce = releases.current().get(key);
        if (inForce == null) {
            throw Refusal.notFound("MODEL_UNKNOWN", key);
        }
        drafts.begin(inForce, user);
        return "redirect:/models/drafts/" + key;
    }

    /** A file, or the whole programme as one archive, from elsewhere: what differs from what is in force becomes a draft. */
    @PostMapping("/drafts")
    String bring(@RequestParam MultipartFile file, @AuthenticationPrincipal CurrentUser user) throws IOException {
        String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        Map<String, ModelFile> current = releases.current();
        List<ModelFile> files = name.endsWith(".zip") ? unpacked(file) : List.of(ModelFile.of(name, file.getBytes()));
        List<ModelFile> others = files.stream().filter(one -> !current.containsKey(one.key()) || !current.get(one.key()).digest().equals(one.digest())).toList();
        if (others.isEmpty()) {
            throw Refusal.badInput("MODEL_AS_RELEASED", "file");
        }
        others.forEach(one -> drafts.bring(one, current.get(one.key()), user));
        return others.size() == 1 ? "redirect:/models/drafts/" + others.get(0).key() : "redirect:/models/changes";
    }

    private static List<ModelFile> unpacked(MultipartFile archive) throws IOException {
        Map<String, ModelFile> files = new TreeMap<>();
        long bytes = 0;
        int entries = 0;
        try (InputStream in = archive.getInputStream(); var zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_FILES) {
                    throw new Refusal(Refusal.Kind.TOO_LARGE, "ARCHIVE_TOO_LARGE", "file", MOST_FILES);
                }
                // one byte more than a file may have tells that it has too many
                byte[] xml = zip.readNBytes(ModelFile.LARGEST + 1);
                bytes += xml.length;
                if (bytes > LARGEST_ARCHIVE) {
                    throw new Refusal(Refusal.Kind.TOO_LARGE, "ARCHIVE_TOO_LARGE", "file", MOST_FILES);
                }
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (!entry.isDirectory() && (name.endsWith(".bpmn") || name.endsWith(".dmn"))) {
                    ModelFile file = ModelFile.of(name, xml);
                    files.put(file.name(), file);
                }
            }
        }
        if (files.isEmpty()) {
            throw Refusal.badInput("ARCHIVE_EMPTY", "file");
        }
        return List.copyOf(files.values());
    }

    @GetMapping("/drafts/{key:[a-z0-9-]+}")
    String draft(@PathVariable String key, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        Draft draft = drafts.get(key);
        boolean edits = user.has(Role.PROCESS_ANALYST);
        String other = draft.lockedBy() == null || draft.lockedBy().equals(user.id()) ? null : name(draft.lockedBy(), locale);
        if (edits && other == null) {
            drafts.lock(key, false, user);
        }
        ModelFile inForce = releases.current().get(key);
        model.addAttribute("page", new DraftPage(key, words.name(draft.file(), locale), draft.file().kind().ending(), draft.revision(), inForce == null, edits,
                edits ? other : "-", words.between(inForce, draft.file(), locale)));
        return "modeler/Draft";
    }

    @GetMapping("/drafts/{key:[a-z0-9-]+}/file")
    ResponseEntity<byte[]> file(@PathVariable String key) {
        Draft draft = drafts.get(key);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).cacheControl(CacheControl.noStore()).eTag(Integer.toString(draft.revision())).body(draft.file().xml());
    }

    /** Keeps what was edited, and says what is wrong with it. */
    @PutMapping("/drafts/{key:[a-z0-9-]+}/file")
    ResponseEntity<Object> save(@PathVariable String key, @RequestHeader("If-Match") String revision, @RequestBody byte[] xml, @AuthenticationPrincipal CurrentUser user,
            Locale locale) {
        try {
            int saved = drafts.save(key, number(revision), xml, user);
            ModelFile file = drafts.get(key).file();
            return ResponseEntity.ok(new Saved(saved, moments.at(clock.instant(), offices.zoneOf(user)), words.findings(changes.findings(List.of(file)), locale)));
        } catch (Refusal no) {
            return refused(no, locale);
        }
    }

    /** What is wrong with it as it is kept. */
    @GetMapping("/drafts/{key:[a-z0-9-]+}/findings")
    @ResponseBody
    List<ModelWords.Told> findings(@PathVariable String key, Locale locale) {
        return words.findings(changes.findings(List.of(drafts.get(key).file())), locale);
    }

    /** Says that somebody still works at it. */
    @PostMapping("/drafts/{key:[a-z0-9-]+}/lock")
    ResponseEntity<Object> lock(@PathVariable String key, @AuthenticationPrincipal CurrentUser user, Locale locale) {
        try {
            drafts.lock(key, false, user);
            return ResponseEntity.ok(Map.of());
        } catch (Refusal no) {
            return refused(no, locale);
        }
    }

    /** Goes on where somebody else works: they are told at their next save, and keep what they have. */
    @PostMapping("/drafts/{key:[a-z0-9-]+}/take-over")
    String takeOver(@PathVariable String key, @AuthenticationPrincipal CurrentUser user) {
        drafts.lock(key, true, user);
        return "redirect:/models/drafts/" + key;
    }

    @PostMapping("/drafts/{key:[a-z0-9-]+}/discard")
    String discard(@PathVariable String key, @AuthenticationPrincipal CurrentUser user) {
        drafts.discard(key, user);
        return "redirect:/models/changes";
    }

    /** What one picks from instead of typing it. */
    @GetMapping("/parts.json")
    @ResponseBody
    Parts parts(Locale locale) {
        Set<String> forms = new TreeSet<>();
        Set<String> topics = new TreeSet<>();
        Set<String> variables = new TreeSet<>();
        Map<String, String> processes = new TreeMap<>();
        for (ModelFile file : releases.current().values()) {
            if (file.kind() == Kind.BPMN) {
                processes.put(file.key(), words.name(file, locale));
                for (Element element : ModelXml.below(ModelXml.read(file.xml()).getDocumentElement())) {
                    add(forms, element.getAttributeNS(ModelXml.CAMUNDA, "formKey"));
                    add(topics, element.getAttributeNS(ModelXml.CAMUNDA, "topic"));
                    if (element.getLocalName().equals("conditionExpression")) {
                        Stream.of(element.getTextContent().split("'[^']*'|\\W+")).filter(word -> word.matches("[a-z]\\w+") && !word.matches("true|false|null|and|or|not"))
                                .forEach(variables::add);
                    }
                }
            }
        }
        Set<String> does = new LinkedHashSet<>();
        Set<String> dates = new LinkedHashSet<>();
        steps.all().forEach((step, answers) -> (Date.class.isAssignableFrom(answers) ? dates : does)
                .add("${" + step + "(execution)}"));
        return new Parts(Stream.of(Role.values()).map(role -> new Part(role.id(), messages.getMessage("role." + role.id(), null, role.id(), locale))).toList(),
                plain(forms), plain(topics), plain(does), plain(dates), processes.entrySet().stream().map(one -> new Part(one.getKey(), one.getValue())).toList(), plain(variables));
    }

    private static List<Part> plain(Set<String> values) {
        return values.stream().map(one -> new Part(one, one.replaceAll("^\\$\\{|\\(execution\\)}$", ""))).toList();
    }

    private static void add(Set<String> all, String value) {
        if (!value.isEmpty()) {
            all.add(value);
        }
    }

    /** The editor knows three kinds of "no": changed by somebody, taken over by somebody, and not to be kept at all. */
    private ResponseEntity<Object> refused(Refusal no, Locale locale) {
        HttpStatus status = switch (no.code()) {
            case "DRAFT_CHANGED" -> HttpStatus.PRECONDITION_FAILED;
            case "DRAFT_LOCKED" -> HttpStatus.LOCKED;
            case "MODEL_TOO_LARGE" -> HttpStatus.CONTENT_TOO_LARGE;
            case "DRAFT_UNKNOWN" -> HttpStatus.NOT_FOUND;
            default -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(Map.of("code", no.code(), "text", messages.getMessage(no.messageKey(), no.args(), locale)));
    }

    private static int number(String revision) {
        try {
            return Integer.parseInt(revision.replace("\"", "").replace("W/", ""));
        } catch (NumberFormatException e) {
            throw Refusal.badInput("REVISION_UNREADABLE", "If-Match");
        }
    }

    private String name(String id, Locale locale) {
        return id == null ? null : staff.find(id).map(person -> CurrentUser.name(person, locale)).orElse(id);
    }
}
