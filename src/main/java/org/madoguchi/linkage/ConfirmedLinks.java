package org.madoguchi.linkage;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.madoguchi.casefile.HolderNames;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.linkage.Linkage.Candidate;
import org.springframework.stereotype.Component;

/**
 * The linked records as the steps after linkage see them: only those that their holders have confirmed, and none from the
 * moment somebody says that the name has changed.
 */
@Component
class ConfirmedLinks implements LinkedRecords {

    private final LinkageStore store;
    private final CorrectionStore corrections;
    private final HolderNames names;
    private final Clock clock;

    ConfirmedLinks(LinkageStore store, CorrectionStore corrections, HolderNames names, Clock clock) {
        this.store = store;
        this.corrections = corrections;
        this.names = names;
        this.clock = clock;
    }

    @Override
    public Optional<LinkedRecord> linkedTo(String caseNumber) {
        return names.changing(caseNumber) ? Optional.empty()
                : store.confirmedEntry(caseNumber).flatMap(entry -> store.candidate(caseNumber, entry)).map(ConfirmedLinks::record);
    }

    @Override
    public boolean held(String caseNumber) {
        return names.changing(caseNumber)
                || store.link(caseNumber).filter(link -> link.frozenAt() != null || link.confirmedAt() == null).isPresent();
    }

    @Override
    public void passedOn(String caseNumber, String holder, String detail) {
        corrections.passedOn(caseNumber, holder, detail, clock.instant());
    }

    private static LinkedRecord record(Candidate entry) {
        return new LinkedRecord(entry.entryId(), entry.familyName(), entry.givenName(), entry.birthDate(), entry.sex(),
                entry.domicile(), entry.departedOn(), Stream.of(new Compared("name", entry.name()),
                        new Compared("birthDate", entry.birth()), new Compared("sex", entry.sexCompared()),
                        new Compared("domicile", entry.domicileCompared()), new Compared("departure", entry.departure()))
                        .filter(item -> !item.result().equals(Comparison.NOT_COMPARED)).toList());
    }
}
