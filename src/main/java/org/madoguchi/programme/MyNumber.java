package org.madoguchi.programme;

import org.madoguchi.platform.Refusal;

/**
 * An Individual Number: 11 digits and a check digit (MIC Ordinance 85 of 2014, art. 5). The check digit proves form, not
 * ownership. Printing one shows the last four digits only; whoever needs them all says so with {@link #digits()}.
 */
public record MyNumber(String digits) {

    public MyNumber {
        if (!digits.matches("[0-9]{12}")) {
            throw Refusal.badInput("MY_NUMBER_FORM", "myNumber");
        }
        // formally valid, but nobody has it
        if (digits.equals("000000000000")) {
            throw Refusal.badInput("MY_NUMBER_ZERO", "myNumber");
        }
        if (digits.charAt(11) - '0' != checkDigit(digits.substring(0, 11))) {
            throw Refusal.badInput("MY_NUMBER_CHECK_DIGIT", "myNumber");
        }
    }

    /** Reads a number as people type it. */
    public static MyNumber of(String text) {
        return new MyNumber(Typed.code(text));
    }

    /** The check digit of the first 11 digits; weights 2 to 7 and 2 to 6, from the right. */
    public static int checkDigit(String body) {
        int sum = 0;
        for (int n = 1; n <= 11; n++) {
            sum += (body.charAt(11 - n) - '0') * (n <= 6 ? n + 1 : n - 5);
        }
        int rest = sum % 11;
        return rest <= 1 ? 0 : 11 - rest;
    }

    public String lastFour() {
        return digits.substring(8);
    }

    @Override
    public String toString() {
        return "********" + lastFour();
    }
}
