package org.madoguchi.portal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.identity.Office;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.CardValidity;
import org.madoguchi.programme.MunicipalityCode;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.residence.Residences;
import org.madoguchi.residence.Residences.Filing;
import org.springframework.stereotype.Component;

/** What a resident's statement must hold before anybody reads it. All problems are told at once. */
@Component
class ResidentRules {

    static final List<String> STATUS_GROUPS = List.of("MID_TO_LONG_TERM", "SPECIAL_PERMANENT_RESIDENT", "TEMPORARY_VISITOR",
            "DIPLOMAT_OFFICIAL", "ORDINANCE_EXCLUDED", "NOT_MID_LONG_TERM", "NO_STATUS");

    /** The statuses of residence of mid- to long-term residents (Immigration Control Act, tables 1 and 2). */
    static final List<String> STATUSES = List.of("PERMANENT_RESIDENT", "SPOUSE_OF_JAPANESE", "SPOUSE_OF_PERMANENT_RESIDENT",
            "LONG_TERM_RESIDENT", "PROFESSOR", "ARTIST", "RELIGIOUS_ACTIVITIES", "JOURNALIST", "HIGHLY_SKILLED_1", "HIGHLY_SKILLED_2",
            "BUSINESS_MANAGER", "LEGAL_ACCOUNTING", "MEDICAL_SERVICES", "RESEARCHER", "INSTRUCTOR", "ENGINEER_HUMANITIES",
            "INTRA_COMPANY_TRANSFEREE", "NURSING_CARE", "ENTERTAINER", "SKILLED_LABOR", "SPECIFIED_SKILLED_WORKER",
            "TECHNICAL_INTERN", "CULTURAL_ACTIVITIES", "STUDENT", "TRAINEE", "DEPENDENT", "DESIGNATED_ACTIVITIES");

    static final String INDEFINITE = "INDEFINITE";

    /** The periods of stay to choose from, in months; a program may state others. */
    static final List<String> PERIODS = List.of("3", "4", "6", "12", "15", "24", "27", "36", "39", "48", "51", "60", INDEFINITE);

    static final List<String> REPRESENTATIVES = List.of("LEGAL_REPRESENTATIVE", "RELATIVE", "INTERMEDIARY");

    /** A number of a document, never of a person: it changes with each card. */
    private static final Pattern CARD_NUMBER = Pattern.compile("[A-Z]{2}[0-9]{8}[A-Z]{2}");
    private static final Pattern MONTHS = Pattern.compile("[1-9][0-9]{0,2}");
    private static final int REPRESENTED_BELOW = 16;
    /** Cards and stays end within a few years; whatever lies further was mistyped. */
    private static final int FURTHEST = 30;
    private static final int MONTHS_PUT_OFF = 2;
    /** A quarter and a number take as many. */
    private static final int SHORTEST_ADDRESS = 4;

    private final StatementRules rules;
    private final Clock clock;

    ResidentRules(StatementRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Everything that is wrong, in the order of the fields; empty where nothing is. */
    List<Problem> problems(ResidentStatement said) {
        List<Problem> found = new ArrayList<>();
        if ("NONE".equals(said.baseProcedure())) {
            found.add(Problem.of("baseProcedure", "NO_BASE_PROCEDURE"));
        } else {
            StatementRules.choice(found, "baseProcedure", said.baseProcedure(), procedures());
        }
        StatementRules.choice(found, "channel", said.channel(), "COUNTER", "MUNICIPALITY", "ONLINE");
        found.addAll(counterProblems(said.baseProcedure(), said.channel(), said.statusGroup()));
        rules.office(found, "bureauCode", said.bureauCode(), Office.Kind.BUREAU);
        stay(found, said);
        found.addAll(personProblems(said));
        if (said.nationality() == null || !Words.NATIONALITIES.contains(said.nationality())) {
            found.add(Problem.notChosen("nationality"));
        }
        rules.municipality(found, said.municipalityCode());
        card(found, said);
        if (yes(said.hardship()) && "ONLINE".equals(said.channel())) {
            found.add(Problem.of("hardship", "HARDSHIP_AT_COUNTER"));
        }
        StatementRules.phone(found, said.phone());
        StatementRules.myNumber(found, said.myNumber());
        return found;
    }

    /** Each procedure has its counter, and those of special permanent residents are their own; what is not answered is passed over. */
    static List<Problem> counterProblems(String procedure, String channel, String statusGroup) {
        if (procedure == null || !List.of(procedures()).contains(procedure)) {
            return List.of();
        }
        boolean special = "SPECIAL_PERMANENT_RESIDENT".equals(statusGroup);
        if (special && Residences.atBureau(procedure)) {
            return List.of(Problem.of("baseProcedure", "SPECIAL_PERMANENT_ELSEWHERE"));
        }
        if (!special && procedure.equals("SPR_PROCEDURE") && STATUS_GROUPS.contains(statusGroup)) {
            return List.of(Problem.of("baseProcedure", "SPECIAL_PERMANENT_ONLY"));
        }
        return !blank(channel) && Residences.atBureau(procedure) == channel.equals("MUNICIPALITY")
                ? List.of(Problem.of("channel", "PROCEDURE_NOT_HERE")) : List.of();
    }

    /** What is wrong with who it is about: the name, the birth, the address, and who speaks for them. */
    List<Problem> personProblems(ResidentStatement said) {
        List<Problem> found = new ArrayList<>();
        name(found, said);
        LocalDate birth = rules.day(found, "dateOfBirth", said.dateOfBirth(), true);
        StatementRules.choice(found, "sex", said.sex(), "MALE", "FEMALE");
        StatementRules.line(found, "domicile", said.domicile());
        if (!blank(said.domicile()) && said.domicile().strip().length() < SHORTEST_ADDRESS) {
            found.add(Problem.of("domicile", "ADDRESS_SHORT"));
        }
        if (StatementRules.choice(found, "applyingAs", said.applyingAs(), "SELF", "LEGAL_REPRESENTATIVE", "RELATIVE", "INTERMEDIARY")) {
            boolean self = said.applyingAs().equals("SELF");
            if (self && birth != null && representedAge(birth)) {
                found.add(Problem.of("applyingAs", "REPRESENTATIVE_NEEDED"));
            } else if (!self) {
                StatementRules.name(found, "representativeName", said.representativeName());
            }
        }
        return found;
    }

    private void stay(List<Problem> found, ResidentStatement said) {
        boolean group = StatementRules.choice(found, "statusGroup", said.statusGroup(), STATUS_GROUPS.toArray(String[]::new));
        if (!group || !said.statusGroup().equals("MID_TO_LONG_TERM")) {
            day(found, "periodUntil", said.periodUntil(), false);
            return;
        }
        StatementRules.choice(found, "status", said.status(), STATUSES.toArray(String[]::new));
        boolean limited = said.period() != null && MONTHS.matcher(said.period()).matches();
        if (!limited && !INDEFINITE.equals(said.period())) {
            found.add(Problem.notChosen("period"));
        }
        longOver(found, "periodUntil", day(found, "periodUntil", said.periodUntil(), limited));
    }

    /** While a decision is awaited a stay goes on for two months at most; whoever has none any more files nothing from home. */
    private void longOver(List<Problem> found, String field, LocalDate end) {
        if (end != null && end.isBefore(Tokyo.today(clock).minusMonths(MONTHS_PUT_OFF))) {
            found.add(Problem.of(field, "LONG_OVER"));
        }
    }

    private static void name(List<Problem> found, ResidentStatement said) {
        name(found, said.familyLatin(), said.givenLatin(), said.familyKana(), said.givenKana());
        if (!blank(said.kanjiName())) {
            StatementRules.name(found, "kanjiName", said.kanjiName());
        }
    }

    /** A name as on the residence card: some people have one name only, and few have theirs in kana. */
    static void name(List<Problem> found, String familyLatin, String givenLatin, String familyKana, String givenKana) {
        if (!blank(familyLatin)) {
            StatementRules.latin(found, "familyLatin", familyLatin);
        }
        StatementRules.latin(found, "givenLatin", givenLatin);
        if (!blank(familyKana)) {
            StatementRules.kana(found, "familyKana", familyKana);
        }
        if (!blank(givenKana)) {
            StatementRules.kana(found, "givenKana", givenKana);
        }
    }

    private void card(List<Problem> found, ResidentStatement said) {
        boolean known = StatementRules.choice(found, "heldCard", said.heldCard(), "NONE", "SEPARATE", "MERGED");
        // Whoever has lost a card cannot read from it.
        boolean held = known && !said.heldCard().equals("NONE") && !Residence.REISSUE_LOSS.equals(said.baseProcedure());
        if (held || !blank(said.residenceCardNumber())) {
            if (blank(said.residenceCardNumber())) {
                found.add(Problem.empty("residenceCardNumber"));
            } else if (!CARD_NUMBER.matcher(cardNumber(said)).matches()) {
                found.add(Problem.of("residenceCardNumber", "CARD_NUMBER_FORM"));
            }
        }
        LocalDate cardUntil = day(found, "cardUntil", said.cardUntil(), held);
        if (said.period() != null && MONTHS.matcher(said.period()).matches()) {
            longOver(found, "cardUntil", cardUntil);
        }
        LocalDate functionUntil = day(found, "myNumberCardUntil", said.myNumberCardUntil(), false);
        // One card has one end; while a filing is pending, a municipality may have put the function's off.
        if ("MERGED".equals(said.heldCard()) && cardUntil != null && functionUntil != null
                && (functionUntil.isBefore(cardUntil) || functionUntil.isAfter(cardUntil.plusMonths(MONTHS_PUT_OFF)))) {
            found.add(Problem.of("myNumberCardUntil", "MERGED_ENDS_ONCE", MONTHS_PUT_OFF));
        }
    }

    private LocalDate day(List<Problem> found, String field, String value, boolean required) {
        if (blank(value)) {
            if (required) {
                found.add(Problem.empty(field));
            }
            return null;
        }
        try {
            LocalDate day = Tokyo.parse(value, field);
            LocalDate today = Tokyo.today(clock);
            if (day.isAfter(today.plusYears(FURTHEST)) || day.isBefore(today.minusYears(FURTHEST))) {
                found.add(Problem.of(field, "DATE_TOO_FAR"));
                return null;
            }
            return day;
        } catch (Refusal no) {
            found.add(Problem.of(no, field));
            return null;
        }
    }

    /** A child's application is made by somebody else (domain: under 16). */
    boolean representedAge(LocalDate birth) {
        return CardValidity.ageOn(Tokyo.today(clock), birth) < REPRESENTED_BELOW;
    }

    boolean withoutPhoto(String birth) {
        return !blank(birth) && rules.withoutPhoto(Tokyo.parse(birth, "dateOfBirth"));
    }

    /** What is filed of a statement without problems. {@code photo}: a checked JPEG or null. */
    Filing filing(ResidentStatement said, UUID numberRef, byte[] photo, UUID account, String language) {
        boolean stays = said.statusGroup().equals("MID_TO_LONG_TERM");
        Integer months = blank(said.period()) || said.period().equals(INDEFINITE) ? null : Integer.valueOf(said.period());
        var residence = Residence.stated(said.baseProcedure(), said.statusGroup(), stays ? said.status() : null, months,
                optionalDay(said.periodUntil(), "periodUntil"), said.nationality(), blank(said.kanjiName()) ? null : said.kanjiName().strip(),
                said.heldCard(), blank(said.residenceCardNumber()) ? null : cardNumber(said), optionalDay(said.cardUntil(), "cardUntil"),
                optionalDay(said.myNumberCardUntil(), "myNumberCardUntil"), yes(said.hardship()));
        return new Filing(said.channel(), account, language, MunicipalityCode.of(said.municipalityCode()).digits(), said.bureauCode(),
                null, applicant(said, false, numberRef), photo, residence);
    }

    /**
     * Who it is about; the name stands in Latin letters, as on the card.
     *
     * @param certificates whether electronic certificates are wanted: a question of whoever asks for the merged card alone
     */
    Applicant applicant(ResidentStatement said, boolean certificates, UUID numberRef) {
        LocalDate birth = Tokyo.parse(said.dateOfBirth(), "dateOfBirth");
        boolean self = said.applyingAs().equals("SELF");
        String family = text(said.familyLatin());
        String given = text(said.givenLatin());
        return new Applicant(family, given, text(said.familyKana()), text(said.givenKana()), family, given, birth, said.sex(),
                said.domicile().strip(), null, said.phone().strip(), certificates, representedAge(birth) ? "UNDER_16" : "ADULT",
                self ? null : said.representativeName().strip(), self ? null : said.applyingAs(), numberRef, Map.of());
    }

    static String[] procedures() {
        return Stream.concat(Residences.ISA_PROCEDURES.stream(), Residences.MUNICIPAL_PROCEDURES.stream()).toArray(String[]::new);
    }

    private static String cardNumber(ResidentStatement said) {
        return java.text.Normalizer.normalize(said.residenceCardNumber(), java.text.Normalizer.Form.NFKC).replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT);
    }

    private static LocalDate optionalDay(String value, String field) {
        return blank(value) ? null : Tokyo.parse(value, field);
    }

    private static String text(String value) {
        return blank(value) ? "" : value.strip();
    }

    private static boolean yes(String answer) {
        return "yes".equals(answer);
    }

    static boolean blank(String value) {
        return value == null || value.isBlank();
    }
}
