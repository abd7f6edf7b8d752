package org.madoguchi.journeys;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SampleResident;

/** An application as a program sends it to {@code POST /api/v1/applications}. */
public final class ApiApplication {

    private static final String PHOTO = Base64.getEncoder().encodeToString(photo());

    private ApiApplication() {}

    /** A first application of an adult abroad. */
    public static Map<String, Object> of(SamplePerson one, String email, boolean withNumber) {
        var facts = new LinkedHashMap<String, Object>(Map.of("programme", "overseas", "purpose", "NEW", "japaneseNational", true,
                "residentRecordInJapan", false, "everRegistered", true, "residentRecordSinceNumbering", true,
                "registeredDomicileKnown", true, "certificatesWanted", true));
        facts.putAll(Map.of("dateOfBirth", one.birthDate().toString(), "departedOn", one.departedOn().toString(),
                "card", Map.of("held", false)));
        var person = new LinkedHashMap<String, Object>(Map.of("familyName", one.familyName(), "givenName", one.givenName(),
                "familyKana", one.familyKana(), "givenKana", one.givenKana(), "familyLatin", one.familyLatin(),
                "givenLatin", one.givenLatin(), "sex", one.sex(), "municipalityCode", one.municipalityCode(), "domicile", one.domicile()));
        if (withNumber) {
            person.put("myNumber", one.myNumber());
        }
        return Map.of("facts", facts, "person", person, "contact", Map.of("email", email, "phone", "+1 555 0100", "language", "en"),
                "collection", Map.of("missionCode", one.missionCode()), "photo", PHOTO);
    }

    /** A base procedure of an adult resident; {@code asks} for the merged card, or says nothing about it. */
    static Map<String, Object> of(SampleResident one, String baseProcedure, String channel, boolean asks, boolean withNumber, String email) {
        var facts = new LinkedHashMap<String, Object>(Map.of("programme", "residence", "baseProcedure", baseProcedure, "channel", channel,
                "statusGroup", "MID_TO_LONG_TERM", "periodOfStayMonths", 12, "dateOfBirth", one.birthDate().toString()));
        var person = new LinkedHashMap<String, Object>(Map.of("familyLatin", one.familyName(), "givenLatin", one.givenName(), "sex", one.sex(),
                "municipalityCode", one.municipalityCode(), "domicile", one.address()));
        if (withNumber) {
            person.put("myNumber", one.myNumber());
        }
        String ends = one.stayEnds().toString();
        var application = new LinkedHashMap<String, Object>(Map.of("facts", facts, "person", person, "stay", Map.of("bureauCode",
                one.bureauCode(), "status", one.status(), "periodUntil", ends, "nationality", one.nationality(), "heldCard", "SEPARATE",
                "residenceCardNumber", one.cardNumber(), "cardUntil", ends, "myNumberCardUntil", ends),
                "contact", Map.of("email", email, "phone", "090-5555-0100", "language", "en"), "photo", PHOTO));
        if (asks) {
            facts.put("cardRequested", true);
            application.put("wish", Map.of("explainedBy", "Support Desk Chiyoda", "explainedIn", "vi"));
        }
        return application;
    }

    /** Light noise: no compression makes it too small for a photo, and nobody is in it. */
    private static byte[] photo() {
        var image = new BufferedImage(600, 771, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int x = 0; x < 600; x++) {
            for (int y = 0; y < 771; y++) {
                int shade = 110 + random.nextInt(130);
                image.setRGB(x, y, new Color(shade, shade, shade - 10).getRGB());
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
