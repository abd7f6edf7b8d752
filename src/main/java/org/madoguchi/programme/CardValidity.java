package org.madoguchi.programme;

import java.time.LocalDate;
import java.time.Month;
import java.time.Period;
import java.util.Map;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;

/**
 * How long a card is valid and when it may be renewed. The table {@code card-validity} says until which birthday; here
 * the day is counted.
 */
@Component
public class CardValidity {

    private final DecisionTables tables;

    CardValidity(DecisionTables tables) {
        this.tables = tables;
    }

    /** The last day of a card. {@code earlyRenewal} means that the old card was still valid, within its renewal window. */
    public LocalDate lastDay(LocalDate birthDate, LocalDate issuedOn, LocalDate appliedOn, boolean earlyRenewal) {
        Map<String, Object> row = tables.single("card-validity", Map.of("ageAtIssue", ageOn(issuedOn, birthDate),
                "appliedOn", appliedOn, "earlyRenewal", earlyRenewal, "bornOn29February", bornOn29February(birthDate)));
        LocalDate birthday = birthdayAfter(issuedOn, birthDate, ((Number) row.get("birthday")).intValue());
        return row.get("lastDay").equals("FEB_28") ? birthday.withDayOfMonth(28) : birthday;
    }

    /** Completed years. A year is completed when its last day ends, so one is a year older on the birthday itself. */
    public static int ageOn(LocalDate day, LocalDate birthDate) {
        return Period.between(birthDate, day).getYears();
    }

    /**
     * The n-th birthday after a day; a birthday on that very day does not count. In common years somebody born on
     * 29 February has it on the 28th.
     */
    public static LocalDate birthdayAfter(LocalDate day, LocalDate birthDate, int n) {
        int years = day.getYear() - birthDate.getYear();
        if (!birthDate.plusYears(years).isAfter(day)) {
            years++;
        }
        return birthDate.plusYears(years + n - 1L);
    }

    static boolean bornOn29February(LocalDate birthDate) {
        return birthDate.getMonth() == Month.FEBRUARY && birthDate.getDayOfMonth() == 29;
    }

    /** The first day on which less than so many months are left; with exactly that much left it is still too early. */
    public static LocalDate windowOpens(LocalDate expiresOn, int monthsBefore) {
        return expiresOn.minusMonths(monthsBefore).plusDays(1);
    }
}
