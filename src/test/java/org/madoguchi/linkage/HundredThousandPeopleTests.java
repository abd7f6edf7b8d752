package org.madoguchi.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.linkage.Linkage.Candidate;
import org.madoguchi.linkage.Population.Person;
import org.madoguchi.partners.FamilyRegisterClient.RegisterEntry;
import org.madoguchi.platform.TablesOnPlainEngine;

/**
 * The mistakes of 2023 (domain 3.5) over a hundred thousand people: a family member's number on a shared form, namesakes, a
 * look-up with too few items; and what happens at any counter besides: variant characters, addresses out of date, days
 * remembered wrongly, people the register does not have. Nobody is linked to somebody else, and few are stopped who stated
 * everything truly.
 */
class HundredThousandPeopleTests {

    private static final long SEED = 2023;
    private static final UUID ACCOUNT = new UUID(0, 0);

    /** What may be wrong with a statement; the first three are no untruth. */
    private enum Slip {
        VARIANT_NAME, OTHER_SPELLING_OF_PLACE, DEPARTURE_NOT_STATED, OLD_PLACE, WRONG_BIRTH_DATE, WRONG_SEX, WRONG_DEPARTURE,
        NUMBER_OF_FAMILY, NUMBER_OF_STRANGER;

        boolean untrue() {
            return ordinal() >= OLD_PLACE.ordinal();
        }
    }

    /** @param number stated, or null */
    private record Statement(CaseFile file, Integer number, boolean untrue) {}

    private final Random random = new Random(SEED);
    private final Population population = new Population(SEED).withJapaneseAbroad(60_000).withForeignResidents(45_000);
    private final Map<String, List<Person>> register = new HashMap<>();
    private final Map<Map<String, Object>, String> answers = new HashMap<>();

    @Test
    void nobody_is_linked_to_somebody_else_and_few_are_stopped_for_nothing() {
        population.people().stream().filter(Person::registered).forEach(this::index);
        Map<String, Integer> results = new TreeMap<>();
        Map<Slip, Integer> slips = new EnumMap<>(Slip.class);
        List<String> wrong = new ArrayList<>();
        int truly = 0;
        int stoppedForNothing = 0;
        int strangersFirst = 0;
        int wrongAsIn2023 = 0;
        try (var tables = new TablesOnPlainEngine().with(Linkage.TABLE)) {
            for (Person person : population.people()) {
                Statement stated = statement(person, slips);
                List<Candidate> candidates = lookUp(person, stated).stream().map(entry -> candidate(entry, stated)).toList();
                String result = answers.computeIfAbsent(Linkage.inputs(candidates, stated.number() != null),
                        inputs -> (String) tables.tables().single(Linkage.TABLE, inputs).get("result"));
                results.merge(result, 1, Integer::sum);
                if (result.equals("MATCH")) {
                    String linked = Linkage.counted(candidates).get(0).entryId();
                    if (!linked.equals(person.entryId())) {
                        wrong.add(person + " linked to " + linked);
                    }
                    strangersFirst += linked.equals(candidates.get(0).entryId()) ? 0 : 1;
                }
                wrongAsIn2023 += firstByNameAndBirthDate(person) == person ? 0 : 1;
                if (person.registered() && !stated.untrue()) {
                    truly++;
                    if (result.equals("NOT_FOUND") || result.equals("STOP_AND_INVESTIGATE")) {
                        stoppedForNothing++;
                    }
                }
            }
        }
        double falseStops = 100.0 * stoppedForNothing / truly;
        System.out.printf("Linkage over %,d people: %s; wrong links %d (by name and birth date alone %,d); stopped for nothing %,d of %,d who stated all truly = %.2f %%; "
                + "%d kinds of comparison; slips %s%n", population.people().size(), results, wrong.size(), wrongAsIn2023, stoppedForNothing, truly,
                falseStops, answers.size(), slips);

        assertThat(population.people()).hasSizeGreaterThanOrEqualTo(100_000);
        assertThat(wrong).isEmpty();
        assertThat(falseStops).isLessThan(2);
        assertThat(strangersFirst).as("records in which a stranger stands before the right person").isPositive();
        assertThat(wrongAsIn2023).as("people whom the look-up of 2023 would have linked to somebody else").isPositive();
        assertThat(slips).as("every kind of mistake is made").hasSize(Slip.values().length).allSatisfy((slip, times) ->
                assertThat(times).as(slip.name()).isGreaterThan(50));
        assertThat(results.keySet()).containsExactlyInAnyOrder("MATCH", "REVIEW", "NOT_FOUND", "STOP_AND_INVESTIGATE");
    }

    private Statement statement(Person person, Map<Slip, Integer> slips) {
        Set<Slip> made = new LinkedHashSet<>();
        slip(made, Slip.VARIANT_NAME, !person.plainFamily().equals(person.family()) || !person.abroad(), person.abroad() ? 500 : 30);
        slip(made, Slip.OTHER_SPELLING_OF_PLACE, true, 50);
        slip(made, Slip.DEPARTURE_NOT_STATED, person.abroad(), 30);
        slip(made, Slip.OLD_PLACE, true, 10);
        slip(made, Slip.WRONG_BIRTH_DATE, true, 3);
        slip(made, Slip.WRONG_SEX, true, 1);
        slip(made, Slip.WRONG_DEPARTURE, person.abroad() && !made.contains(Slip.DEPARTURE_NOT_STATED), 10);
        Integer number = random.nextInt(10) < (person.abroad() ? 4 : 8) ? person.number() : null;
        slip(made, Slip.NUMBER_OF_FAMILY, number != null && !person.relatives().isEmpty(), 20);
        slip(made, Slip.NUMBER_OF_STRANGER, number != null && !made.contains(Slip.NUMBER_OF_FAMILY), 2);
        made.forEach(slip -> slips.merge(slip, 1, Integer::sum));
        if (made.contains(Slip.NUMBER_OF_FAMILY)) {
            number = population.get(person.relatives().get(random.nextInt(person.relatives().size()))).number();
        } else if (made.contains(Slip.NUMBER_OF_STRANGER)) {
            number = random.nextInt(population.people().size());
        }
        boolean variant = made.contains(Slip.VARIANT_NAME);
        String family = variant ? person.abroad() ? person.plainFamily() : capitalised(person.family()) : person.family();
        String place = made.contains(Slip.OLD_PLACE) ? "旧町9丁目99番" : made.contains(Slip.OTHER_SPELLING_OF_PLACE)
                ? person.place().replace("丁目", "－").replace("番", person.place().endsWith("番") ? "" : "－").replace("号", "") : person.place();
        LocalDate departed = made.contains(Slip.DEPARTURE_NOT_STATED) ? null
                : made.contains(Slip.WRONG_DEPARTURE) ? person.departedOn().plusDays(3) : person.departedOn();
        var applicant = new Applicant(family, variant && !person.abroad() ? capitalised(person.given()) : person.given(), "", "", "", "",
                made.contains(Slip.WRONG_BIRTH_DATE) ? person.birthDate().plusDays(1) : person.birthDate(),
                made.contains(Slip.WRONG_SEX) ? person.bornAs().equals("MALE") ? "FEMALE" : "MALE" : person.bornAs(), place, departed, "",
                true, "ADULT", null, null, null, Map.of());
        var file = new CaseFile("MG-" + person.id(), person.abroad() ? "OVERSEAS" : "RESIDENCE", null, null, "ONLINE",
                CaseState.MATCHING_REGISTER, ACCOUNT, "ja", person.municipality(), null, null, null, null, Instant.EPOCH, null, null, 0,
                applicant, null, Set.of());
        return new Statement(file, number, made.stream().anyMatch(Slip::untrue));
    }

    private void slip(Set<Slip> made, Slip slip, boolean possible, int inAThousand) {
        if (random.nextInt(1000) < inAThousand && possible) {
            made.add(slip);
        }
    }

    private static String capitalised(String latin) {
        return latin.isEmpty() ? latin : latin.charAt(0) + latin.substring(1).toLowerCase(Locale.ROOT);
    }

    // The register: it knows no variants from one another, and finds by the number or by three of four items. One look-up in
    // twenty is made as in 2023, with the name and the birth date only.

    private void index(Person person) {
        keys(person, person.birthDate(), person.sex(), person.municipality() + person.place(), person.number())
                .forEach(key -> register.computeIfAbsent(key, any -> new ArrayList<>()).add(person));
        register.computeIfAbsent(careless(person, person.birthDate()), any -> new ArrayList<>()).add(person);
    }

    private List<Person> lookUp(Person person, Statement stated) {
        Applicant said = stated.file().applicant();
        boolean there = !said.domicile().startsWith("旧町");
        List<String> keys = random.nextInt(20) == 0 ? new ArrayList<>(List.of(careless(person, said.birthDate())))
                : keys(person, said.birthDate(), said.sex(), there ? person.municipality() + person.place() : "旧町", stated.number());
        if (stated.number() != null) {
            keys.add("number " + stated.number());
        }
        return keys.stream().flatMap(key -> register.getOrDefault(key, List.of()).stream()).distinct()
                .sorted((a, b) -> Integer.compare(a.id(), b.id())).limit(10).toList();
    }

    private static List<String> keys(Person person, LocalDate birth, String sex, String place, Integer number) {
        String name = person.plainFamily() + " " + person.given();
        List<String> keys = new ArrayList<>(List.of("place " + name + birth + place));
        if (sex != null) {
            keys.addAll(List.of("person " + name + birth + sex, "house " + name + sex + place, "twin " + birth + sex + place));
        }
        if (number != null) {
            keys.add("number " + number);
        }
        return keys;
    }

    /** Themselves where nobody, or nobody else, answers to it. */
    private Person firstByNameAndBirthDate(Person person) {
        List<Person> found = register.getOrDefault(careless(person, person.birthDate()), List.of());
        return found.isEmpty() ? person : found.get(0);
    }

    private static String careless(Person person, LocalDate birth) {
        return "careless " + person.plainFamily() + " " + person.given() + birth;
    }

    private static Candidate candidate(Person found, Statement stated) {
        boolean abroad = found.abroad();
        var entry = new RegisterEntry(found.entryId(), abroad ? found.family() : "", abroad ? found.given() : found.family() + " " + found.given(),
                null, null, found.birthDate(), found.sex(), found.place(), found.municipality(), found.departedOn(),
                stated.number() == null ? null : stated.number() == found.number());
        Comparison compared = Comparison.of(stated.file(), entry);
        return new Candidate(entry.entryId(), entry.familyName(), entry.givenName(), null, null, entry.birthDate(), entry.sex(), entry.domicile(),
                entry.municipalityCode(), entry.departedOn(), entry.numberEqual(), compared.name(), compared.birthDate(), compared.sex(),
                compared.domicile(), compared.departure());
    }
}
