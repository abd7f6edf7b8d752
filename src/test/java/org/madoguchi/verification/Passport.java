package org.madoguchi.verification;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.madoguchi.programme.Mrz;

/** Machine-readable zones of invented passports, with right check digits. */
record Passport(String state, String family, String given, LocalDate born, LocalDate expires) {

    private static final DateTimeFormatter YYMMDD = DateTimeFormatter.ofPattern("yyMMdd");

    static Passport of(String family, String given, LocalDate born) {
        return new Passport("JPN", family, given, born, LocalDate.of(2030, 1, 31));
    }

    Passport expiring(LocalDate day) {
        return new Passport(state, family, given, born, day);
    }

    Passport issuedBy(String other) {
        return new Passport(other, family, given, born, expires);
    }

    String line1() {
        return filled("P<" + state + family + "<<" + given, 44);
    }

    String line2() {
        String number = "TZ1234567";
        String data = number + Mrz.checkDigit(number) + state + day(born) + "F" + day(expires) + "<".repeat(14) + "0";
        return data + Mrz.checkDigit(data.substring(0, 10) + data.substring(13, 20) + data.substring(21, 43));
    }

    private static String day(LocalDate day) {
        String text = YYMMDD.format(day);
        return text + Mrz.checkDigit(text);
    }

    private static String filled(String text, int length) {
        return (text + "<".repeat(length)).substring(0, length);
    }
}
