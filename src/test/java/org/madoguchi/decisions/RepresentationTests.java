package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepresentationTests {

    private static final TableUnderTest TABLE = new TableUnderTest("representation");

    @ParameterizedTest
    @CsvSource({
        "ADULT,    SELF,                 APPLICATION, true,  false, NONE,                        REPRESENTATION_OK",
        "ADULT,    SELF,                 COLLECTION,  true,  true,  NONE,                        REPRESENTATION_OK",
        "ADULT,    PROXY,                APPLICATION, true,  false, PROXY_IDENTITY_DOCUMENT,     REPRESENTATION_OK",
        "ADULT,    PROXY,                COLLECTION,  false, true,  NONE,                        COLLECTION_IN_PERSON_ONLY",
        "ADULT,    LEGAL_REPRESENTATIVE, APPLICATION, false, true,  NONE,                        NO_LEGAL_REPRESENTATIVE",
        "ADULT,    LEGAL_REPRESENTATIVE, COLLECTION,  false, true,  NONE,                        NO_LEGAL_REPRESENTATIVE",
        "UNDER_15, LEGAL_REPRESENTATIVE, APPLICATION, true,  false, FAMILY_REGISTER_CERTIFICATE, REPRESENTATION_OK",
        "UNDER_15, LEGAL_REPRESENTATIVE, COLLECTION,  true,  true,  FAMILY_REGISTER_CERTIFICATE, REPRESENTATION_OK",
        "UNDER_15, SELF,                 APPLICATION, false, true,  NONE,                        LEGAL_REPRESENTATIVE_REQUIRED",
        "UNDER_15, SELF,                 COLLECTION,  false, true,  NONE,                        LEGAL_REPRESENTATIVE_REQUIRED",
        "UNDER_15, PROXY,                APPLICATION, false, true,  NONE,                        LEGAL_REPRESENTATIVE_REQUIRED",
        "UNDER_15, PROXY,                COLLECTION,  false, true,  NONE,                        COLLECTION_IN_PERSON_ONLY",
        "WARD,     LEGAL_REPRESENTATIVE, APPLICATION, true,  false, GUARDIANSHIP_CERTIFICATE,    REPRESENTATION_OK",
        "WARD,     LEGAL_REPRESENTATIVE, COLLECTION,  true,  true,  GUARDIANSHIP_CERTIFICATE,    REPRESENTATION_OK",
        "WARD,     SELF,                 COLLECTION,  false, true,  NONE,                        LEGAL_REPRESENTATIVE_REQUIRED",
        "WARD,     PROXY,                COLLECTION,  false, true,  NONE,                        COLLECTION_IN_PERSON_ONLY"})
    void who_may_apply_and_collect_for_whom(String holder, String actor, String stage, boolean permitted, boolean appears,
            String proof, String reason) {
        assertThat(TABLE.askOne(facts("holderGroup", holder, "actor", actor, "stage", stage)))
                .containsEntry("permitted", permitted).containsEntry("holderMustAppear", appears)
                .containsEntry("proof", proof).containsEntry("reasonCode", reason);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
