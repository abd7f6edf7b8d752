package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.demo.partners.ResidentRegister.Resident;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.portal.HolderActions;
import org.madoguchi.programme.MyNumber;
import org.madoguchi.residence.Residences;
import org.madoguchi.residence.Residences.Filing;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.json.JsonMapper;

/** Residents and the people they deal with, in the world of {@link World}. */
@TestComponent
class ResidenceWorld {

    static final String BUREAU = "ISA-TYO";
    static final String MUNICIPALITY = World.MUNICIPALITY;
    static final String ELSEWHERE = "011002";
    static final Instant BEGIN = Instant.parse("2026-11-02T01:00:00Z");
    static final LocalDate STAY_ENDS = LocalDate.of(2027, 1, 15);

    private static final AtomicInteger PEOPLE = new AtomicInteger(100);

    private final World world;
    private final Residences residences;
    private final HolderActions holders;
    private final ApplicantAccounts accounts;
    private final NumberVault vault;
    private final Simulators simulators;
    private final Worklist worklist;
    private final CaseFiles cases;
    private final Staff staff;
    private final JsonMapper json;
    private final MockMvcTester pages;
    private final JdbcClient sql;
    private final MovableClock clock;

    ResidenceWorld(World world, Residences residences, HolderActions holders, ApplicantAccounts accounts, NumberVault vault,
            Simulators simulators, Worklist worklist, CaseFiles cases, Staff staff, JsonMapper json, MockMvcTester pages, JdbcClient sql, MovableClock clock) {
        this.world = world;
        this.residences = residences;
        this.holders = holders;
        this.accounts = accounts;
        this.vault = vault;
        this.simulators = simulators;
        this.worklist = worklist;
        this.cases = cases;
        this.staff = staff;
        this.json = json;
        this.pages = pages;
        this.sql = sql;
        this.clock = clock;
    }

    /** Somebody who lives in Chiyoda, on a stay that ends in January 2027, and is registered as they state. */
    record Person(String family, String given, LocalDate birthDate, String address, String email, MyNumber number, String statusGroup,
            Integer periodMonths, String heldCard) {

        Person holding(String card) {
            return new Person(family, given, birthDate, address, email, number, statusGroup, periodMonths, card);
        }

        Person specialPermanent() {
            return new Person(family, given, birthDate, address, email, number, "SPECIAL_PERMANENT_RESIDENT", null, heldCard);
        }

        String name() {
            return (family + " " + given).strip();
        }

        List<String> planted() {
            return List.of(name(), birthDate.toString(), address, email, number.digits());
        }
    }

    void begin() {
        world.begin();
        clock.stopAt(BEGIN);
        for (Role role : List.of(Role.ISA_CLERK, Role.ISA_EXAMINER, Role.ISA_CARD_OFFICER, Role.ISA_SUPERVISOR)) {
            world.hire(role, BUREAU);
        }
    }

    Person somebody() {
        int seq = PEOPLE.incrementAndGet();
        String letters = "" + (char) ('A' + seq / 26 % 26) + (char) ('A' + seq % 26);
        var person = new Person("NGUYEN", "VAN " + letters, LocalDate.of(1990, 5, 1).plusDays(seq), "東京都千代田区架空町" + seq + "番1号",
                "resident" + seq + "@example.net", number(seq), "MID_TO_LONG_TERM", 12, "SEPARATE");
        simulators.jLis().residents().register(new Resident(person.name(), person.birthDate(), "FEMALE", person.address(), MUNICIPALITY,
                person.number().digits()));
        return person;
    }

    private static MyNumber number(int seq) {
        String body = "9%010d".formatted(seq);
        for (int check = 0; check < 10; check++) {
            try {
                return MyNumber.of(body + check);
            } catch (RuntimeException wrong) {
                // the next one
            }
        }
        throw new AssertionError(body);
    }

    /** Files a procedure; the residence card and the My Number Card end with the stay. */
    String files(Person person, String procedure, String channel) {
        return files(person, procedure, channel, null);
    }

    /** As {@link #files(Person, String, String)}, to replace the card of this number in the register of cards. */
    String files(Person person, String procedure, String channel, UUID card) {
        UUID account = accounts.findOrCreate(person.email(), "en");
        boolean limited = person.periodMonths() != null;
        var applicant = new Applicant(person.family(), person.given(), "", "", person.family(), person.given(), person.birthDate(), "FEMALE",
                person.address(), null, "+81 3 5555 0100", true, "ADULT", null, null, vault.store(person.number()), Map.of());
        var stay = Residence.stated(procedure, person.statusGroup(), limited ? "Engineer" : null, person.periodMonths(),
                limited ? STAY_ENDS : null, "VNM", null, person.heldCard(), person.heldCard().equals("NONE") ? null : "AB12345678CD",
                person.heldCard().equals("NONE") ? null : STAY_ENDS, person.heldCard().equals("NONE") ? null : STAY_ENDS, false);
        String number = residences.file(new Filing(channel, account, "en", MUNICIPALITY, BUREAU, card, applicant, new byte[] {1, 2, 3}, stay),
                CurrentUser.applicant(account.toString()));
        world.settle();
        return number;
    }

    CurrentUser holder(String caseNumber) {
        return CurrentUser.applicant(file(caseNumber).accountId().toString());
    }

    /** Somebody who may do the open task does it. */
    void does(String caseNumber, String taskKey, Map<String, Object> form) {
        doesAt(caseNumber, taskKey, form, null);
    }

    /** As {@link #does}, at this office. */
    void doesAt(String caseNumber, String taskKey, Map<String, Object> form, String office) {
        WorkItem item = task(caseNumber, taskKey);
        if (office != null && !item.officeCode().equals(office)) {
            throw new AssertionError(taskKey + " lies at " + item.officeCode());
        }
        CurrentUser officer = officer(item);
        shows("/tasks/" + item.taskId(), officer);
        shows("/cases/" + caseNumber, officer);
        worklist.complete(item.taskId(), json.valueToTree(form), officer);
        world.settle();
    }

    /** The page of this open task in English, as somebody who may do it sees it. */
    String page(String caseNumber, String taskKey) {
        WorkItem item = task(caseNumber, taskKey);
        var page = pages.get().uri("/tasks/" + item.taskId() + "?lang=en").with(user(officer(item))).exchange();
        return new String(page.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The page is there in both languages, with every word it needs. */
    private void shows(String path, CurrentUser reader) {
        for (String language : List.of("ja", "en")) {
            assertThat(pages.get().uri(path + "?lang=" + language).with(user(reader))).as(path + " in " + language).hasStatusOk()
                    .bodyText().doesNotContainPattern("\\?\\?[\\w.-]+");
        }
    }

    CurrentUser officer(WorkItem item) {
        return worklist.candidates(item).stream().filter(one -> worklist.barred(item, one).isEmpty()).findFirst().orElseThrow();
    }

    WorkItem task(String caseNumber, String taskKey) {
        return worklist.ofCase(caseNumber).stream().filter(one -> one.open() && one.taskKey().equals(taskKey)).findFirst()
                .orElseThrow(() -> new AssertionError(taskKey + " is not open but " + world.openTasks(caseNumber)));
    }

    /** Every paper is there and the applicant came; {@code more} adds to the form. */
    void accepts(String caseNumber, Object... more) {
        String key = file(caseNumber).channel().equals("MUNICIPALITY") ? "Task_AcceptAtMunicipality" : "Task_AcceptAtBureau";
        Map<String, Object> form = new HashMap<>(Map.of("acceptance", "ACCEPTED", "appearing", "SELF", "documents",
                List.of("RESIDENCE_FORM", "PASSPORT", "RESIDENCE_CARD", "PHOTO")));
        for (int i = 0; i < more.length; i += 2) {
            form.put((String) more[i], more[i + 1]);
        }
        does(caseNumber, key, form);
    }

    /** This officer takes the application at a municipality. */
    void acceptsAs(CurrentUser officer, String caseNumber) {
        worklist.complete(task(caseNumber, "Task_AcceptAtMunicipality").taskId(), json.valueToTree(Map.of("acceptance", "ACCEPTED",
                "appearing", "SELF", "documents", List.of("RESIDENCE_FORM", "RESIDENCE_CARD"))), officer);
        world.settle();
    }

    /** A municipal officer of another place. */
    CurrentUser officerOf(String municipality) {
        var officer = new CurrentUser("officer-" + municipality, CurrentUser.Kind.STAFF, "担当", "Officer",
                Set.of(new CurrentUser.Post(Role.MUNICIPAL_OFFICER, municipality)));
        staff.put(officer);
        return officer;
    }

    void acceptsWithWish(String caseNumber) {
        accepts(caseNumber, "mergedCardAsked", true, "explainedByMe", true, "explainedIn", "vi");
    }

    void grants(String caseNumber) {
        Map<String, Object> form = new LinkedHashMap<>(Map.of("baseDecision", "GRANTED"));
        if (file(caseNumber).purpose().equals("EXTENSION")) {
            form.put("grantedMonths", 36);
            form.put("grantedUntil", STAY_ENDS.plusYears(3).toString());
        }
        does(caseNumber, "Task_ExamineBaseProcedure", form);
    }

    void takesStamps(String caseNumber) {
        does(caseNumber, "Task_TakeRevenueStamps", Map.of("stampsTaken", true));
    }

    void confirmsTheRecord(String caseNumber) {
        holders.confirmRecord(caseNumber, true, holder(caseNumber));
        world.settle();
    }

    /** J-LIS makes and sends the card. */
    void producerDelivers() {
        world.pass(Duration.ofDays(10));
        world.pass(Duration.ofDays(2));
    }

    void receives(String caseNumber) {
        does(caseNumber, "Task_ConfirmMergedReceipt", Map.of("receipt", "RECEIVED", "reference", "SEAL-1"));
    }

    static Map<String, Object> handOver() {
        return Map.of("handover", "HANDED_OVER", "identityChecked", true, "residenceCard", "SURRENDERED", "myNumberCard", "SURRENDERED",
                "notCarriedOverTold", true, "signatureTaken", true);
    }

    void issuesResidenceCard(String caseNumber) {
        does(caseNumber, "Task_IssueResidenceCard", Map.of("identityChecked", true, "residenceCard", "SURRENDERED", "functionEndTold", true,
                "signatureTaken", true));
    }

    CaseFile file(String caseNumber) {
        return cases.get(caseNumber);
    }

    List<String> events(String caseNumber) {
        return cases.timeline(caseNumber).stream().map(CaseFiles.TimelineEntry::event).toList();
    }

    List<String> notices(String caseNumber) {
        return sql.sql("select template from notification where case_number = :case order by queued_at, template").param("case", caseNumber)
                .query(String.class).list();
    }

    Map<String, Object> cardInForce(String caseNumber) {
        return sql.sql("select id, kind, valid_until, certificates_until, issued_on from card_in_force where case_number = :case").param("case", caseNumber)
                .query().singleRow();
    }

    int feeYen(String caseNumber) {
        return sql.sql("select fee_yen from fee where case_number = :case").param("case", caseNumber).query(Integer.class).single();
    }
}
