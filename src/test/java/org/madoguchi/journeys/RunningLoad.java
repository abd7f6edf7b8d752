package org.madoguchi.journeys;

import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * People and programs that use the product over HTTP and take it as it comes: whoever gets no answer asks again, an
 * application under the same key, until there is one. Three send applications, one holder confirms the records that were
 * found, two officers do what lies in their queues.
 */
final class RunningLoad implements AutoCloseable {

    private static final String EMAIL = "holder@example.com";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"|value=\"([^\"]+)\"[^>]*name=\"_csrf\"");
    private static final Pattern CODE = Pattern.compile("\\b\\d{8}\\b");
    private static final Duration ONE_REQUEST = Duration.ofSeconds(20);

    /** Of so many applications the examination is left to nobody, so that some clocks of tasks run until the end. */
    private static final int LEFT_ALONE = 6;

    private final RunningProduct product;
    private final JsonMapper json = JsonMapper.builder().build();
    private final LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Tokyo"));
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();

    private final Semaphore applicationsToCome = new Semaphore(0);
    private final AtomicInteger people = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Map<String, String> followTokens = new ConcurrentHashMap<>();
    private final Map<String, Boolean> confirmed = new ConcurrentHashMap<>();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    RunningLoad(RunningProduct product) {
        this.product = product;
        for (int n = 0; n < 3; n++) {
            begin("applicant-" + n, this::applyForOne);
        }
        begin("holder", new Holder()::confirmAll);
        begin("municipal-officer", () -> work("ito", Map.of("Task_ExamineApplication", Map.of("examination", "ISSUE"))));
        begin("consular-clerk", () -> work("sato", Map.of("Task_ConfirmCardReceipt", Map.of("receipt", "RECEIVED", "reference", "SEAL-1"))));
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

    /** Lets so many more people apply. */
    void moreApplications(int more) {
        applicationsToCome.release(more);
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

    /** What was answered that should not have been. */
    Queue<String> complaints() {
        return complaints;
    }

    /** Sends a request that changes something; one that finds nobody listening does not count as sent. */
    private HttpResponse<String> change(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
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
        String key = "crash-" + seq;
        String body = json.writeValueAsString(ApiApplication.of(
                SamplePerson.of(seq, SamplePlan.HANDED_OVER, "US-LAX", "131016", "東京都千代田区", today), EMAIL, seq % 3 == 0));
        while (!over) {
            try {
                var answer = change(http, HttpRequest.newBuilder(product.uri("/api/v1/applications")).timeout(ONE_REQUEST)
                        .header("Content-Type", "application/json").header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build());
                if (answer.statusCode() == 201) {
                    JsonNode created = json.readTree(answer.body());
                    String number = created.get("caseNumber").asString();
                    followTokens.put(number, created.get("followToken").asString());
                    accepted.put(key, number);
                    return true;
                }
                complain("application " + key, answer);
            } catch (IOException noAnswer) {
                // The case may or may not be there: the same key finds out.
            }
            LockSupport.parkNanos(50_000_000);
        }
        return false;
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
        return task.get("taskKey").asString().equals("Task_ExamineApplication") && leftAlone(task.get("caseNumber").asString());
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
    private void complain(String what, HttpResponse<String> answer) {
        boolean again = answer.statusCode() == 503 || answer.statusCode() == 409 && answer.body().contains("CHANGED_MEANWHILE");
        if (!again && complaints.size() < 10) {
            complaints.add(what + " was answered " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Signs in by the code in the mail, again after each start, and says of each record that was found: mine. */
    private final class Holder {

        private HttpClient browser;
        private String csrf;

        boolean confirmAll() throws IOException, InterruptedException {
            boolean worked = false;
            for (String number : List.copyOf(followTokens.keySet())) {
                if (!confirmed.containsKey(number) && asked(number)) {
                    worked |= confirm(number);
                }
            }
            return worked;
        }

        private boolean asked(String number) throws IOException, InterruptedException {
            var status = http.send(HttpRequest.newBuilder(product.uri("/api/v1/applications/" + number)).timeout(ONE_REQUEST)
                    .header("Authorization", "Bearer " + followTokens.get(number)).build(), HttpResponse.BodyHandlers.ofString());
            if (status.statusCode() != 200) {
                complain("status of " + number, status);
                return false;
            }
            JsonNode found = json.readTree(status.body());
            if (!List.of("RECEIVED", "CHECKING_ELIGIBILITY", "MATCHING_REGISTER", "WAITING_FOR_APPLICANT").contains(found.get("state").asString())) {
                confirmed.put(number, true);
            }
            return found.get("confirmRecord").asBoolean();
        }

        private boolean confirm(String number) throws IOException, InterruptedException {
            // A kill in the middle of a sign-in leaves a browser without a token.
            if ((browser == null || csrf == null) && !signIn()) {
                return false;
            }
            var answer = post("/track/" + number + "/record", Map.of("mine", "yes"));
            if (answer.statusCode() == 302 && location(answer).endsWith("/track/" + number)) {
                return true;
            }
            // The session went down with the product.
            browser = null;
            return false;
        }

        private boolean signIn() throws IOException, InterruptedException {
            browser = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(new CookieManager())
                    .connectTimeout(Duration.ofSeconds(2)).build();
            csrf = csrfOf("/sign-in");
            if (csrf != null) {
                post("/sign-in/code", Map.of("username", EMAIL));
                String code = latestCode();
                if (code != null && !location(post("/sign-in/code/verify", Map.of("email", EMAIL, "code", code))).contains("wrong")) {
                    csrf = csrfOf("/track");
                    if (csrf != null) {
                        return true;
                    }
                }
            }
            browser = null;
            return false;
        }

        private String csrfOf(String path) throws IOException, InterruptedException {
            Matcher field = CSRF.matcher(browser.send(HttpRequest.newBuilder(product.uri(path)).timeout(ONE_REQUEST).build(),
                    HttpResponse.BodyHandlers.ofString()).body());
            return !field.find() ? null : field.group(1) != null ? field.group(1) : field.group(2);
        }

        /** The newest mail with a code; an unused one stays good for ten minutes and none is sent anew for a while. */
        private String latestCode() throws IOException {
            try (var mails = Files.list(product.home().resolve("mail"))) {
                for (Path mail : mails.filter(file -> file.toString().endsWith(".txt"))
                        .sorted((a, b) -> Long.compare(b.toFile().lastModified(), a.toFile().lastModified())).toList()) {
                    String text = Files.readString(mail);
                    Matcher code = CODE.matcher(text.substring(text.indexOf("\n\n") + 1));
                    if (text.contains("Subject: [Madoguchi]") && text.contains("sign-in") && code.find()) {
                        return code.group();
                    }
                }
            }
            return null;
        }

        private HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
            var form = new StringBuilder("_csrf=" + encode(csrf));
            fields.forEach((name, value) -> form.append('&').append(name).append('=').append(encode(value)));
            return change(browser, HttpRequest.newBuilder(product.uri(path)).timeout(ONE_REQUEST)
                    .header("Content-Type", "application/x-www-form-urlencoded").header("Accept-Language", "en")
                    .POST(HttpRequest.BodyPublishers.ofString(form.toString())).build());
        }

        private static String location(HttpResponse<String> answer) {
            return answer.headers().firstValue("Location").map(URI::create).map(URI::toString).orElse("");
        }

        private static String encode(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
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
