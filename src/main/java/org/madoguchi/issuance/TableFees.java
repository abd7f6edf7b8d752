package org.madoguchi.issuance;

import java.time.Clock;
import org.madoguchi.casefile.Fees;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Issuance.Fee;
import org.springframework.stereotype.Component;

/** Fees that a table sets, where no officer has to. */
@Component
class TableFees implements Fees {

    private final FeeStore fees;
    private final Clock clock;

    TableFees(FeeStore fees, Clock clock) {
        this.fees = fees;
        this.clock = clock;
    }

    @Override
    public void set(String caseNumber, int yen, String reasonCode, int ruleVersion) {
        fees.setFee(new Fee(caseNumber, yen, yen, reasonCode, ruleVersion, null, clock.instant()), CurrentUser.SYSTEM.id());
    }
}
