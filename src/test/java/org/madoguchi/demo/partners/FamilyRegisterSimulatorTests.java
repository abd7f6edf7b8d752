package org.madoguchi.demo.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.partners.FamilyRegisterSimulator.Person;
import org.madoguchi.partners.FamilyRegisterClient.RegisterEntry;
import org.madoguchi.partners.FamilyRegisterClient.RegisterQuery;
import org.madoguchi.partners.IdempotencyKey;
import org.madoguchi.partners.PartnersTest;
import org.madoguchi.partners.Samples;

class FamilyRegisterSimulatorTests extends PartnersTest {

    private static final String NUMBER = "123456789018";

    @BeforeEach
    void an_empty_register() {
        sql.sql("DELETE FROM simulator.registered_person").update();
    }

    private String register(String familyName, String number) {
        return simulators.familyRegister().register(new Person(familyName, "花子", "ミホン", "ハナコ", LocalDate.of(1990, 4, 1), "FEMALE",
                "東京都千代田区一丁目1番", "131016", LocalDate.of(2020, 3, 31), number));
    }

    private List<RegisterEntry> lookUp(String key, String familyName, String number) {
        return IdempotencyKey.during(caseNumber + key, () -> familyRegister.lookUp(Samples.query(caseNumber, familyName, number))).entries();
    }

    private RegisterEntry contradicted(Contradiction how) {
        simulators.familyRegister().contradictNext(1, how);
        return lookUp(how.name(), "高崎", NUMBER).get(0);
    }

    @Test
    void the_entry_is_answered_item_by_item_without_its_number() {
        String entry = register("見本", NUMBER);

        assertThat(lookUp("", "見本", NUMBER)).containsExactly(new RegisterEntry(entry, "見本", "花子", "ミホン", "ハナコ",
                LocalDate.of(1990, 4, 1), "FEMALE", "東京都千代田区一丁目1番", "131016", LocalDate.of(2020, 3, 31), true));
    }

    @Test
    void nobody_is_found_who_is_not_registered() {
        assertThat(lookUp("", "見本", null)).isEmpty();
    }

    @Test
    void the_same_person_is_registered_once() {
        assertThat(register("見本", NUMBER)).isEqualTo(register("見本", NUMBER));
    }

    @Test
    void older_forms_of_characters_are_found_and_answered_as_registered() {
        register("髙﨑", null);

        assertThat(lookUp("", "高崎", null)).singleElement().satisfies(entry -> {
            assertThat(entry.familyName()).isEqualTo("髙﨑");
            assertThat(entry.numberEqual()).isNull();
        });
    }

    @Test
    void the_number_finds_a_person_of_another_name() {
        register("別人", NUMBER);

        assertThat(lookUp("", "見本", NUMBER)).singleElement().extracting(RegisterEntry::numberEqual).isEqualTo(true);
    }

    @Test
    void another_number_is_told_without_telling_which() {
        register("見本", NUMBER);

        assertThat(lookUp("", "見本", "987654321098")).singleElement().extracting(RegisterEntry::numberEqual).isEqualTo(false);
    }

    @Test
    void namesakes_are_all_answered() {
        register("見本", NUMBER);
        register("見本", null);

        assertThat(lookUp("", "見本", null)).hasSize(2);
    }

    @Test
    void fewer_items_than_name_birth_date_and_domicile_are_refused() {
        var query = new RegisterQuery(caseNumber, "見本", "花子", LocalDate.of(1990, 4, 1), "FEMALE", null, "131016", null, NUMBER);

        assertThatThrownBy(() -> IdempotencyKey.during(caseNumber, () -> familyRegister.lookUp(query)))
                .hasMessage("LookUpRefused: ITEMS_MISSING");
    }

    @Test
    void the_register_contradicts_on_command_in_one_item_at_a_time() {
        register("高崎", NUMBER);

        assertThat(contradicted(Contradiction.OTHER_PERSON)).returns("別野", RegisterEntry::familyName).returns(true, RegisterEntry::numberEqual);
        assertThat(contradicted(Contradiction.OTHER_BIRTH_DATE)).returns(LocalDate.of(1990, 4, 2), RegisterEntry::birthDate);
        assertThat(contradicted(Contradiction.OTHER_SEX)).returns("MALE", RegisterEntry::sex);
        assertThat(contradicted(Contradiction.SEX_MISSING)).returns(null, RegisterEntry::sex);
        assertThat(contradicted(Contradiction.OTHER_DOMICILE)).returns("別市別町九丁目9番", RegisterEntry::domicile);
        assertThat(contradicted(Contradiction.OTHER_DEPARTURE)).returns(LocalDate.of(2020, 6, 30), RegisterEntry::departedOn);
        assertThat(contradicted(Contradiction.VARIANT_CHARACTERS)).returns("髙﨑", RegisterEntry::familyName);
        simulators.familyRegister().contradictNext(1, Contradiction.SEVERAL);
        assertThat(lookUp("several", "高崎", NUMBER)).hasSize(2);
        simulators.familyRegister().contradictNext(1, Contradiction.NONE);
        assertThat(lookUp("none", "高崎", NUMBER)).isEmpty();
        assertThat(lookUp("then", "高崎", NUMBER)).hasSize(1);
    }

    @Test
    void a_name_without_older_forms_varies_in_the_spelling_of_its_domicile() {
        register("見本", NUMBER);
        simulators.familyRegister().contradictNext(1, Contradiction.VARIANT_CHARACTERS);

        assertThat(lookUp("", "見本", NUMBER)).singleElement().returns("見本", RegisterEntry::familyName)
                .returns("東京都千代田区一丁目１番", RegisterEntry::domicile);
    }
}
