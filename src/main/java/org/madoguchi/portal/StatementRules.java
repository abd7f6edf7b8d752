package org.madoguchi.portal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.CardValidity;
import org.madoguchi.programme.MunicipalityCode;
import org.madoguchi.programme.MyNumber;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/**
 * What a statement must hold before anybody reads it. All problems are told at once. Names are checked for their script
 * and stored as they are.
 */
@Component
class StatementRules {

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_TEXT = 200;
    private static final Pattern KANA = Pattern.compile("[\\u30A1-\\u30FA\\u30FC-\\u30FE\\u3041-\\u3096\\u309D\\u309E・＝ \\u3000]+");
    private static final Pattern LATIN = Pattern.compile("[A-Za-z][A-Za-z .'\\-]*");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()\\-]{4,22}[0-9]");
    private static final int OLDEST = 130;

    private final Offices offices;
    private final DecisionTables tables;
    private final Clock clock;

    StatementRules(Offices offices, DecisionTables tables, Clock clock) {
        this.offices = offices;
        this.tables = tables;
        this.clock = clock;
    }

    /** Everything that is wrong, in the order of the fields; empty where nothing is. */
    List<Problem> problems(Statement said) {
        List<Problem> found = new ArrayList<>();
        name(found, "familyName", said.familyName());
        name(found, "givenName", said.givenName());
        kana(found, "familyKana", said.familyKana());
        kana(found, "givenKana", said.givenKana());
        latin(found, "familyLatin", said.familyLatin());
        latin(found, "givenLatin", said.givenLatin());
        LocalDate birth = day(found, "dateOfBirth", said.dateOfBirth(), true);
        choice(found, "sex", said.sex(), "MALE", "FEMALE");
        municipality(found, said.municipalityCode());
        line(found, "domicile", said.domicile());
        LocalDate departure = day(found, "departedOn", said.departedOn(), false);
        if (birth != null && departure != null && departure.isBefore(birth)) {
            found.add(Problem.of("departedOn", "DEPARTED_BEFORE_BIRTH"));
        }
        found.addAll(contactProblems(said.missionCode(), said.phone()));
        myNumber(found, said.myNumber());
        choice(found, "certificatesWanted", said.certificatesWanted(), "yes", "no");
        if (choice(found, "applyingAs", said.applyingAs(), "SELF", "LEGAL_REPRESENTATIVE", "PROXY") && birth != null) {
            representation(found, said, birth);
        }
        return found;
    }

    List<Problem> contactProblems(String missionCode, String phone) {
        List<Problem> found = new ArrayList<>();
        office(found, "missionCode", missionCode, Office.Kind.MISSION);
        phone(found, phone);
        return found;
    }

    static void phone(List<Problem> found, String phone) {
        if (text(found, "phone", phone, LONGEST_NAME) && !PHONE.matcher(phone.strip()).matches()) {
            found.add(Problem.of("phone", "PHONE_FORM"));
        }
    }

    private void representation(List<Problem> found, Statement said, LocalDate birth) {
        Map<String, Object> row = tables.single("representation", Map.of("holderGroup", holderGroup(birth, said.ward()),
                "actor", said.applyingAs(), "stage", "APPLICATION"));
        if (!Boolean.TRUE.equals(row.get("permitted"))) {
            found.add(Problem.reason("applyingAs", (String) row.get("reasonCode")));
        } else if (!said.applyingAs().equals("SELF")) {
            name(found, "representativeName", said.representativeName());
        }
    }

    private String holderGroup(LocalDate birth, String ward) {
        if (CardValidity.ageOn(Tokyo.today(clock), birth) < 15) {
            return "UNDER_15";
        }
        return "yes".equals(ward) ? "WARD" : "ADULT";
    }

    boolean underFifteen(String birth) {
        return birth != null && CardValidity.ageOn(Tokyo.today(clock), LocalDate.parse(birth)) < 15;
    }

    /** Whether a card issued on an application of today carries no photo (J-LIS: under one year of age). */
    boolean withoutPhoto(LocalDate birth) {
        return CardValidity.ageOn(Tokyo.today(clock), birth) < 1;
    }

    /** What the case keeps of a statement without problems. */
    Applicant applicant(Statement said, UUID numberRef, Map<String, Object> answers) {
        LocalDate birth = Tokyo.parse(said.dateOfBirth(), "dateOfBirth");
        boolean self = said.applyingAs().equals("SELF");
        return new Applicant(said.familyName().strip(), said.givenName().strip(), said.familyKana().strip(), said.givenKana().strip(),
                said.familyLatin().strip(), said.givenLatin().strip(), birth, said.sex(), said.domicile().strip(),
                said.departedOn() == null || said.departedOn().isBlank() ? null : Tokyo.parse(said.departedOn(), "departedOn"),
                said.phone().strip(), said.certificatesWanted().equals("yes"), holderGroup(birth, said.ward()),
                self ? null : said.representativeName().strip(), self ? null : said.applyingAs(), numberRef, answers);
    }

    static void name(List<Problem> found, String field, String value) {
        if (text(found, field, value, LONGEST_NAME) && !value.codePoints().allMatch(StatementRules::inNames)) {
            found.add(Problem.of(field, "NAME_FORM"));
        }
    }

    /** Letters of any script with their marks and variants, and what joins them. Java does not know the newest kanji yet. */
    private static boolean inNames(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.SPACE_SEPARATOR -> true;
            default -> Character.isLetter(c) || c >= 0x20000 && c <= 0x3FFFD || "・･＝=-‐－'’.,".indexOf(c) >= 0;
        };
    }

    /** One line of visible characters. */
    static void line(List<Problem> found, String field, String value) {
        if (text(found, field, value, LONGEST_TEXT) && value.codePoints().anyMatch(StatementRules::unseen)) {
            found.add(Problem.of(field, "TEXT_FORM"));
        }
    }

    private static boolean unseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    static void kana(List<Problem> found, String field, String value) {
        script(found, field, value, KANA, "KANA_FORM");
    }

    static void latin(List<Problem> found, String field, String value) {
        script(found, field, value, LATIN, "LATIN_FORM");
    }

    private static void script(List<Problem> found, String field, String value, Pattern script, String code) {
        if (text(found, field, value, LONGEST_NAME) && !script.matcher(value.strip()).matches()) {
            found.add(Problem.of(field, code));
        }
    }

    private static boolean text(List<Problem> found, String field, String value, int longest) {
        if (value == null || value.isBlank()) {
            found.add(Problem.empty(field));
            return false;
        }
        if (value.length() > longest) {
            found.add(Problem.of(field, "TEXT_TOO_LONG", longest));
            return false;
        }
        return true;
    }

    static boolean choice(List<Problem> found, String field, String value, String... options) {
        boolean chosen = value != null && List.of(options).contains(value);
        if (!chosen) {
            found.add(Problem.notChosen(field));
        }
        return chosen;
    }

    LocalDate day(List<Problem> found, String field, String value, boolean required) {
        if (value == null || value.isBlank()) {
            if (required) {
                found.add(Problem.empty(field));
            }
            return null;
        }
        try {
            LocalDate day = Tokyo.parse(value, field);
            LocalDate today = Tokyo.today(clock);
            if (day.isAfter(today)) {
                found.add(Problem.of(field, "DATE_IN_FUTURE"));
                return null;
            }
            if (day.isBefore(today.minusYears(OLDEST))) {
                found.add(Problem.of(field, "DATE_IMPOSSIBLE"));
                return null;
            }
            return day;
        } catch (Refusal no) {
            found.add(Problem.of(no, field));
            return null;
        }
    }

    void municipality(List<Problem> found, String code) {
        if (code == null || code.isBlank()) {
            found.add(Problem.notChosen("municipalityCode"));
            return;
        }
        try {
            office(found, "municipalityCode", MunicipalityCode.of(code).digits(), Office.Kind.MUNICIPALITY);
        } catch (Refusal no) {
            found.add(Problem.of(no, "municipalityCode"));
        }
    }

    void office(List<Problem> found, String field, String code, Office.Kind kind) {
        if (code == null || code.isBlank()) {
            found.add(Problem.notChosen(field));
        } else if (offices.find(code).filter(office -> office.kind() == kind).isEmpty()) {
            found.add(Problem.of(field, "OFFICE_UNKNOWN", code));
        }
    }

    static void myNumber(List<Problem> found, String number) {
        if (number != null && !number.isBlank()) {
            try {
                MyNumber.of(number);
            } catch (Refusal no) {
                found.add(Problem.of(no, "myNumber"));
            }
        }
    }
}
