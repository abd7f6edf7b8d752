package org.madoguchi.programme;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import org.madoguchi.platform.Refusal;

/**
 * The machine-readable zone of a passport: two lines of 44 characters (ICAO 9303, TD3). Every check digit must be right.
 * Names carry none, so a name that was read here still has to be compared by a person. Printing one shows no person.
 *
 * @param personalNumber optional data of the issuing state, often empty
 */
public record Mrz(String issuer, String familyName, String givenNames, String passportNumber, String nationality,
        LocalDate birthDate, String sex, LocalDate expiresOn, String personalNumber) {

    private static final int LENGTH = 44;
    private static final int[] WEIGHTS = {7, 3, 1};

    /**
     * Reads both lines, with or without a line break between them.
     *
     * @param today decides the century of the birth date, which the zone does not carry
     */
    public static Mrz parse(String text, LocalDate today) {
        String zone = text == null ? ""
                : Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT).replaceAll("\\s", "");
        if (!zone.matches("[A-Z0-9<]{" + 2 * LENGTH + "}")) {
            throw refusal("MRZ_FORM");
        }
        String first = zone.substring(0, LENGTH);
        String second = zone.substring(LENGTH);
        if (first.charAt(0) != 'P') {
            throw refusal("MRZ_NOT_A_PASSPORT");
        }
        check(second.substring(0, 9), second.charAt(9), "MRZ_NUMBER_CHECK_DIGIT");
        check(second.substring(13, 19), second.charAt(19), "MRZ_BIRTH_DATE_CHECK_DIGIT");
        check(second.substring(21, 27), second.charAt(27), "MRZ_EXPIRY_CHECK_DIGIT");
        String personal = second.substring(28, 42);
        // an empty field may leave its check digit empty too
        if (!(unfilled(personal).isEmpty() && second.charAt(42) == '<')) {
            check(personal, second.charAt(42), "MRZ_PERSONAL_NUMBER_CHECK_DIGIT");
        }
        check(second.substring(0, 10) + second.substring(13, 20) + second.substring(21, 43), second.charAt(43),
                "MRZ_COMPOSITE_CHECK_DIGIT");

        String[] names = first.substring(5).split("<<", 2);
        LocalDate birth = day(second.substring(13, 19), 2000);
        // passports in force are of this century; a holder is not
        return new Mrz(unfilled(first.substring(2, 5)), unfilled(names[0]), names.length > 1 ? unfilled(names[1]) : "",
                unfilled(second.substring(0, 9)), unfilled(second.substring(10, 13)),
                birth.isAfter(today) ? day(second.substring(13, 19), 1900) : birth,
                second.substring(20, 21).replace('<', 'X'), day(second.substring(21, 27), 2000), unfilled(personal));
    }

    /** The check digit of a field: digits as they are, A to Z as 10 to 35, filler as 0; weights 7, 3, 1; modulo 10. */
    public static int checkDigit(String field) {
        int sum = 0;
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            int value = c == '<' ? 0 : Character.isDigit(c) ? c - '0' : c - 'A' + 10;
            sum += value * WEIGHTS[i % 3];
        }
        return sum % 10;
    }

    private static void check(String field, char digit, String code) {
        if (digit - '0' != checkDigit(field)) {
            throw refusal(code);
        }
    }

    private static LocalDate day(String yymmdd, int century) {
        try {
            return LocalDate.of(century + Integer.parseInt(yymmdd.substring(0, 2)), Integer.parseInt(yymmdd.substring(2, 4)),
                    Integer.parseInt(yymmdd.substring(4)));
        } catch (DateTimeException | NumberFormatException e) {
            throw refusal("MRZ_DATE");
        }
    }

    private static String unfilled(String field) {
        return field.replace('<', ' ').strip().replaceAll(" +", " ");
    }

    private static Refusal refusal(String code) {
        return Refusal.badInput(code, "mrz");
    }

    public boolean japanese() {
        return nationality.equals("JPN");
    }

    @Override
    public String toString() {
        return "Mrz[" + issuer + "]";
    }
}
