package org.madoguchi.journeys;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * People and programs that use the product over HTTP and take it as it comes: whoever gets no answer asks again, an
 * application under the same key, until there is one. Two send applications from abroad and two those of residents, the
 * holders do what is theirs to do, and officers what lies in their queues.
 */
final class RunningLoad implements AutoCloseable {

    static final Duration ONE_REQUEST = Duration.ofSeconds(20);

    private static final String EMAIL = "holder@example.com";

    /** Of so many applications the examination is left to nobody, so that some clocks of tasks run until the end. */
    private static final int LEFT_ALONE = 6;
    private static final Set<String> EXAMINATIONS = Set.of("Task_ExamineApplication", "Task_ExamineBaseProcedure");

    private static final Set<String> BEFORE_CONFIRMATION =
            Set.of("RECEIVED", "CHECKING_ELIGIBILITY", "MATCHING_REGISTER", "WAITING_FOR_APPLICANT");

    private static final Map<String, Object> ARRIVED = Map.of("receipt", "RECEIVED", "reference", "SEAL-1");
    private static final Map<String, Object> PASSED_ON = Map.of("reference", "SEAL-1");
    private static final Map<String, Object> ACCEPTED = Map.of("acceptance", "ACCEPTED", "appearing", "SELF",
            "documents", List.of("RESIDENCE_FORM", "PASSPORT", "RESIDENCE_CARD", "PHOTO"), "note", "All seen.");
    private static final Map<String, Object> MERGED_HANDED_OVER = Map.of("handover", "HANDED_OVER", "identityChecked", true,
            "residenceCard", "SURRENDERED", "myNumberCard", "SURRENDERED", "notCarriedOverTold", true, "signatureTaken", true);
    private static final Map<String, Object> CARD_ISSUED = Map.of("identityChecked", true, "residenceCard", "SURRENDERED",
            "functionEndTold", true, "signatureTaken", true);
    private static final Map<String, Object> LIFTED = Map.of("lift", "LIFTED", "identityChecked", true, "cardInHand", true);

    private final RunningProduct product;
    private final JsonMapper json = JsonMapper.builder().build();
    private final LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Tokyo"));
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    private final Semaphore applicationsToCome = new Semaphore(0);
    private final Semaphore residentsToCome = new Semaphore(0);
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger residentPeople = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Map<String, String> followTokens = new ConcurrentHashMap<>();
    /** Cases of applicants abroad, and whether their record is confirmed. */
    private final Map<String, Boolean> overseas = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final RunningHolder holder;
    private final RunningResidents residents;
    private volatile boolean over;

    RunningLoad(RunningProduct product) {
        this.product = product;
        this.holder = new RunningHolder(product, this, EMAIL);
        this.residents = new RunningResidents(product, this);
        for (int n = 0; n < 2; n++) {
            begin("applicant-" + n, this::applyForOne);
            begin("filing-" + n, this::fileForOne);
        }
        begin("holder", this::confirmAll);
        begin("residents", residents::act);
        begin("municipal-officer", () -> work("ito", Map.of("Task_ExamineApplication", Map.of("examination", "ISSUE"),
                "Task_AcceptAtMunicipality", ACCEPTED, "Task_ConfirmAtMunicipality", PASSED_ON,
                "Task_HandOverAtMunicipality", MERGED_HANDED_OVER, "Task_LiftAtMunicipality", LIFTED)));
        begin("consular-clerk", () -> work("sato", Map.of("Task_ConfirmCardReceipt", ARRIVED)));
        begin("bureau", this::workAtBureau);
    }

    private boolean workAtBureau() throws IOException, InterruptedException {
        boolean worked = work("yoshida", Map.of("Task_AcceptAtBureau", ACCEPTED, "Task_TakeRevenueStamps", Map.of("stampsTaken", true)));
        worked |= work("yamada", Map.of("Task_ExamineBaseProcedure", Map.of("baseDecision", "GRANTED", "grantedMonths", 36,
                "grantedUntil", today.plusYears(3).toString())));
        worked |= work("matsumoto", Map.of("Task_ConfirmMergedReceipt", ARRIVED, "Task_ForwardToMunicipality", PASSED_ON,
                "Task_HandOverAtBureau", MERGED_HANDED_OVER, "Task_IssueResidenceCard", CARD_ISSUED, "Task_LiftAtBureau", LIFTED));
        return worked | work("nakamura", Map.of("Task_TraceCopies", Map.of("complete", true)));
    }

    private interface Doing {
        /** Whether there was anything to do. */
        boolean once() throws IOException, InterruptedException;
    }

    private void begin(String name, Doing doing) {
        Thread thread = new Thread(() -> {
            while (!over) {
                try {
                    if (!doing.once()) {
                        LockSupport.parkNanos(50_000_000);
                    }
                } catch (IOException notThere) {
                    LockSupport.parkNanos(50_000_000);
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException e) {
                    complaints.add(name + ": " + e);
                    return;
                }
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** Lets so many more people apply from abroad, and so many more residents file. */
    void more(int applications, int filings) {
        applicationsToCome.release(applications);
        residentsToCome.release(filings);
    }

    /** How many requests that change something were sent so far. */
    int sent() {
        return sent.get();
    }

    /** How many of those never got an answer: the product was killed over them. */
    int unanswered() {
        return unanswered.get();
    }

    /** Case number by Idempotency-Key. */
    Map<String, String> accepted() {
        return accepted;
    }

    /** The cases of applicants abroad. */
    Set<String> overseas() {
        return overseas.keySet();
    }

    RunningResidents residents() {
        return residents;
    }

    /** What was answered that should not have been. */
    Queue<String> complaints() {
        return complaints;
    }

    /** Sends a request that changes something; one that finds nobody listening does not count as sent. */
    HttpResponse<String> change(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        sent.incrementAndGet();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (ConnectException notThere) {
            sent.decrementAndGet();
            throw notThere;
        } catch (IOException noAnswer) {
            unanswered.incrementAndGet();
            throw noAnswer;
        }
    }

    private boolean applyForOne() throws InterruptedException {
        applicationsToCome.acquire();
        int seq = people.incrementAndGet();
        return submit("crash-" + seq, ApiApplication.of(person(seq), EMAIL, seq % 3 == 0), created -> overseas.put(created.get("caseNumber").asString(), false));
    }

    private SamplePerson person(int seq) {
        return SamplePerson.of(seq, SamplePlan.HANDED_OVER, "US-LAX", "131016", "東京都千代田区", today);
    }

    /** What the product was told of people. */
    List<String> personal() {
        Stream<String> abroad = IntStream.rangeClosed(1, people.get()).mapToObj(this::person).flatMap(person -> Stream.of(person.myNumber(),
                person.birthDate().toString(), person.familyName() + " " + person.givenName(), person.familyLatin() + " " + person.givenLatin()));
        Stream<String> residents = IntStream.rangeClosed(1, residentPeople.get()).mapToObj(seq -> RunningResidents.person(seq, today))
                .flatMap(person -> Stream.of(person.myNumber(), person.birthDate().toString(), person.cardNumber(), person.address()));
        return Stream.of(Stream.of(EMAIL, RunningResidents.EMAIL), abroad, residents).flatMap(each -> each).toList();
    }

    private boolean fileForOne() throws InterruptedException {
        residentsToCome.acquire();
        int seq = residentPeople.incrementAndGet();
        return submit("storm-" + seq, RunningResidents.application(seq, today),
                created -> residents.accepted(seq, created.get("caseNumber").asString(), created));
    }

    /** Sends it until it is taken, and every third one once more, as a program does that did not hear the answer. */
    private boolean submit(String key, Map<String, Object> application, Consumer<JsonNode> taken) throws InterruptedException {
        JsonNode created = send(key, application);
        if (created == null) {
            return false;
        }
        String number = created.get("caseNumber").asString();
        followTokens.put(number, created.get("followToken").asString());
        taken.accept(created);
        accepted.put(key, number);
        if (key.hashCode() % 3 == 0) {
            JsonNode again = send(key, application);
            if (again != null && !again.get("caseNumber").asString().equals(number)) {
                complaints.add(key + " opened two cases: " + number + " and " + again.get("caseNumber").asString());
            }
        }
        return true;
    }

    private JsonNode send(String key, Map<String, Object> application) throws InterruptedException {
        String body = json.writeValueAsString(application);
        while (!over) {
            try {
                var answer = change(http, HttpRequest.newBuilder(product.uri("/api/v1/applications")).timeout(ONE_REQUEST)
                        .header("Content-Type", "application/json").header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build());
                if (answer.statusCode() == 201) {
                    return json.readTree(answer.body());
                }
                complain("application " + key, answer);
            } catch (IOException noAnswer) {
                // The case may or may not be there: the same key finds out.
            }
            LockSupport.parkNanos(50_000_000);
        }
        return null;
    }

    /** Completes what an officer can find in the first pages of the queues and knows how to do. */
    private boolean work(String officer, Map<String, Map<String, Object>> forms) throws IOException, InterruptedException {
        boolean worked = false;
        String cursor = "";
        do {
            var list = http.send(asOfficer(officer, "/api/v1/tasks?view=ALL" + cursor).build(), HttpResponse.BodyHandlers.ofString());
            if (list.statusCode() != 200) {
                complain("list of " + officer, list);
                return false;
            }
            JsonNode page = json.readTree(list.body());
            for (JsonNode task : page.get("items")) {
                Map<String, Object> form = forms.get(task.get("taskKey").asString());
                if (form != null && !leftAlone(task)) {
                    worked |= complete(officer, task.get("taskId").asString(), form);
                }
            }
            cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asString();
        } while (cursor != null && !over);
        return worked;
    }

    private static boolean leftAlone(JsonNode task) {
        return EXAMINATIONS.contains(task.get("taskKey").asString()) && leftAlone(task.get("caseNumber").asString());
    }

    /** Whether the examination of this case is done by nobody. */
    static boolean leftAlone(String caseNumber) {
        return Math.floorMod(caseNumber.hashCode(), LEFT_ALONE) == 0;
    }

    /** Done, or done before: an answer may have been lost. */
    private boolean complete(String officer, String task, Map<String, Object> form) throws IOException, InterruptedException {
        var answer = change(http, asOfficer(officer, "/api/v1/tasks/" + task + "/complete").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(form))).build());
        if (answer.statusCode() == 204 || answer.body().contains("TASK_DONE")) {
            return true;
        }
        complain("completion of " + task, answer);
        return false;
    }

    private HttpRequest.Builder asOfficer(String officer, String path) {
        return HttpRequest.newBuilder(product.uri(path)).timeout(ONE_REQUEST).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString((officer + ":demo").getBytes(StandardCharsets.UTF_8)));
    }

    /** A product that is about to start (503) or was overtaken by somebody else (409) is asked again; all else is noted. */
    void complain(String what, HttpResponse<String> answer) {
        boolean again = answer.statusCode() == 503 || answer.statusCode() == 409 && answer.body().contains("CHANGED_MEANWHILE");
        if (!again && complaints.size() < 10) {
            complaints.add(what + " was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** The holder abroad says of each record that was found: mine. */
    private boolean confirmAll() throws IOException, InterruptedException {
        boolean worked = false;
        for (Map.Entry<String, Boolean> one : overseas.entrySet()) {
            JsonNode status = one.getValue() ? null : status(one.getKey());
            if (status != null && status.get("confirmRecord").asBoolean()) {
                worked |= holder.press("/track/" + one.getKey() + "/record", "/track/" + one.getKey(), Map.of("mine", "yes"));
            } else if (status != null && !BEFORE_CONFIRMATION.contains(status.get("state").asString())) {
                one.setValue(true);
            }
        }
        return worked;
    }

    /** Where a case stands, as its holder is told; null where there is no answer to be had now. */
    JsonNode status(String number) throws IOException, InterruptedException {
        var status = http.send(HttpRequest.newBuilder(product.uri("/api/v1/applications/" + number)).timeout(ONE_REQUEST)
                .header("Authorization", "Bearer " + followTokens.get(number)).build(), HttpResponse.BodyHandlers.ofString());
        if (status.statusCode() != 200) {
            complain("status of " + number, status);
            return null;
        }
        return json.readTree(status.body());
    }

    @Override
    public void close() {
        over = true;
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            try {
                thread.join(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
