package org.madoguchi.casefile;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.programme.MyNumber;

/** A case from abroad that is only a row, for tests of what is kept of it. */
final class AClosedCase {

    private AClosedCase() {}

    static MyNumber anyNumber() {
        String body = "%011d".formatted(ThreadLocalRandom.current().nextLong(1, 100_000_000_000L));
        return MyNumber.of(body + MyNumber.checkDigit(body));
    }

    static CaseFile open(CaseFiles cases, ApplicantAccounts accounts, UUID numberRef) {
        UUID account = accounts.findOrCreate(UUID.randomUUID() + "@example.org", "en");
        var applicant = new Applicant("山田", UUID.randomUUID().toString(), "ヤマダ", "ハナコ", "YAMADA", "HANAKO", LocalDate.of(1990, 4, 1), "FEMALE",
                "東京都千代田区丸の内一丁目1番", null, null, true, "ADULT", null, null, numberRef, Map.of());
        return cases.get(cases.receive(NewCase.overseas("NEW", "FIRST_ISSUE", "ONLINE", account, "en", "131016", "TH-BKK", null, applicant, null),
                CurrentUser.SYSTEM));
    }
}
