package org.madoguchi.demo.partners;

import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The Basic Resident Register of invented residents, as J-LIS answers for it: an entry is found by its number, or by at
 * least three of name, birth date, sex and address.
 */
@Component
@Profile("simulators")
public class ResidentRegister {

    private final JdbcClient sql;
    private final boolean echo;

    /** With {@code echo}, whoever is asked for is registered as stated: for those who try the product by themselves. */
    ResidentRegister(JdbcClient sql, @Value("${madoguchi.demo.simulators.register-everybody:false}") boolean echo) {
        this.sql = sql;
        this.echo = echo;
    }

    /** An invented resident as registered; {@code sex} and number may be null. */
    public record Resident(String name, LocalDate birthDate, String sex, String address, String municipalityCode, String myNumber) {}

    /** Registers a resident once; the same person again gets the entry that is there. */
    public String register(Resident resident) {
        return sql.sql("""
                SELECT entry_id FROM simulator.registered_resident
                 WHERE name = :name AND birth_date = :birthDate AND address = :address AND my_number IS NOT DISTINCT FROM :myNumber
                """).paramSource(resident).query(String.class).optional().orElseGet(() -> insert(resident));
    }

    private String insert(Resident resident) {
        return sql.sql("""
                INSERT INTO simulator.registered_resident (entry_id, name, birth_date, sex, address, municipality_code, my_number,
                        search_name, search_address)
                VALUES ('RR-' || lpad(nextval('simulator.register_entry_number')::text, 8, '0'), ?, ?, ?, ?, ?, ?, ?, ?)
                RETURNING entry_id
                """).params(resident.name(), resident.birthDate(), resident.sex(), resident.address(), resident.municipalityCode(),
                        resident.myNumber(), search(resident.name()), search(resident.address())).query(String.class).single();
    }

    /** A new passport changes the name of these entries. */
    void rename(List<String> entries, String name) {
        sql.sql("UPDATE simulator.registered_resident SET name = :name, search_name = :search WHERE entry_id = ANY (:entries)")
                .param("name", name).param("search", search(name)).param("entries", entries.toArray(String[]::new)).update();
    }

    private record Entry(String entryId, String name, LocalDate birthDate, String sex, String address, String municipalityCode,
            Boolean numberEqual) {

        Map<String, Object> items() {
            Map<String, Object> items = new LinkedHashMap<>();
            items.put("entryId", entryId);
            items.put("name", name);
            items.put("birthDate", birthDate.toString());
            items.put("sex", sex);
            items.put("address", address);
            items.put("municipalityCode", municipalityCode);
            items.put("numberEqual", numberEqual);
            items.values().removeIf(value -> value == null);
            return items;
        }
    }

    Reply answer(JsonNode question, Optional<Contradiction> contradiction) {
        if (Json.lacks(question, "caseNumber", "name", "birthDate", "address", "municipalityCode")) {
            return Reply.refused(422, "ITEMS_MISSING");
        }
        List<Entry> found = find(question);
        if (found.isEmpty() && echo) {
            register(new Resident(Json.text(question, "name"), LocalDate.parse(Json.text(question, "birthDate")),
                    Json.text(question, "sex"), Json.text(question, "address"), Json.text(question, "municipalityCode"),
                    Json.text(question, "myNumber")));
            found = find(question);
        }
        return Reply.ok(Map.of("entries", contradicted(found, contradiction).stream().map(Entry::items).toList()));
    }

    private List<Entry> find(JsonNode question) {
        return sql.sql("""
                SELECT entry_id, name, birth_date, sex, address, municipality_code, my_number = :number AS number_equal
                  FROM simulator.registered_resident
                 WHERE my_number = :number
                    OR (search_name = :name)::int + (birth_date = :birthDate)::int + (search_address = :address)::int
                       + coalesce(sex = :sex, false)::int >= 3
                 ORDER BY entry_id LIMIT 10
                """)
                .param("number", Json.text(question, "myNumber"), Types.VARCHAR)
                .param("name", search(Json.text(question, "name")))
                .param("birthDate", LocalDate.parse(Json.text(question, "birthDate")))
                .param("address", search(Json.text(question, "address")))
                .param("sex", Json.text(question, "sex"), Types.VARCHAR)
                .query(Entry.class).list();
    }

    /** Those ways of contradicting that a resident's items know; the others are of the family register. */
    private static List<Entry> contradicted(List<Entry> found, Optional<Contradiction> contradiction) {
        if (contradiction.isEmpty() || found.isEmpty()) {
            return found;
        }
        Entry e = found.get(0);
        List<Entry> answer = new ArrayList<>(found);
        switch (contradiction.get()) {
            case OTHER_PERSON -> answer.set(0, new Entry(e.entryId, "SOMEBODY ELSE", e.birthDate.minusYears(7), e.sex, e.address,
                    e.municipalityCode, e.numberEqual));
            case OTHER_SEX -> answer.set(0, new Entry(e.entryId, e.name, e.birthDate, "MALE".equals(e.sex) ? "FEMALE" : "MALE", e.address,
                    e.municipalityCode, e.numberEqual));
            case SEX_MISSING -> answer.set(0, new Entry(e.entryId, e.name, e.birthDate, null, e.address, e.municipalityCode, e.numberEqual));
            case VARIANT_CHARACTERS -> answer.set(0, new Entry(e.entryId, e.name.toLowerCase(Locale.ROOT), e.birthDate, e.sex, e.address,
                    e.municipalityCode, e.numberEqual));
            case SEVERAL -> answer.add(new Entry(e.entryId + "-2", e.name, e.birthDate, e.sex, e.address, e.municipalityCode, null));
            case NONE -> answer.clear();
            default -> { }
        }
        return answer;
    }

    /** What the register searches by: capitals, one width, no spaces. */
    private static String search(String words) {
        return FamilyRegisterSimulator.search(words).toUpperCase(Locale.ROOT);
    }
}
