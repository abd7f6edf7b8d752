package org.madoguchi.portal;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Somebody at the portal, with a browser session; signed in once they say so. */
class Visitor {

    private final MockMvcTester http;
    private final MockHttpSession session = new MockHttpSession();
    private CurrentUser account;

    Visitor(MockMvcTester http) {
        this.http = http;
    }

    static Visitor signedIn(MockMvcTester http, ApplicantAccounts accounts) {
        return new Visitor(http).signIn(accounts.findOrCreate("v" + UUID.randomUUID() + "@example.jp", "en"));
    }

    Visitor signIn(UUID id) {
        account = CurrentUser.applicant(id.toString());
        return this;
    }

    CurrentUser account() {
        return account;
    }

    UUID accountId() {
        return UUID.fromString(account.id());
    }

    MvcTestResult get(String path) {
        var request = http.get().uri(path).session(session).header("Accept-Language", "en");
        return (account == null ? request : request.with(user(account))).exchange();
    }

    String page(String path) {
        return text(get(path));
    }

    MvcTestResult post(String path, Map<String, String> fields) {
        var request = http.post().uri(path).session(session).with(csrf()).header("Accept-Language", "en");
        fields.forEach(request::param);
        return (account == null ? request : request.with(user(account))).exchange();
    }

    MvcTestResult post(String path, String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return post(path, fields);
    }

    MvcTestResult upload(String path, byte[] photo, String... namesAndValues) {
        return send(path, "photo", photo, namesAndValues);
    }

    MvcTestResult send(String path, String field, byte[] file, String... namesAndValues) {
        var request = http.post().uri(path).session(session).with(csrf()).header("Accept-Language", "en").multipart()
                .file(new org.springframework.mock.web.MockMultipartFile(field, field + ".jpg", "image/jpeg", file));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            request.param(namesAndValues[i], namesAndValues[i + 1]);
        }
        return (account == null ? request : request.with(user(account))).exchange();
    }

    MvcTestResult answer(String question, String answer) {
        return post("/apply/check", "question", question, "answer", answer);
    }

    /** Answers the check as somebody who never had a card. */
    void passTheCheck(String born) {
        answer("purpose", "NEW");
        answer("japaneseNational", "yes");
        answer("residentRecordInJapan", "no");
        answer("everRegistered", "yes");
        answer("residentRecordSinceNumbering", "yes");
        answer("registeredDomicileKnown", "yes");
        answer("card", "NONE");
        answer("dateOfBirth", born);
        get("/apply/form");
    }

    /** A complete statement under a family name of its own. */
    static Map<String, String> statement(String born) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("familyName", name());
        fields.put("givenName", "花子");
        fields.put("familyKana", "ヤマダ");
        fields.put("givenKana", "ハナコ");
        fields.put("familyLatin", "YAMADA");
        fields.put("givenLatin", "HANAKO");
        fields.put("dateOfBirth", born);
        fields.put("sex", "FEMALE");
        fields.put("municipalityCode", "131041");
        fields.put("domicile", "東京都新宿区西新宿二丁目" + new Random().nextInt(1_000_000) + "番");
        fields.put("departedOn", "2024-06-30");
        fields.put("missionCode", "FR-PAR");
        fields.put("phone", "+33 1 23 45 67 89");
        fields.put("certificatesWanted", "yes");
        fields.put("applyingAs", "SELF");
        fields.put("ward", "no");
        return fields;
    }

    /** A name nobody else has: one person may have one open application. */
    static String name() {
        String common = "山川田中木村林森石原野谷島橋本井上下高小大松竹梅杉藤佐伊加近";
        return new Random().ints(8, 0, common.length()).mapToObj(i -> common.substring(i, i + 1)).collect(Collectors.joining());
    }

    /** The number of a case submitted the whole way. */
    String submit(String born) {
        passTheCheck(born);
        post("/apply/form", statement(born));
        upload("/apply/photo", photo());
        MvcTestResult submitted = post("/apply/submit", "draft", draftOn(page("/apply/review")));
        return submitted.getResponse().getRedirectedUrl().split("/")[2];
    }

    static String draftOn(String review) {
        return review.replaceAll("(?s).*name=\"draft\" value=\"([^\"]+)\".*", "$1");
    }

    static byte[] photo() {
        return jpeg(600, 800, true);
    }

    static byte[] jpeg(int width, int height, boolean bright) {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = picture.createGraphics();
        pen.setColor(bright ? new Color(225, 230, 240) : Color.BLACK);
        pen.fillRect(0, 0, width, height);
        if (bright) {
            pen.setColor(new Color(60, 40, 30));
            pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 60));
            var random = new Random(7);
            for (int i = 0; i < 400; i++) {
                pen.setColor(new Color(random.nextInt(0xffffff)));
                pen.fillOval(random.nextInt(width), random.nextInt(height), 24, 36);
            }
        }
        pen.dispose();
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
