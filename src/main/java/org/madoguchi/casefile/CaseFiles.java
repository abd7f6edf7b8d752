package org.madoguchi.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.accessregister.Grants;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.Secrets;
import org.madoguchi.platform.TaskShape;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The cases. Steps read with {@link #get}; faces must use {@link #open}, which decides whether this reader may and
 * writes the reading down.
 */
@Component
public class CaseFiles {

    /** A document without its bytes. */
    public record Document(UUID id, String caseNumber, String kind, String mediaType, String sha256, Instant addedAt,
            String addedBy) {}

    /** A case in a list: no name, so that a list shows no more than it must. {@code officeCode}: mission or bureau. */
    public record Summary(String number, String programme, String kind, String purpose, CaseState state, String officeCode,
            String municipalityCode, Instant receivedAt, Instant closedAt) {}

    /** A line of the timeline as stored. */
    public record TimelineEntry(long id, Instant at, String actorKind, String actorId, String officeCode, String event,
            String reasonCode, String note, String rule, Integer ruleVersion, boolean shownToApplicant) {}

    /** What was asked of the applicant. */
    public record InformationRequest(UUID id, Instant askedAt, String askedBy, String reasonCode, String note,
            Instant answeredAt, String answer) {}

    /** A question to an applicant that has no answer yet. */
    public record OpenQuestion(String caseNumber, Instant askedAt) {}

    /** A decision on the application; {@code confirmedBy} is null until a second person has looked. */
    public record Decision(UUID id, Instant decidedAt, String decidedBy, String decision, String reasonCode, String note,
            String legalBasis, Instant confirmedAt, String confirmedBy, boolean overturned) {}

    /**
     * What belongs to a case, as far as its reader may open it; each list newest first and bounded.
     *
     * @param person other cases of the same person, {@code family} those of others in the same account
     * @param alike cases of other accounts under the same name and date of birth: perhaps the same person twice
     * @param granted whether the reader may know of any
     */
    public record Related(List<CaseFile> person, List<CaseFile> family, List<CaseFile> alike, boolean granted) {}

    private static final int MOST_RELATED = 20;

    private static final String HEADQUARTERS = "HQ";

    private final CaseStore store;
    private final AccessRegister access;
    private final Grants grants;
    private final Offices offices;
    private final Secrets secrets;
    private final Notifications notifications;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseFiles(CaseStore store, AccessRegister access, Grants grants, Offices offices, Secrets secrets, Notifications notifications,
            ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.access = access;
        this.grants = grants;
        this.offices = offices;
        this.secrets = secrets;
        this.notifications = notifications;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Opens a case.
     *
     * @return its number
     * @throws Refusal APPLICATION_ALREADY_OPEN while this person has an open one, OFFICE_UNKNOWN
     */
    @Transactional
    public String receive(NewCase application, CurrentUser actor) {
        if (application.residence() == null) {
            requireKind(application.missionCode(), Office.Kind.MISSION);
        } else {
            requireKind(application.bureauCode(), Office.Kind.BUREAU);
        }
        requireKind(application.municipalityCode(), Office.Kind.MUNICIPALITY);
        String number = CaseNumber.next(application.programme(), Tokyo.today(clock).getYear());
        Instant now = clock.instant();
        store.insert(number, application, personKey(application.applicant(), application.municipalityCode(), application.residence()), now);
        events.publishEvent(new CaseMoved(number, application.programme(), application.missionCode(), application.municipalityCode(), application.bureauCode(),
                application.counterCode(), now, null, CaseState.RECEIVED));
        if (application.photo() != null) {
            addDocument(number, "PHOTO", "image/jpeg", application.photo(), actor);
        }
        record(number, Event.of("APPLICATION_RECEIVED", actor));
        return number;
    }

    private void requireKind(String code, Office.Kind kind) {
        if (offices.get(code).kind() != kind) {
            throw Refusal.badInput("OFFICE_UNKNOWN", kind.name().toLowerCase() + "Code", code);
        }
    }

    /**
     * The same person wanting the same, as far as can be said before the register was asked: abroad one application at a
     * time, a resident one of each procedure.
     */
    private String personKey(CaseFile.Applicant person, String municipality, CaseFile.Residence residence) {
        return secrets.digest("person", (person.familyName() + person.givenName()).replaceAll("\\s|　", "") + '|'
                + person.birthDate() + '|' + municipality + (residence == null ? "" : '|' + residence.baseProcedure()));
    }

    /** For steps, which act for the case itself. @throws Refusal CASE_UNKNOWN */
    public CaseFile get(String number) {
        return store.find(number).orElseThrow(() -> Refusal.notFound("CASE_UNKNOWN", number));
    }

    /** Like {@link #get}, where there may be none. */
    public Optional<CaseFile> find(String number) {
        return store.find(number);
    }

    /**
     * For faces: the case, if this reader may open it, with what the access register grants them of it; the reading is recorded.
     *
     * @throws Refusal CASE_UNKNOWN
     */
    @Transactional
    public CaseFile open(String number, CurrentUser reader, Purpose purpose) {
        CaseFile file = get(number);
        access.open(reader, file.concern(), purpose);
        return file.seenWith(grants.of(reader, file.programme()));
    }

    public boolean mayOpen(CaseFile file, CurrentUser reader) {
        return access.mayOpen(reader, file.concern());
    }

    /**
     * The cases this reader may open, newest first, after the one received {@code before} with this number; the reading
     * is recorded.
     */
    @Transactional
    public List<Summary> list(CurrentUser reader, Instant before, String number, int rows) {
        List<Summary> page = store.list(access.caseOffices(reader), access.seesEveryOffice(reader), before, number, rows);
        access.listed(reader, Purpose.LIST, page.size());
        return page;
    }

    /** Those of these cases that this reader may open, in no order, with what they are granted of them; the reading is recorded. */
    @Transactional
    public List<CaseFile> found(CurrentUser reader, List<String> numbers) {
        List<CaseFile> files = store.all(numbers).stream().filter(file -> mayOpen(file, reader)).toList();
        access.listed(reader, Purpose.NAME_SEARCH, files.size());
        return files.stream().map(file -> file.seenWith(grants.of(reader, file.programme()))).toList();
    }

    /** The applicant's own cases, newest first. */
    public List<CaseFile> ofAccount(UUID account) {
        return store.ofAccount(account);
    }

    /** The cases of the person this case is about, newest first: those of their account that are not of somebody else in the family. */
    public List<CaseFile> ofPerson(CaseFile file) {
        return ofAccount(file.accountId()).stream().filter(one -> one.applicant().samePersonAs(file.applicant())).toList();
    }

    /** What belongs to this opened case; that it was listed is recorded. */
    @Transactional
    public Related related(CaseFile file, CurrentUser reader) {
        if (!file.shows(Fact.IDENTITY)) {
            return new Related(List.of(), List.of(), List.of(), false);
        }
        List<CaseFile> account = store.ofAccount(file.accountId()).stream().filter(one -> !one.number().equals(file.number()) && mayOpen(one, reader))
                .limit(MOST_RELATED).toList();
        Map<Boolean, List<CaseFile>> same = account.stream().collect(Collectors.partitioningBy(one -> one.applicant().samePersonAs(file.applicant())));
        List<CaseFile> alike = store.alike(file, MOST_RELATED).stream().filter(one -> mayOpen(one, reader)).toList();
        if (!account.isEmpty() || !alike.isEmpty()) {
            access.listed(reader, Purpose.LIST, account.size() + alike.size());
        }
        return new Related(same.get(true), same.get(false), alike, true);
    }

    /**
     * Changes the state, legally or not at all, and writes it on the timeline. The same state again changes nothing.
     *
     * @throws IllegalStateException where the change is not legal: a fault of the model, not of a person
     */
    @Transactional
    public void become(String number, CaseState next, Event event) {
        CaseFile file = get(number);
        if (file.state() != next) {
            if (!file.state().mayBecome(next)) {
                throw new IllegalStateException("Case %s cannot go from %s to %s".formatted(number, file.state(), next));
            }
            store.setState(file, next, clock.instant(), event.reasonCode());
            events.publishEvent(CaseMoved.to(next, file));
        }
        record(number, event);
    }

    /** Since when the case has stood where it stands. */
    public Instant stateSince(String number) {
        return store.stateSince(number);
    }

    public void record(String number, Event event) {
        store.append(number, event, clock.instant());
    }

    /** The whole timeline, oldest first. */
    public List<TimelineEntry> timeline(String number) {
        return store.timeline(number);
    }

    public void setKind(String number, String kind) {
        store.setKind(number, kind);
    }

    /** The office whose queue a human task of this case belongs to. */
    public String officeFor(CaseFile file, TaskShape task) {
        if ("cardLocation".equals(task.where()) && file.cardOfficeCode() != null) {
            return file.cardOfficeCode();
        }
        if ("counter".equals(task.where())) {
            return file.counterCode();
        }
        return switch (Role.ofId(task.role()).orElseThrow().officeKind()) {
            case MISSION -> file.missionCode();
            case MUNICIPALITY -> file.municipalityCode();
            case BUREAU -> file.bureauCode();
            case HEADQUARTERS -> HEADQUARTERS;
        };
    }

    @Transactional
    public void moveCollection(String number, String missionCode, CurrentUser actor) {
        requireKind(missionCode, Office.Kind.MISSION);
        store.setMission(number, missionCode);
        record(number, Event.of("COLLECTION_PLACE_CHANGED", actor).at(missionCode));
    }

    /** The registered domicile, or the address of a resident, moved: that municipality is in charge from now on. */
    @Transactional
    public void moveMunicipality(String number, String municipalityCode, CurrentUser actor) {
        requireKind(municipalityCode, Office.Kind.MUNICIPALITY);
        store.setMunicipality(number, municipalityCode);
        record(number, Event.of("MUNICIPALITY_CHANGED", actor).at(municipalityCode));
    }

    public void cardNowAt(String number, String officeCode) {
        store.setCardOffice(number, officeCode);
    }

    public void changePhone(String number, String phone, CurrentUser actor) {
        store.setPhone(number, phone);
        record(number, Event.of("CONTACT_CHANGED", actor));
    }

    /** Replaces what the applicant stated; the earlier statement is not kept beside it, the timeline says that it changed. */
    @Transactional
    public void correctStatement(String number, CaseFile.Applicant applicant, CurrentUser actor) {
        store.updateApplicant(number, applicant);
        record(number, Event.of("STATEMENT_CORRECTED", actor));
    }

    /**
     * The holder has another name now; whoever changes it keeps the one before.
     *
     * @throws Refusal APPLICATION_ALREADY_OPEN where another case of this person is open under that name
     */
    @Transactional
    public void rename(String number, CaseFile.Name name, Event event) {
        CaseFile file = get(number);
        CaseFile.Applicant renamed = file.applicant().named(name);
        store.updateApplicant(number, renamed);
        store.setPersonKey(number, personKey(renamed, file.municipalityCode(), file.residence()));
        record(number, event);
    }

    /** What was done on a link, or under a name, that is not right is done again: no question is open any more, no decision stands. */
    @Transactional
    public void returnToMatch(String number, String reasonCode) {
        dropQuestion(number);
        decision(number).ifPresent(decision -> overturnDecision(decision.id(), CurrentUser.SYSTEM));
        become(number, CaseState.MATCHING_REGISTER, Event.of("MATCHED_AGAIN", CurrentUser.SYSTEM).because(reasonCode));
    }

    // A resident's stay

    /** Whether electronic certificates are wanted on a card that can have them. */
    public void setCertificatesWanted(String number, boolean wanted) {
        store.setCertificatesWanted(number, wanted);
    }

    /** The application was taken at the counter: on this day in Tokyo, for this procedure; the fee goes by both. */
    @Transactional
    public void accept(String number, String baseProcedure, LocalDate day) {
        store.accept(number, baseProcedure, day);
    }

    /** The base procedure is decided. @param until the last day of the new period of stay, null where none was granted */
    @Transactional
    public void decideBase(String number, boolean granted, LocalDate day, Integer months, LocalDate until) {
        store.decideBase(number, granted ? "GRANTED" : "REFUSED", day, months, until);
    }

    /** Which card comes of a granted base procedure; it is the kind of the case too. */
    @Transactional
    public void setCardOutcome(String number, String outcome) {
        store.setCardOutcome(number, outcome);
        store.setKind(number, outcome);
    }

    /** Queues a notice to the applicant, once per occasion: see {@link Notifications#send}. */
    public void tellApplicant(String number, String template, String occasion, String... args) {
        CaseFile file = get(number);
        notifications.send(file.accountId(), file.language(), number, template, occasion, args);
    }

    // Documents

    @Transactional
    public UUID addDocument(String number, String kind, String mediaType, byte[] bytes, CurrentUser actor) {
        return store.addDocument(number, kind, mediaType, bytes, clock.instant(), actor.id());
    }

    public List<Document> documents(String number) {
        return store.documents(number);
    }

    public Optional<Document> latestDocument(String number, String kind) {
        return documents(number).stream().filter(d -> d.kind().equals(kind)).reduce((first, second) -> second);
    }

    /** @throws Refusal DOCUMENT_UNKNOWN */
    public byte[] bytesOf(String number, UUID document) {
        return store.bytes(number, document).orElseThrow(() -> Refusal.notFound("DOCUMENT_UNKNOWN"));
    }

    // Asking the applicant

    /** Notes what is asked; the process then tells the applicant and waits. */
    @Transactional
    public void ask(String number, String reasonCode, String note, CurrentUser actor) {
        store.ask(number, reasonCode, note, actor.id(), clock.instant());
    }

    public Optional<InformationRequest> openRequest(String number) {
        return store.openRequest(number);
    }

    /** What this person asked applicants and has no answer to yet, the longest waiting first. */
    public List<OpenQuestion> openRequestsOf(CurrentUser person) {
        return store.openRequestsOf(person.id());
    }

    /**
     * Takes the answer; the case stands again where it stood when it was asked.
     *
     * @throws Refusal NOTHING_ASKED
     */
    @Transactional
    public void answer(String number, String answer, CurrentUser actor) {
        CaseState askedIn = store.answer(number, answer, clock.instant()).orElseThrow(() -> Refusal.conflict("NOTHING_ASKED"));
        Event received = Event.of("INFORMATION_RECEIVED", actor);
        if (get(number).state() == CaseState.WAITING_FOR_APPLICANT && CaseState.WAITING_FOR_APPLICANT.mayBecome(askedIn)) {
            become(number, askedIn, received);
        } else {
            record(number, received);
        }
    }

    /** The case goes on without the answer: what was asked, if anything, is closed unanswered. */
    @Transactional
    public void dropQuestion(String number) {
        store.dropQuestion(number, clock.instant());
    }

    // Decisions

    /** @param legalBasis code of the law, whose words are {@code law.<code>} */
    @Transactional
    public void decide(String number, String decision, String reasonCode, String note, String legalBasis, CurrentUser actor) {
        store.decide(number, decision, reasonCode, note, legalBasis, actor.id(), clock.instant());
    }

    /** The latest decision that was not overturned. */
    public Optional<Decision> decision(String number) {
        return store.latestDecision(number);
    }

    public void confirmDecision(UUID decision, CurrentUser actor) {
        store.confirm(decision, actor.id(), clock.instant());
    }

    public void overturnDecision(UUID decision, CurrentUser actor) {
        store.overturn(decision, actor.id(), clock.instant());
    }
}
