package org.madoguchi.loss;

import org.madoguchi.casefile.CaseFile.Applicant;

/** Families share an account: who is who is told by the date of birth and, for twins, the given name. */
final class SamePerson {

    private SamePerson() {}

    static boolean as(Applicant one, Applicant other) {
        return one.birthDate().equals(other.birthDate()) && one.givenName().equals(other.givenName());
    }
}
