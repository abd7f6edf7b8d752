package org.madoguchi.casefile;

import java.security.SecureRandom;
import org.madoguchi.platform.Refusal;

/**
 * Case numbers such as {@code A26-7K3M9QXD}: programme, year of receipt in Tokyo, seven random characters and a check
 * character. Random, so that a number tells nothing about others; without I, L, O and U, so that it can be read out on
 * the telephone; the check character catches any single wrong character.
 */
public final class CaseNumber {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int RANDOM_LENGTH = 7;
    private static final SecureRandom RANDOM = new SecureRandom();

    private CaseNumber() {}

    static String next(String programme, int year) {
        return next(programme.equals("OVERSEAS") ? 'A' : 'B', year);
    }

    /** The number of a renewal, made in the same way: it stands where a case number would, as in notices. */
    public static String ofRenewal(int year) {
        return next('R', year);
    }

    private static String next(char letter, int year) {
        var body = new StringBuilder();
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            body.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        String prefix = letter + "%02d".formatted(year % 100);
        return prefix + "-" + body + check(prefix + body);
    }

    /** As typed by a person: any case, spaces or a missing hyphen allowed. */
    public static String parse(String typed) {
        String bare = typed == null ? "" : typed.toUpperCase().replaceAll("[\\s-]", "").replace('O', '0')
                .replace('I', '1').replace('L', '1');
        if (!bare.matches("[AB]\\d{2}[0-9A-HJKMNP-TV-Z]{8}") || check(bare.substring(0, 10)) != bare.charAt(10)) {
            throw Refusal.notFound("CASE_NUMBER_MALFORMED");
        }
        return bare.substring(0, 3) + "-" + bare.substring(3);
    }

    /** Weighted sum modulo 31, a prime above every weight, over all characters before it. */
    private static char check(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            sum += (i + 2) * ALPHABET.indexOf(text.charAt(i));
        }
        return ALPHABET.charAt(sum % 31);
    }
}
