package org.madoguchi.portal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.eligibility.EligibilityRequest;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.FollowToken;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.Secrets;
import org.madoguchi.platform.UnreadableJson;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.MyNumber;
import org.madoguchi.programme.PhotoCheck;
import org.madoguchi.residence.Wish.Explanation;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Applications for programs: submit one, and follow it. */
@RestController
@RequestMapping("/api/v1/applications")
@Tag(name = "Applications")
class ApplicationsApi {

    /** {@code wish}: what became of the wish for a merged card; absent where none was made. */
    record Created(String caseNumber, String followToken, String state, Map<String, String> links,
            @JsonInclude(JsonInclude.Include.NON_NULL) WishAnswer wish) {}

    /** A wish that is refused leaves the procedure as it is. */
    record WishAnswer(boolean asked, String code, String text, String wayOut) {}

    record FieldError(String field, String code, String message) {}

    private static final String OVERSEAS = """
            {"facts": {"programme": "overseas", "purpose": "NEW", "japaneseNational": true, "residentRecordInJapan": false,
              "everRegistered": true, "residentRecordSinceNumbering": true, "registeredDomicileKnown": true,
              "certificatesWanted": true, "dateOfBirth": "1990-05-06", "departedOn": "2024-06-30", "card": {"held": false}},
             "person": {"familyName": "山田", "givenName": "花子", "familyKana": "ヤマダ", "givenKana": "ハナコ", "familyLatin": "YAMADA",
              "givenLatin": "HANAKO", "sex": "FEMALE", "municipalityCode": "131041", "domicile": "東京都新宿区西新宿二丁目8番"},
             "contact": {"email": "hanako@example.jp", "phone": "+33 1 23 45 67 89", "language": "ja"},
             "collection": {"missionCode": "FR-PAR"}, "photo": "(base64)"}
            """;

    private static final String RESIDENCE = """
            {"facts": {"programme": "residence", "baseProcedure": "EXTENSION", "channel": "COUNTER", "statusGroup": "MID_TO_LONG_TERM",
              "periodOfStayMonths": 36, "dateOfBirth": "1994-04-05", "cardRequested": true},
             "person": {"familyLatin": "NGUYEN", "givenLatin": "THI LAN", "sex": "FEMALE", "municipalityCode": "131016",
              "domicile": "東京都千代田区中央町1丁目2番3号"},
             "stay": {"bureauCode": "ISA-TYO", "status": "ENGINEER_HUMANITIES", "periodUntil": "2027-01-20", "nationality": "VNM",
              "heldCard": "SEPARATE", "residenceCardNumber": "AB12345678CD", "cardUntil": "2027-01-20"},
             "wish": {"explainedBy": "Support Desk Chiyoda", "explainedIn": "vi", "certificatesWanted": true},
             "contact": {"email": "lan@example.com", "phone": "090-1234-5678", "language": "en"}, "photo": "(base64)"}
            """;

    /** A photo of 7 MB in base64, and room for the rest. */
    private static final int MOST_BYTES = 10_500_000;
    private static final int LONGEST_KEY = 100;

    private final Applications applications;
    private final Submission submission;
    private final StatementRules rules;
    private final ResidentApplications residents;
    private final ResidentRules residentRules;
    private final ResidentFacts residentFacts;
    private final PhotoCheck photos;
    private final NumberVault vault;
    private final ApplicantAccounts accounts;
    private final CaseFiles cases;
    private final Tracking tracking;
    private final FollowToken followToken;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Words words;

    ApplicationsApi(Applications applications, Submission submission, StatementRules rules,
            ResidentApplications residents, ResidentRules residentRules, ResidentFacts residentFacts, PhotoCheck photos, NumberVault vault,
            ApplicantAccounts accounts, CaseFiles cases, Tracking tracking, FollowToken followToken, Secrets secrets,
            JsonMapper json, Words words) {
        this.applications = applications;
        this.submission = submission;
        this.rules = rules;
        this.residents = residents;
        this.residentRules = residentRules;
        this.residentFacts = residentFacts;
        this.photos = photos;
        this.vault = vault;
        this.accounts = accounts;
        this.cases = cases;
        this.tracking = tracking;
        this.followToken = followToken;
        this.secrets = secrets;
        this.json = json;
        this.words = words;
    }

    @PostMapping
    @Operation(summary = "Submits an application, once per Idempotency-Key",
            description = "The same key with the same body gets the same answer; with another body 409 IDEMPOTENCY_KEY_REUSED. "
                    + "Errors name all offending fields.",
            requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = ApplicationRequest.class),
                    examples = {@ExampleObject(name = "overseas", summary = "A first card abroad", value = OVERSEAS),
                        @ExampleObject(name = "residence", summary = "An extension, with the wish for a merged card", value = RESIDENCE)})))
    @ApiResponse(responseCode = "201", content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = Created.class)))
    @ApiResponse(responseCode = "409", description = "IDEMPOTENCY_KEY_REUSED or APPLICATION_ALREADY_OPEN", content = @Content)
    @ApiResponse(responseCode = "422", description = "Fields that break a rule, or NOT_ELIGIBLE with the way out", content = @Content)
    ResponseEntity<?> submit(@RequestHeader(name = "Idempotency-Key", required = false) String key, HttpServletRequest http)
            throws IOException, HttpMediaTypeNotSupportedException {
        if (http.getContentType() != null && !http.getContentType().startsWith(MediaType.APPLICATION_JSON_VALUE)) {
            throw new HttpMediaTypeNotSupportedException(http.getContentType(), List.of(MediaType.APPLICATION_JSON));
        }
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            throw Refusal.badInput("IDEMPOTENCY_KEY_MISSING", "Idempotency-Key", LONGEST_KEY);
        }
        ApplicationRequest request = read(http);
        return request.resident() ? submitResident(key, request) : submitOverseas(key, request);
    }

    private ResponseEntity<?> submitOverseas(String key, ApplicationRequest request) {
        List<Problem> problems = new ArrayList<>();
        Statement said = request.statement();
        rules.problems(said).forEach(problem -> problems.add(at(problem)));
        EligibilityRequest facts = facts(request, problems);
        byte[] photo = photo(request.photo(), problems);
        contact(request, problems);
        if (!problems.isEmpty()) {
            return refuse(problems);
        }
        String language = language(request);
        String digest = secrets.digest("application", json.writeValueAsString(request));
        String number = applications.submitOnce("api:" + key, digest, () -> {
            UUID account = accounts.findOrCreate(request.contact().email(), language);
            return applications.submit(submission.application(facts, said, number(said.myNumber()), photo,
                    Boolean.TRUE.equals(request.formalDecision()), account, language), CurrentUser.applicant(account.toString()));
        });
        return ResponseEntity.created(URI.create("/api/v1/applications/" + number)).body(created(number, true, null));
    }

    /** The wish comes after the filing and apart from it: whatever becomes of it, the procedure is filed. */
    private ResponseEntity<?> submitResident(String key, ApplicationRequest request) {
        ResidentStatement said = request.residentStatement();
        List<Problem> problems = new ArrayList<>();
        residentRules.problems(said).forEach(problem -> problems.add(at(problem)));
        byte[] photo = photo(request.photo(), problems);
        contact(request, problems);
        if (!problems.isEmpty()) {
            return refuse(problems);
        }
        residentFacts.requireOwn(request.facts());
        String language = language(request);
        String digest = secrets.digest("application", json.writeValueAsString(request));
        String number = applications.submitOnce("api:" + key, digest, () -> {
            UUID account = accounts.findOrCreate(request.contact().email(), language);
            return residents.file(residentRules.filing(said, number(said.myNumber()), photo, account, language),
                    CurrentUser.applicant(account.toString()));
        });
        return ResponseEntity.created(URI.create("/api/v1/applications/" + number)).body(created(number, false, wish(number, request)));
    }

    private WishAnswer wish(String number, ApplicationRequest request) {
        if (!Boolean.TRUE.equals(request.facts().cardRequested())) {
            return null;
        }
        Explanation explanation = request.wish() == null ? new Explanation(null, null)
                : new Explanation(request.wish().explainedBy(), request.wish().explainedIn());
        boolean certificates = request.wish() == null || !Boolean.FALSE.equals(request.wish().certificatesWanted());
        return residents.ask(number, explanation, certificates).map(no -> {
            Words.Refused refused = words.refused(no);
            String code = no.code().equals("WISH_NOT_POSSIBLE") ? String.valueOf(no.args()[0]) : no.code();
            return new WishAnswer(false, code, refused.text(), refused.wayOut());
        }).orElse(new WishAnswer(true, null, null, null));
    }

    private static void contact(ApplicationRequest request, List<Problem> problems) {
        if (request.contact() == null || !ApplicantAccounts.wellFormed(request.contact().email())) {
            problems.add(Problem.of("contact.email", "EMAIL_MALFORMED"));
        }
    }

    private String language(ApplicationRequest request) {
        return request.contact().language() == null ? words.locale().getLanguage()
                : Languages.nearest(java.util.Locale.forLanguageTag(request.contact().language())).getLanguage();
    }

    /** The state is the one it began in, so that the same request gets the same answer at any time. */
    private Created created(String number, boolean booked, WishAnswer wish) {
        Map<String, String> links = new LinkedHashMap<>(Map.of("self", "/api/v1/applications/" + number, "track", "/track/" + number));
        if (booked) {
            links.put("book", "/book/" + number);
        }
        return new Created(number, followToken.forCase(number), "RECEIVED", links, wish);
    }

    private UUID number(String myNumber) {
        return myNumber == null || myNumber.isBlank() ? null : vault.store(MyNumber.of(myNumber));
    }

    private ApplicationRequest read(HttpServletRequest http) throws IOException {
        byte[] body = http.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "UPLOAD_TOO_LARGE", null);
        }
        try {
            ApplicationRequest request = json.readValue(body, ApplicationRequest.class);
            if (request == null) {
                throw Refusal.badInput("BODY_MALFORMED", null);
            }
            return request;
        } catch (JacksonException e) {
            throw UnreadableJson.refusal(e);
        }
    }

    private EligibilityRequest facts(ApplicationRequest request, List<Problem> problems) {
        EligibilityRequest f = request.facts();
        if (f == null || f.purpose() == null) {
            problems.add(at(Problem.empty("purpose")));
            return null;
        }
        if (!"overseas".equals(f.programme())) {
            problems.add(Problem.of("facts.programme", "FIELD_INVALID", "programme"));
        }
        // the day to judge by is the day of receipt, whatever the sender says
        return EligibilityRequest.overseas(f.purpose(), f.japaneseNational(), f.residentRecordInJapan(), f.everRegistered(),
                f.residentRecordSinceNumbering(), f.registeredDomicileKnown(), f.certificatesWanted(), f.dateOfBirth(),
                f.departedOn(), null, f.channel() == null ? Channel.ONLINE : f.channel(), f.card());
    }

    private byte[] photo(String base64, List<Problem> problems) {
        if (base64 == null || base64.isBlank()) {
            return null;
        }
        try {
            PhotoCheck.Result checked = photos.check(Base64.getMimeDecoder().decode(base64));
            checked.reasons().forEach(reason -> problems.add(Problem.reason("photo", reason)));
            return checked.jpeg();
        } catch (IllegalArgumentException e) {
            problems.add(Problem.reason("photo", "PHOTO_UNREADABLE"));
            return null;
        }
    }

    private static Problem at(Problem problem) {
        String path = ApplicationRequest.RESIDENT_PATHS.get(problem.field());
        return new Problem(path != null ? path : ApplicationRequest.PATHS.getOrDefault(problem.field(), problem.field()), problem.code(), problem.key(),
                problem.args());
    }

    private ResponseEntity<ProblemDetail> refuse(List<Problem> problems) {
        Problem first = problems.get(0);
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, words.text(first.key(), first.args()));
        detail.setType(URI.create("urn:madoguchi:refusal:" + first.code()));
        detail.setTitle(detail.getDetail());
        detail.setProperty("code", first.code());
        detail.setProperty("field", first.field());
        detail.setProperty("errors", problems.stream().map(problem -> new FieldError(problem.field(), problem.code(),
                words.text(problem.key(), problem.args()))).toList());
        return ResponseEntity.unprocessableContent().contentType(MediaType.APPLICATION_PROBLEM_JSON).body(detail);
    }

    @GetMapping("/{caseNumber}")
    @Operation(summary = "Where an application stands, for its holder",
            description = "Authorization: Bearer with the follow token of the application.")
    CaseStatus status(@PathVariable String caseNumber, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = cases.open(CaseNumber.parse(caseNumber), user, Purpose.OWN_CASE);
        return tracking.statusOf(file);
    }
}
