package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import jakarta.servlet.http.HttpServletRequest;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.journeys.ApiApplication;
import org.madoguchi.programme.PhotoCheck;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.json.JsonMapper;

/** Files that are not what they say, or become more than they are. */
class HostileFileTests extends AttemptTest {

    private static final String HIDDEN = "<script>alert(1)</script>PK\u0003\u0004 GPS 35.68N";

    @Autowired
    JsonMapper json;

    @Autowired
    PhotoCheck photos;

    @Test
    void a_file_that_is_no_photo_is_refused_whatever_it_is_called() throws IOException {
        String number = world.walk(world.somebody(SamplePlan.PHOTO_WANTED), SamplePlan.PHOTO_WANTED);
        String before = contents("case_document");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("face.jpg", "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8));
        files.put("face.svg", "<?xml version=\"1.0\"?><!DOCTYPE s [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><svg>&b;</svg>".getBytes(StandardCharsets.UTF_8));
        files.put("face.jpg.html", "%PDF-1.7 <script>".getBytes(StandardCharsets.UTF_8));
        files.put("../../../../etc/cron.d/x.jpg", "GIF89a<script>".getBytes(StandardCharsets.UTF_8));
        files.put("..\\..\\application.yml", zip(1000));
        files.put("face.png", png(200, 200));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(answer(number, file.getKey(), file.getValue())).as(file.getKey()).hasStatus(422);
        }
        assertThat(contents("case_document")).isEqualTo(before);
        assertThat(recorded()).containsExactly("POST /track/{number}/answer 422 PHOTO_NOT_JPEG");
    }

    @Test
    void what_is_hidden_in_a_picture_is_not_kept_and_its_name_neither() throws IOException {
        String number = world.walk(world.somebody(SamplePlan.PHOTO_WANTED), SamplePlan.PHOTO_WANTED);
        assertThat(answer(number, "../../face<script>.jpg", withHidden(jpeg(600, 800)))).hasStatus3xxRedirection();
        UUID photo = cases.latestDocument(number, "PHOTO").orElseThrow().id();
        String kept = new String(cases.bytesOf(number, photo), StandardCharsets.ISO_8859_1);
        assertThat(kept).startsWith("\u00ff\u00d8\u00ff").doesNotContain("script", "PK\u0003\u0004", "GPS");
        assertThat(contents("case_document")).doesNotContain("face<script>", "..");
        String paper = new String(photos.paper(withHidden(jpeg(600, 800))).orElseThrow(), StandardCharsets.ISO_8859_1);
        assertThat(paper).startsWith("\u00ff\u00d8\u00ff").doesNotContain("script", "PK\u0003\u0004", "GPS");
        assertThat(photos.paper(jpeg(40, 20))).as("a paper need not be a portrait").isPresent();
    }

    @Test
    void a_picture_that_would_fill_the_memory_is_never_unpacked() throws IOException {
        byte[] small = withHidden(jpeg(600, 800));
        byte[] vast = sized(small, 65_500, 65_500);
        assertThat(photos.check(vast).reasons()).containsAnyOf("PHOTO_DIMENSIONS", "PHOTO_UNREADABLE");
        assertThat(photos.paper(vast)).isEmpty();
        byte[] scans = new byte[200_000];
        for (int i = 0; i < scans.length; i += 2) {
            scans[i] = (byte) 0xff;
            scans[i + 1] = (byte) (i == 0 ? 0xd8 : 0xda);
        }
        scans[2] = (byte) 0xff;
        assertThat(photos.check(scans).reasons()).containsExactly("PHOTO_UNREADABLE");
        assertThat(photos.paper(scans)).isEmpty();
        assertThat(photos.paper(new byte[8_000_000])).isEmpty();

        String number = world.walk(world.somebody(SamplePlan.PHOTO_WANTED), SamplePlan.PHOTO_WANTED);
        assertThat(answer(number, "face.jpg", scans)).hasStatus(422);
        recorded("POST /track/{number}/answer 422 PHOTO_UNREADABLE");
    }

    @Test
    void nothing_packed_is_unpacked() throws IOException {
        byte[] packed = gzip(new byte[50_000_000]);
        assertThat(packed.length).isLessThan(100_000);
        assertThat(http.post().uri("/api/v1/eligibility").contentType("application/json").header("Content-Encoding", "gzip").content(packed).exchange())
                .hasStatus(400);
        Map<String, Object> application = new LinkedHashMap<>(ApiApplication.of(world.somebody(SamplePlan.EXAMINING), "z@example.com", false));
        application.put("photo", Base64.getEncoder().encodeToString(zip(10_000_000)));
        assertThat(http.post().uri("/api/v1/applications").header("Idempotency-Key", UUID.randomUUID().toString()).contentType("application/json")
                .content(json.writeValueAsString(application)).exchange()).hasStatus(422).bodyText().contains("photo");
        assertThat(http.post().uri("/api/v1/eligibility").contentType("application/json").content("[".repeat(200_000)).exchange()).hasStatus(400);
        assertThat(http.post().uri("/api/v1/eligibility").contentType("application/json").content("{\"programme\":" + "1".repeat(100_000) + "}").exchange())
                .hasStatus4xxClientError();
        recorded("POST /api/v1/eligibility 400 BODY_MALFORMED");
    }

    @Test
    void no_call_reads_xml() {
        String bomb = """
                <?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;&x;&x;">
                <!ENTITY z SYSTEM "file:///etc/passwd">]><a>&y;&z;</a>""";
        Set<String> read = new TreeSet<>();
        operations().filter(operation -> operation.method().equals("POST") && operation.pattern().startsWith("/api/")).forEach(operation -> {
            // what reads no body has nothing to refuse
            boolean reads = Stream.of(operation.handler().getMethodParameters()).anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class)
                    || parameter.getParameterType() == HttpServletRequest.class);
            for (String type : List.of("application/xml", "text/xml", "application/soap+xml", "application/bpmn+xml")) {
                MvcTestResult answer = request("POST", operation.of(UNHEARD)).with(user(world.officer(org.madoguchi.identity.Role.MUNICIPAL_OFFICER, "a")))
                        .contentType(type).content(bomb).exchange();
                if (reads && answer.getResponse().getStatus() < 400 || answer.getResponse().getStatus() >= 500 || text(answer).contains("root:")
                        || text(answer).contains("xxxxxxxxxx")) {
                    read.add(operation.pattern() + " " + type + " " + answer.getResponse().getStatus());
                }
            }
        });
        assertThat(read).isEmpty();
        recorded("POST /api/v1/eligibility 415 HTTP_415", "POST /api/v1/applications 415 HTTP_415");
    }

    private MvcTestResult answer(String number, String name, byte[] photo) {
        return http.post().uri("/track/" + number + "/answer").with(csrf()).with(user(CurrentUser.applicant(cases.get(number).accountId().toString())))
                .multipart().file(new MockMultipartFile("photo", name, "image/jpeg", photo)).param("answer", "Here.").exchange();
    }

    private static byte[] jpeg(int width, int height) throws IOException {
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                int shade = 110 + random.nextInt(130);
                picture.setRGB(x, y, new Color(shade, shade, shade).getRGB());
            }
        }
        return written(picture, "jpeg");
    }

    private static byte[] png(int width, int height) throws IOException {
        return written(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    private static byte[] written(BufferedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    /** The same picture with a text in a comment, and once more behind its end. */
    private static byte[] withHidden(byte[] jpeg) throws IOException {
        byte[] hidden = HIDDEN.getBytes(StandardCharsets.ISO_8859_1);
        var bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        bytes.write(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (hidden.length + 2)});
        bytes.write(hidden);
        bytes.write(jpeg, 2, jpeg.length - 2);
        bytes.write(hidden);
        return bytes.toByteArray();
    }

    /** The same file with other dimensions in its header. */
    private static byte[] sized(byte[] jpeg, int width, int height) {
        byte[] changed = jpeg.clone();
        for (int i = 2; i < changed.length - 9; i++) {
            if ((changed[i] & 0xff) == 0xff && (changed[i + 1] & 0xff) == 0xc0) {
                changed[i + 5] = (byte) (height >> 8);
                changed[i + 6] = (byte) height;
                changed[i + 7] = (byte) (width >> 8);
                changed[i + 8] = (byte) width;
                return changed;
            }
        }
        throw new AssertionError("No header in the picture");
    }

    private static byte[] zip(int size) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("../../x"));
            zip.write(new byte[size]);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
