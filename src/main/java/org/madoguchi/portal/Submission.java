package org.madoguchi.portal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.eligibility.EligibilityRequest;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.Applications.Application;
import org.madoguchi.portal.Draft.Programme;
import org.madoguchi.programme.MunicipalityCode;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Turns a draft, or what a program sent, into an application. */
@Component
class Submission {

    private final Applications applications;
    private final StatementRules rules;
    private final PortalStore store;
    private final Drafts drafts;
    private final JsonMapper json;
    private final java.time.Clock clock;

    Submission(Applications applications, StatementRules rules, PortalStore store, Drafts drafts, JsonMapper json,
            java.time.Clock clock) {
        this.applications = applications;
        this.rules = rules;
        this.store = store;
        this.drafts = drafts;
        this.json = json;
        this.clock = clock;
    }

    /** What stands between this draft and submitting it. */
    List<Problem> problems(Draft draft) {
        List<Problem> problems = new ArrayList<>(rules.problems(complete(draft)));
        String birth = draft.answers().given().get("dateOfBirth");
        if (!draft.hasPhoto() && (birth == null || !rules.withoutPhoto(java.time.LocalDate.parse(birth)))) {
            problems.add(Problem.of("photo", "PHOTO_MISSING"));
        }
        return problems;
    }

    /**
     * Submits a draft, once: a second click finds the case the first one opened.
     *
     * @return the case number; empty where this account has no such draft and never had
     */
    @Transactional
    Optional<String> submit(UUID id, CurrentUser user, String language) {
        UUID account = UUID.fromString(user.id());
        String key = "draft:" + account + ':' + id;
        store.lockKey(key);
        Optional<Draft> found = store.lockDraft(account, Programme.OVERSEAS, clock.instant()).filter(draft -> draft.id().equals(id));
        if (found.isEmpty()) {
            return applications.underKey(key);
        }
        Draft draft = found.get();
        problems(draft).stream().findFirst().ifPresent(problem -> {
            throw Refusal.badInput(problem.code(), problem.field(), problem.args());
        });
        EligibilityRequest facts = draft.answers().facts();
        byte[] photo = drafts.photoOf(draft).orElse(null);
        Statement said = complete(draft);
        String number = applications.submitOnce(key, "draft", () -> applications.submit(application(facts, said,
                draft.numberRef(), photo, draft.answers().formalDecision(), account, language), user));
        store.remove(draft.id());
        return Optional.of(number);
    }

    /** The days stand in the answers, where the facts are made from. */
    private static Statement complete(Draft draft) {
        Map<String, String> fields = draft.statement().withoutNumber();
        fields.put("dateOfBirth", draft.answers().given().get("dateOfBirth"));
        fields.put("departedOn", draft.answers().given().get("departedOn"));
        return Statement.of(fields);
    }

    Application application(EligibilityRequest facts, Statement said, UUID numberRef, byte[] photo, boolean formalDecision,
            UUID account, String language) {
        Map<String, Object> answers = new LinkedHashMap<>(json.convertValue(facts, new TypeReference<Map<String, Object>>() {}));
        answers.values().removeIf(java.util.Objects::isNull);
        return new Application(facts, rules.applicant(said, numberRef, answers), MunicipalityCode.of(said.municipalityCode()).digits(), said.missionCode(),
                photo, formalDecision, account, language);
    }
}
