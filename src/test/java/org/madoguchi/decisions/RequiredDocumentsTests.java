package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredDocumentsTests {

    private static final TableUnderTest TABLE = new TableUnderTest("required-documents");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            APPLICATION | NEW                | SELF                 | ADULT    | APPLICATION_FORM IDENTITY_DOCUMENT PHOTO
            APPLICATION | NEW                | PROXY                | ADULT    | APPLICATION_FORM PIN_SETTING_REQUEST IDENTITY_DOCUMENT PHOTO PROXY_IDENTITY_DOCUMENT
            APPLICATION | NEW                | LEGAL_REPRESENTATIVE | UNDER_15 | APPLICATION_FORM IDENTITY_DOCUMENT PHOTO FAMILY_REGISTER_CERTIFICATE REPRESENTATIVE_IDENTITY_DOCUMENT
            APPLICATION | RENEWAL            | LEGAL_REPRESENTATIVE | WARD     | APPLICATION_FORM IDENTITY_DOCUMENT PHOTO GUARDIANSHIP_CERTIFICATE REPRESENTATIVE_IDENTITY_DOCUMENT
            APPLICATION | REISSUE_LOST       | SELF                 | ADULT    | APPLICATION_FORM IDENTITY_DOCUMENT PHOTO LOSS_REPORT
            APPLICATION | CHANGE_BY_REWRITE  | SELF                 | ADULT    | APPLICATION_FORM IDENTITY_DOCUMENT
            VISIT       | NEW                | SELF                 | ADULT    | PASSPORT
            VISIT       | RENEWAL            | SELF                 | ADULT    | PASSPORT OLD_CARD
            VISIT       | REISSUE_LOST       | SELF                 | ADULT    | PASSPORT
            VISIT       | REISSUE_DAMAGED    | SELF                 | ADULT    | PASSPORT OLD_CARD
            VISIT       | CHANGE_BY_NEW_CARD | SELF                 | ADULT    | PASSPORT OLD_CARD
            VISIT       | CHANGE_BY_REWRITE  | SELF                 | ADULT    | PASSPORT OLD_CARD
            VISIT       | NEW                | LEGAL_REPRESENTATIVE | UNDER_15 | FAMILY_REGISTER_CERTIFICATE PASSPORT REPRESENTATIVE_PASSPORT
            VISIT       | NEW                | LEGAL_REPRESENTATIVE | WARD     | GUARDIANSHIP_CERTIFICATE PASSPORT REPRESENTATIVE_PASSPORT
            ACCEPTANCE  | EXTENSION          | SELF                 | ADULT    | RESIDENCE_FORM PASSPORT RESIDENCE_CARD PHOTO
            ACCEPTANCE  | EXTENSION          | RELATIVE             | UNDER_16 | RESIDENCE_FORM PASSPORT RESIDENCE_CARD PROOF_OF_REASON_AND_RELATIONSHIP
            ACCEPTANCE  | CHANGE_OF_DETAILS  | INTERMEDIARY         | ADULT    | RESIDENCE_FORM PASSPORT RESIDENCE_CARD PHOTO PROOF_OF_CHANGE INTERMEDIARY_CERTIFICATE
            ACCEPTANCE  | REISSUE_LOSS       | LEGAL_REPRESENTATIVE | ADULT    | RESIDENCE_FORM PASSPORT PHOTO LOSS_REPORT PROOF_OF_REPRESENTATION
            ACCEPTANCE  | ADDRESS_CHANGE     | SELF                 | ADULT    | RESIDENCE_FORM RESIDENCE_CARD
            ACCEPTANCE  | SPR_PROCEDURE      | SELF                 | ADULT    | RESIDENCE_FORM PASSPORT RESIDENCE_CARD PHOTO
            HAND_OVER   | EXTENSION          | SELF                 | ADULT    | RESIDENCE_CARD
            """)
    void what_must_be_brought(String stage, String kind, String actor, String group, String documents) {
        assertThat(ask(stage, kind, actor, group, false, true)).containsExactly(documents.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            APPLICATION | NEW                | PIN_SETTING_REQUEST
            APPLICATION | CHANGE_BY_NEW_CARD | PIN_SETTING_REQUEST FAMILY_REGISTER_CODE
            APPLICATION | CHANGE_BY_REWRITE  | FAMILY_REGISTER_CODE
            VISIT       | NEW                | OLD_CARD PIN_SETTING_REQUEST
            VISIT       | RENEWAL            | PIN_SETTING_REQUEST
            ACCEPTANCE  | EXTENSION          | HARDSHIP_EVIDENCE
            HAND_OVER   | REISSUE_LOSS       | OLD_CARD
            """)
    void what_may_be_brought(String stage, String kind, String documents) {
        assertThat(ask(stage, kind, "SELF", "ADULT", false, false)).containsExactly(documents.split(" "));
    }

    @Test
    void an_infant_needs_no_photo() {
        assertThat(ask("APPLICATION", "NEW", "LEGAL_REPRESENTATIVE", "UNDER_15", true, true)).doesNotContain("PHOTO");
    }

    @Test
    void every_row_names_its_source_and_a_note() {
        assertThat(TABLE.ask(facts("stage", "VISIT", "kind", "RENEWAL", "actor", "SELF", "holderGroup", "ADULT", "infant", false)))
                .allSatisfy(row -> assertThat(row).extractingByKeys("source", "note").doesNotContainNull());
    }

    private static List<String> ask(String stage, String kind, String actor, String group, boolean infant, boolean mandatory) {
        List<Map<String, Object>> rows = TABLE.ask(facts("stage", stage, "kind", kind, "actor", actor, "holderGroup", group,
                "infant", infant));
        return rows.stream().filter(row -> row.get("mandatory").equals(mandatory)).map(row -> (String) row.get("document"))
                .collect(Collectors.toList());
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
