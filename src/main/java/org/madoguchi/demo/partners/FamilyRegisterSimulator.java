package org.madoguchi.demo.partners;

import java.sql.Types;
import java.text.Normalizer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The family register: answers from a table of invented people. It finds an entry by its number, or by at least three of
 * name, birth date, sex and domicile, and overlooks older forms of characters, as the real one does (D 3.5).
 */
@Component
@Profile("simulators")
public class FamilyRegisterSimulator extends SimulatedPartner {

    /** Older forms of characters common in names, and the forms in use. */
    private static final String OLDER = "髙﨑濵邊邉齋齊斎澤廣國櫻眞惠榮嶋冨";
    private static final String IN_USE = "高崎浜辺辺斉斉斉沢広国桜真恵栄島富";

    private final JdbcClient sql;
    private final Clock clock;
    private final Callbacks callbacks;
    private final boolean echo;

    /** With {@code echo}, whoever is asked for is registered as stated: for those who try the product by themselves. */
    FamilyRegisterSimulator(SimulatorStore store, JdbcClient sql, Clock clock, Callbacks callbacks,
            @Value("${madoguchi.demo.simulators.register-everybody:false}") boolean echo) {
        super("family-register", store);
        this.sql = sql;
        this.clock = clock;
        this.callbacks = callbacks;
        this.echo = echo;
    }

    /** An invented person as registered; {@code sex}, {@code departedOn}, kana and number may be null. */
    public record Person(String familyName, String givenName, String familyKana, String givenKana, LocalDate birthDate,
            String sex, String domicile, String municipalityCode, LocalDate departedOn, String myNumber) {}

    /** Registers a person once; the same person again gets the entry that is there. */
    public String register(Person person) {
        return sql.sql("""
                SELECT entry_id FROM simulator.registered_person
                 WHERE family_name = :familyName AND given_name = :givenName AND birth_date = :birthDate AND domicile = :domicile
                   AND my_number IS NOT DISTINCT FROM :myNumber
                """).paramSource(person).query(String.class).optional().orElseGet(() -> insert(person));
    }

    private String insert(Person person) {
        return sql.sql("""
                INSERT INTO simulator.registered_person (entry_id, family_name, given_name, family_kana, given_kana, birth_date,
                        sex, domicile, municipality_code, departed_on, my_number, search_name, search_domicile)
                VALUES ('FR-' || lpad(nextval('simulator.register_entry_number')::text, 8, '0'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                RETURNING entry_id
                """).params(person.familyName(), person.givenName(), person.familyKana(), person.givenKana(), person.birthDate(),
                        person.sex(), person.domicile(), person.municipalityCode(), person.departedOn(), person.myNumber(),
                        search(person.familyName() + person.givenName()), search(person.domicile()))
                .query(String.class).single();
    }

    /** Something about the holder is registered; whether the report was accepted. */
    public boolean holderChanged(String caseNumber, Map<String, Object> data) {
        report("holder.changed", caseNumber, caseNumber + "-holder", data, clock.instant());
        return callbacks.deliverDue() > 0;
    }

    /** A court or a filing changes the name of whoever was found for this case; nobody is told. */
    public void rename(String caseNumber, String familyName, String givenName, String familyKana, String givenKana) {
        sql.sql("""
                UPDATE simulator.registered_person
                   SET family_name = :family, given_name = :given, family_kana = coalesce(:familyKana, family_kana),
                       given_kana = coalesce(:givenKana, given_kana), search_name = :search
                 WHERE entry_id = ANY (:entries)
                """)
                .param("family", familyName).param("given", givenName).param("familyKana", familyKana, Types.VARCHAR)
                .param("givenKana", givenKana, Types.VARCHAR).param("search", search(familyName + givenName))
                .param("entries", store.entriesFound(name(), "lookUp", caseNumber).toArray(String[]::new)).update();
    }

    /** As {@link #rename}, and the register reports it; whether the report was accepted. */
    public boolean nameChanged(String caseNumber, String familyName, String givenName, String familyKana, String givenKana,
            LocalDate changedOn) {
        rename(caseNumber, familyName, givenName, familyKana, givenKana);
        Map<String, Object> name = new LinkedHashMap<>(Map.of("familyName", familyName, "givenName", givenName));
        if (familyKana != null && givenKana != null) {
            name.putAll(Map.of("familyKana", familyKana, "givenKana", givenKana));
        }
        return holderChanged(caseNumber, Map.of("change", "NAME", "name", name, "changedOn", changedOn.toString()));
    }

    @Override
    Optional<String> operation(String path) {
        return path.equals("/look-ups") ? Optional.of("lookUp") : Optional.empty();
    }

    @Override
    Reply answer(String operation, String path, JsonNode question) {
        if (Json.lacks(question, "caseNumber", "familyName", "givenName", "birthDate", "domicile", "municipalityCode")) {
            return Reply.refused(422, "ITEMS_MISSING");
        }
        List<Entry> found = find(question);
        if (found.isEmpty() && echo) {
            register(asStated(question));
            found = find(question);
        }
        return Reply.ok(Map.of("entries", contradicted(found, question).stream().map(Entry::items).toList()));
    }

    private record Entry(String entryId, String familyName, String givenName, String familyKana, String givenKana,
            LocalDate birthDate, String sex, String domicile, String municipalityCode, LocalDate departedOn, Boolean numberEqual) {

        Entry with(String family, LocalDate born, String otherSex, String otherDomicile, LocalDate departed) {
            return new Entry(entryId, family, givenName, familyKana, givenKana, born, otherSex, otherDomicile,
                    municipalityCode, departed, numberEqual);
        }

        Map<String, Object> items() {
            Map<String, Object> items = new LinkedHashMap<>();
            items.put("entryId", entryId);
            items.put("familyName", familyName);
            items.put("givenName", givenName);
            items.put("familyKana", familyKana);
            items.put("givenKana", givenKana);
            items.put("birthDate", birthDate.toString());
            items.put("sex", sex);
            items.put("domicile", domicile);
            items.put("municipalityCode", municipalityCode);
            items.put("departedOn", departedOn == null ? null : departedOn.toString());
            items.put("numberEqual", numberEqual);
            items.values().removeIf(value -> value == null);
            return items;
        }
    }

    private List<Entry> find(JsonNode question) {
        return sql.sql("""
                SELECT entry_id, family_name, given_name, family_kana, given_kana, birth_date, sex, domicile,
                       municipality_code, departed_on, my_number = :number AS number_equal
                  FROM simulator.registered_person
                 WHERE my_number = :number
                    OR (search_name = :name)::int + (birth_date = :birthDate)::int + (search_domicile = :domicile)::int
                       + coalesce(sex = :sex, false)::int >= 3
                 ORDER BY entry_id LIMIT 10
                """)
                .param("number", Json.text(question, "myNumber"), Types.VARCHAR)
                .param("name", search(Json.text(question, "familyName") + Json.text(question, "givenName")))
                .param("birthDate", LocalDate.parse(Json.text(question, "birthDate")))
                .param("domicile", search(Json.text(question, "domicile")))
                .param("sex", Json.text(question, "sex"), Types.VARCHAR)
                .query(Entry.class).list();
    }

    private static Person asStated(JsonNode question) {
        String departedOn = Json.text(question, "departedOn");
        return new Person(Json.text(question, "familyName"), Json.text(question, "givenName"), null, null,
                LocalDate.parse(Json.text(question, "birthDate")), Json.text(question, "sex"), Json.text(question, "domicile"),
                Json.text(question, "municipalityCode"), departedOn == null ? null : LocalDate.parse(departedOn),
                Json.text(question, "myNumber"));
    }

    private List<Entry> contradicted(List<Entry> found, JsonNode question) {
        Optional<Contradiction> how = contradiction();
        if (how.isEmpty() || found.isEmpty()) {
            return found;
        }
        Entry e = found.get(0);
        Boolean sameNumber = question.hasNonNull("myNumber") ? Boolean.TRUE : null;
        List<Entry> answer = new ArrayList<>(found);
        switch (how.get()) {
            case OTHER_PERSON -> answer.set(0, new Entry(e.entryId, "別野", "人子", "ベツノ", "ヒトコ", e.birthDate.minusYears(7),
                    e.sex, e.domicile, e.municipalityCode, e.departedOn, sameNumber));
            case OTHER_BIRTH_DATE -> answer.set(0, e.with(e.familyName, e.birthDate.plusDays(1), e.sex, e.domicile, e.departedOn));
            case OTHER_SEX -> answer.set(0, e.with(e.familyName, e.birthDate, "MALE".equals(e.sex) ? "FEMALE" : "MALE",
                    e.domicile, e.departedOn));
            case SEX_MISSING -> answer.set(0, e.with(e.familyName, e.birthDate, null, e.domicile, e.departedOn));
            case OTHER_DOMICILE -> answer.set(0, e.with(e.familyName, e.birthDate, e.sex, "別市別町九丁目9番", e.departedOn));
            case OTHER_DEPARTURE -> answer.set(0, e.with(e.familyName, e.birthDate, e.sex, e.domicile,
                    (e.departedOn == null ? e.birthDate.plusYears(20) : e.departedOn).plusMonths(3)));
            case VARIANT_CHARACTERS -> answer.set(0, e.with(older(e.familyName), e.birthDate, e.sex,
                    older(e.familyName).equals(e.familyName) ? wide(e.domicile) : e.domicile, e.departedOn));
            case SEVERAL -> answer.add(new Entry(e.entryId + "-2", e.familyName, e.givenName, e.familyKana, e.givenKana,
                    e.birthDate, e.sex, e.domicile, e.municipalityCode, e.departedOn, sameNumber == null ? null : Boolean.FALSE));
            case NONE -> answer.clear();
            case OTHER_ORDER, OTHER_AMOUNT -> { }
        }
        return answer;
    }

    /** What the register searches by: forms in use, one width, no spaces. */
    static String search(String words) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(words, Normalizer.Form.NFKC).codePoints().filter(c -> !Character.isWhitespace(c)).forEach(c -> {
            int older = OLDER.indexOf(c);
            plain.appendCodePoint(older < 0 ? c : IN_USE.charAt(older));
        });
        return plain.toString();
    }

    private static String older(String words) {
        StringBuilder other = new StringBuilder();
        words.chars().forEach(c -> {
            int inUse = IN_USE.indexOf(c);
            other.append(inUse < 0 ? (char) c : OLDER.charAt(inUse));
        });
        return other.toString();
    }

    /** Digits of full width where they were not, and a space: another spelling of the same place. */
    private static String wide(String words) {
        StringBuilder other = new StringBuilder();
        words.chars().forEach(c -> other.append((char) (c >= '0' && c <= '9' ? c - '0' + '０' : c)));
        return other.toString().equals(words) ? words + "　" : other.toString();
    }
}
