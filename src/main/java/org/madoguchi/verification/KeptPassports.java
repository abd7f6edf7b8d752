package org.madoguchi.verification;

import java.util.Comparator;
import java.util.Optional;
import org.madoguchi.casefile.SeenPassports;
import org.madoguchi.verification.Verification.Visit;
import org.springframework.stereotype.Component;

/** The passports seen at visits, for whoever compares them with what was stated. */
@Component
class KeptPassports implements SeenPassports {

    private final VerificationStore store;

    KeptPassports(VerificationStore store) {
        this.store = store;
    }

    @Override
    public Optional<SeenPassport> of(String caseNumber) {
        return store.visits(caseNumber).stream().sorted(Comparator.comparingInt(Visit::number).reversed())
                .flatMap(visit -> store.firstCheck(visit.id()).stream().filter(check -> check.passportIssuer() != null)
                        .map(check -> new SeenPassport(check.checkedAt(), check.checkedBy(), visit.officeCode(), check.passportIssuer(), check.passportTail(),
                                Boolean.TRUE.equals(check.nameAgrees()), Boolean.TRUE.equals(check.birthDateAgrees()), check.explanation())))
                .findFirst();
    }
}
