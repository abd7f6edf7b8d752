package org.madoguchi.programme;

import org.madoguchi.platform.Refusal;

/**
 * A municipality (for designated cities: a ward) as 2 digits of prefecture, 3 of municipality and a check digit (MIC code
 * of local governments).
 */
public record MunicipalityCode(String digits) {

    public MunicipalityCode {
        if (!digits.matches("[0-9]{6}")) {
            throw Refusal.badInput("MUNICIPALITY_CODE_FORM", "municipalityCode");
        }
        if (digits.charAt(5) - '0' != checkDigit(digits.substring(0, 5))) {
            throw Refusal.badInput("MUNICIPALITY_CODE_CHECK_DIGIT", "municipalityCode");
        }
    }

    /** Reads a six-digit code as people type it. */
    public static MunicipalityCode of(String text) {
        return new MunicipalityCode(Typed.code(text));
    }

    /** The check digit of the first 5 digits; weights 6 to 2, from the left. */
    public static int checkDigit(String body) {
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += (body.charAt(i) - '0') * (6 - i);
        }
        return (11 - sum % 11) % 10;
    }

    /** The two digits of the prefecture, from 01 Hokkaido to 47 Okinawa. */
    public String prefecture() {
        return digits.substring(0, 2);
    }

    @Override
    public String toString() {
        return digits;
    }
}
