package org.madoguchi.linkage;

import java.util.Optional;
import java.util.stream.Stream;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.linkage.Linkage.Candidate;
import org.springframework.stereotype.Component;

/** The linked records as the steps after linkage see them: only those that their holders have confirmed. */
@Component
class ConfirmedLinks implements LinkedRecords {

    private final LinkageStore store;

    ConfirmedLinks(LinkageStore store) {
        this.store = store;
    }

    @Override
    public Optional<LinkedRecord> linkedTo(String caseNumber) {
        return store.confirmedEntry(caseNumber).flatMap(entry -> store.latest(caseNumber)
                .flatMap(lookUp -> store.candidates(lookUp.id()).stream().filter(one -> one.entryId().equals(entry)).findFirst())
                .map(ConfirmedLinks::record));
    }

    private static LinkedRecord record(Candidate entry) {
        return new LinkedRecord(entry.entryId(), entry.familyName(), entry.givenName(), entry.birthDate(), entry.sex(),
                entry.domicile(), entry.departedOn(), Stream.of(new Compared("name", entry.name()),
                        new Compared("birthDate", entry.birth()), new Compared("sex", entry.sexCompared()),
                        new Compared("domicile", entry.domicileCompared()), new Compared("departure", entry.departure()))
                        .filter(item -> !item.result().equals(Comparison.NOT_COMPARED)).toList());
    }
}
