package org.madoguchi.partners;

import java.time.LocalDate;

/** Invented people and what is asked about them. */
public final class Samples {

    private Samples() {}

    public static JLisClient.CardOrder order(String caseNumber, String replaces) {
        return new JLisClient.CardOrder(caseNumber, JLisClient.Product.MY_NUMBER_CARD, "FR-00000001", "見本", "花子", "MIHON HANAKO", LocalDate.of(1990, 4, 1), "FEMALE",
                LocalDate.of(2036, 4, 1), true, new byte[] {1, 2, 3}, JLisClient.Route.DIRECT, "131016", "US-NYC", replaces);
    }

    public static FamilyRegisterClient.RegisterQuery query(String caseNumber, String familyName, String myNumber) {
        return new FamilyRegisterClient.RegisterQuery(caseNumber, familyName, "花子", LocalDate.of(1990, 4, 1), "FEMALE",
                "東京都千代田区一丁目1番", "131016", LocalDate.of(2020, 3, 31), myNumber);
    }
}
