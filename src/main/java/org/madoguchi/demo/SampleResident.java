package org.madoguchi.demo;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.demo.ResidentPlan.Trait;
import org.madoguchi.demo.partners.ResidentRegister;

/** An invented resident from somewhere, the same for the same number at every start. */
public record SampleResident(int seq, String nationality, String familyName, String givenName, String kanjiName, LocalDate birthDate,
        String sex, String address, String municipalityCode, String bureauCode, LocalDate stayEnds, String status, String cardNumber,
        String myNumber, String email, String language) {

    private record Place(String municipalityCode, String municipality, String bureauCode) {}

    private record Name(String nationality, String family, String given, String kanji, String sex) {}

    /** The demonstration's own counters first; some names are one word, and stand as the given name. */
    private static final List<Place> PLACES = List.of(new Place("131016", "東京都千代田区", "ISA-TYO"),
            new Place("131121", "東京都世田谷区", "ISA-TYO"), new Place("141011", "神奈川県横浜市鶴見区", "ISA-YOK"),
            new Place("271403", "大阪府堺市", "ISA-OSA"), new Place("231002", "愛知県名古屋市", "ISA-NAG"),
            new Place("401307", "福岡県福岡市", "ISA-FUK"), new Place("011011", "北海道札幌市中央区", "ISA-SAP"),
            new Place("341002", "広島県広島市", "ISA-HIR"), new Place("472018", "沖縄県那覇市", "ISA-NAH"));

    private static final List<Name> NAMES = List.of(new Name("VNM", "NGUYEN", "THI LAN", null, "FEMALE"),
            new Name("CHN", "WANG", "XIAOMEI", "王 小梅", "FEMALE"), new Name("PHL", "SANTOS", "MARIA CLARA", null, "FEMALE"),
            new Name("NPL", "GURUNG", "BISHAL", null, "MALE"), new Name("BRA", "DA SILVA", "LUCAS HENRIQUE", null, "MALE"),
            new Name("IDN", "", "BUDIMAN", null, "MALE"), new Name("KOR", "KIM", "SEOYEON", "金 瑞妍", "FEMALE"),
            new Name("MMR", "", "AUNG KYAW MOE", null, "MALE"), new Name("IND", "SHARMA", "ANJALI", null, "FEMALE"),
            new Name("USA", "MILLER", "JAMES ROBERT", null, "MALE"), new Name("LKA", "PERERA", "NUWAN", null, "MALE"),
            new Name("THA", "SRISUWAN", "KANYA", null, "FEMALE"), new Name("BGD", "RAHMAN", "TANVIR", null, "MALE"),
            new Name("PER", "QUISPE", "ROSA ELENA", null, "FEMALE"), new Name("TWN", "CHEN", "YI-TING", "陳 怡婷", "FEMALE"),
            new Name("PAK", "KHAN", "IMRAN", null, "MALE"), new Name("FRA", "LEFEVRE", "CAMILLE", null, "FEMALE"),
            new Name("GBR", "O'CONNOR", "SIOBHAN", null, "FEMALE"), new Name("MNG", "", "ALTANTSETSEG", null, "FEMALE"),
            new Name("UKR", "SHEVCHENKO", "OLENA", null, "FEMALE"), new Name("NGA", "OKAFOR", "CHINEDU", null, "MALE"),
            new Name("KHM", "SOK", "DARA", null, "MALE"), new Name("VNM", "TRAN", "VAN MINH", null, "MALE"),
            new Name("CHN", "LI", "JIANGUO", "李 建国", "MALE"), new Name("DEU", "SCHROEDER", "JONAS", null, "MALE"),
            new Name("BRA", "OLIVEIRA TANAKA", "BEATRIZ", null, "FEMALE"), new Name("PHL", "REYES", "JOSE MIGUEL", null, "MALE"),
            new Name("EGY", "HASSAN", "MOSTAFA", null, "MALE"));

    private static final List<String> STATUSES = List.of("ENGINEER_HUMANITIES", "STUDENT", "SPECIFIED_SKILLED_WORKER", "DEPENDENT",
            "SPOUSE_OF_JAPANESE", "LONG_TERM_RESIDENT", "TECHNICAL_INTERN", "SKILLED_LABOR", "HIGHLY_SKILLED_1", "DESIGNATED_ACTIVITIES");

    private static final List<String> STREETS = List.of("中央町", "本町", "緑町", "旭町", "栄町", "桜町", "若松町", "末広町");

    public static SampleResident of(int seq, ResidentPlan plan, LocalDate today) {
        var random = new Random(104_729L * seq + 29);
        Name name = NAMES.get(seq % NAMES.size());
        Place place = PLACES.get(seq % 2 == 0 ? 0 : seq % PLACES.size());
        LocalDate birth = plan.has(Trait.CHILD) ? today.minusYears(9).minusDays(random.nextInt(300))
                : today.minusYears(20 + random.nextInt(40)).minusDays(random.nextInt(360));
        String address = place.municipality() + STREETS.get(random.nextInt(STREETS.size())) + (1 + random.nextInt(6)) + "丁目"
                + (1 + random.nextInt(30)) + "番" + (1 + random.nextInt(20)) + "号";
        // most apply in the last three months of their stay
        LocalDate stayEnds = today.minusDays(plan.days()).plusDays(20 + random.nextInt(65));
        return new SampleResident(seq, plan.has(Trait.SPECIAL_PERMANENT) ? "KOR" : name.nationality(), name.family(), name.given(), name.kanji(),
                birth, name.sex(), address, place.municipalityCode(), place.bureauCode(), stayEnds,
                STATUSES.get(random.nextInt(STATUSES.size())), cardNumber(random), SamplePerson.number(random),
                "resident%03d@example.com".formatted(seq), seq % 3 == 0 ? "ja" : "en");
    }

    /** The same person at another address for mails. */
    public SampleResident under(String otherEmail) {
        return new SampleResident(seq, nationality, familyName, givenName, kanjiName, birthDate, sex, address, municipalityCode, bureauCode,
                stayEnds, status, cardNumber, myNumber, otherEmail, language);
    }

    private static String cardNumber(Random random) {
        return "%c%c%08d%c%c".formatted(letter(random), letter(random), random.nextInt(100_000_000), letter(random), letter(random));
    }

    private static char letter(Random random) {
        return (char) ('A' + random.nextInt(26));
    }

    /** This person as the Basic Resident Register has them. */
    ResidentRegister.Resident registered(ResidentPlan plan) {
        String spelt = plan.has(Trait.VARIANT) ? address.replace("丁目", "-").replace("番", "-").replace("号", "") : address;
        return new ResidentRegister.Resident((familyName + " " + givenName).strip(), birthDate, sex, spelt, municipalityCode, myNumber);
    }

    Applicant applicant(ResidentPlan plan, UUID number) {
        boolean child = plan.has(Trait.CHILD);
        return new Applicant(familyName, givenName, "", "", familyName, givenName, birthDate, sex, address, null,
                "090-5555-%04d".formatted(seq), false, child ? "UNDER_16" : "ADULT", child ? (familyName + " OYA").strip() : null,
                child ? "LEGAL_REPRESENTATIVE" : null, number, Map.of());
    }

    Residence stay(ResidentPlan plan) {
        boolean special = plan.has(Trait.SPECIAL_PERMANENT);
        LocalDate cardUntil = special ? stayEnds.plusMonths(1) : stayEnds;
        return Residence.stated(plan.baseProcedure(), special ? "SPECIAL_PERMANENT_RESIDENT" : "MID_TO_LONG_TERM", special ? null : status,
                special ? null : 12, special ? null : stayEnds, nationality, kanjiName, plan.has(Trait.HOLDS_MERGED) ? "MERGED" : "SEPARATE",
                cardNumber, cardUntil, holdsMyNumberCard(plan) ? cardUntil : null, false);
    }

    public boolean holdsMyNumberCard(ResidentPlan plan) {
        return seq % 4 != 3 && !plan.has(Trait.HOLDS_MERGED);
    }

    boolean statesNumber(ResidentPlan plan) {
        return seq % 3 != 0 && !plan.has(Trait.VARIANT);
    }

    public byte[] photo() {
        return SamplePhoto.of(seq + 500);
    }
}
