package org.madoguchi.journeys;

import java.io.IOException;
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
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A holder with a browser: signs in by the code in the mail, again after each start, reads pages and presses buttons. */
final class RunningHolder {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"|value=\"([^\"]+)\"[^>]*name=\"_csrf\"");
    private static final Pattern CODE = Pattern.compile("\\b\\d{8}\\b");

    private final RunningProduct product;
    private final RunningLoad load;
    private final String email;

    /** Null while nobody is signed in. */
    private HttpClient browser;
    private String csrf;

    RunningHolder(RunningProduct product, RunningLoad load, String email) {
        this.product = product;
        this.load = load;
        this.email = email;
    }

    /** Presses a button; whether the product took it and went on to {@code next}. */
    boolean press(String path, String next, Map<String, String> fields) throws IOException, InterruptedException {
        if (browser == null && !signIn()) {
            return false;
        }
        var answer = post(browser, csrf, path, fields);
        if (answer.statusCode() == 302 && location(answer).endsWith(next)) {
            return true;
        }
        boolean refused = answer.statusCode() == 409;
        boolean signedOut = answer.statusCode() == 302 || answer.statusCode() == 403;
        if (!refused && !signedOut) {
            load.complain(path, answer);
        }
        if (!refused) {
            // The session went down with the product.
            browser = null;
        }
        return false;
    }

    /** What a page says; empty where nobody is signed in any more. */
    Optional<String> page(String path) throws IOException, InterruptedException {
        if (browser == null && !signIn()) {
            return Optional.empty();
        }
        var answer = get(browser, path);
        if (answer.statusCode() == 200) {
            return Optional.of(answer.body());
        }
        browser = null;
        return Optional.empty();
    }

    private boolean signIn() throws IOException, InterruptedException {
        HttpClient fresh = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(new CookieManager())
                .connectTimeout(Duration.ofSeconds(2)).build();
        String token = csrfOf(fresh, "/sign-in");
        if (token == null) {
            return false;
        }
        post(fresh, token, "/sign-in/code", Map.of("username", email));
        String code = latestCode();
        if (code == null || location(post(fresh, token, "/sign-in/code/verify", Map.of("email", email, "code", code))).contains("wrong")) {
            return false;
        }
        csrf = csrfOf(fresh, "/track");
        // Last: a kill in the middle of a sign-in leaves nobody signed in.
        browser = csrf == null ? null : fresh;
        return browser != null;
    }

    private String csrfOf(HttpClient client, String path) throws IOException, InterruptedException {
        Matcher field = CSRF.matcher(get(client, path).body());
        return !field.find() ? null : field.group(1) != null ? field.group(1) : field.group(2);
    }

    /** The newest mail with a code for this address; an unused one stays good for ten minutes and none is sent anew for a while. */
    private String latestCode() throws IOException {
        try (var mails = Files.list(product.home().resolve("mail"))) {
            for (Path mail : mails.filter(file -> file.toString().endsWith(".txt"))
                    .sorted((a, b) -> Long.compare(b.toFile().lastModified(), a.toFile().lastModified())).toList()) {
                String text = Files.readString(mail);
                Matcher code = CODE.matcher(text.substring(text.indexOf("\n\n") + 1));
                if (text.startsWith("To: " + email) && text.contains("Subject: [Madoguchi]") && text.contains("sign-in") && code.find()) {
                    return code.group();
                }
            }
        }
        return null;
    }

    private HttpResponse<String> get(HttpClient client, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(product.uri(path)).timeout(RunningLoad.ONE_REQUEST).header("Accept-Language", "en").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(HttpClient client, String token, String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        var form = new StringBuilder("_csrf=" + encode(token));
        fields.forEach((name, value) -> form.append('&').append(name).append('=').append(encode(value)));
        return load.change(client, HttpRequest.newBuilder(product.uri(path)).timeout(RunningLoad.ONE_REQUEST)
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
