package org.madoguchi.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.madoguchi.demo.SamplePlan.Trait;
import org.madoguchi.demo.partners.FamilyRegisterSimulator;
import org.madoguchi.programme.Mrz;
import org.madoguchi.programme.MyNumber;

/** An invented person, the same for the same number at every start. */
public record SamplePerson(int seq, String familyName, String givenName, String familyKana, String givenKana, String familyLatin,
        String givenLatin, LocalDate birthDate, String sex, String domicile, String municipalityCode, String missionCode,
        LocalDate departedOn, String myNumber, String email, String language) {

    private static final List<String[]> FAMILY = List.of(n("青木", "アオキ", "AOKI"), n("石川", "イシカワ", "ISHIKAWA"),
            n("上田", "ウエダ", "UEDA"), n("遠藤", "エンドウ", "ENDO"), n("岡田", "オカダ", "OKADA"), n("川口", "カワグチ", "KAWAGUCHI"),
            n("北村", "キタムラ", "KITAMURA"), n("久保", "クボ", "KUBO"), n("近藤", "コンドウ", "KONDO"), n("坂本", "サカモト", "SAKAMOTO"),
            n("柴田", "シバタ", "SHIBATA"), n("杉山", "スギヤマ", "SUGIYAMA"), n("関口", "セキグチ", "SEKIGUCHI"), n("高木", "タカギ", "TAKAGI"),
            n("千葉", "チバ", "CHIBA"), n("内藤", "ナイトウ", "NAITO"), n("西村", "ニシムラ", "NISHIMURA"), n("野口", "ノグチ", "NOGUCHI"),
            n("浜田", "ハマダ", "HAMADA"), n("平野", "ヒラノ", "HIRANO"), n("藤井", "フジイ", "FUJII"), n("松田", "マツダ", "MATSUDA"),
            n("宮崎", "ミヤザキ", "MIYAZAKI"), n("村上", "ムラカミ", "MURAKAMI"), n("森田", "モリタ", "MORITA"), n("安田", "ヤスダ", "YASUDA"),
            n("横山", "ヨコヤマ", "YOKOYAMA"), n("渡部", "ワタベ", "WATABE"));

    private static final List<String[]> FEMALE = List.of(n("愛", "アイ", "AI"), n("恵子", "ケイコ", "KEIKO"), n("沙織", "サオリ", "SAORI"),
            n("友美", "トモミ", "TOMOMI"), n("直子", "ナオコ", "NAOKO"), n("春香", "ハルカ", "HARUKA"), n("真由", "マユ", "MAYU"),
            n("裕子", "ユウコ", "YUKO"), n("里奈", "リナ", "RINA"), n("若菜", "ワカナ", "WAKANA"));

    private static final List<String[]> MALE = List.of(n("明", "アキラ", "AKIRA"), n("和也", "カズヤ", "KAZUYA"), n("慎一", "シンイチ", "SHINICHI"),
            n("拓海", "タクミ", "TAKUMI"), n("直樹", "ナオキ", "NAOKI"), n("浩", "ヒロシ", "HIROSHI"), n("誠司", "セイジ", "SEIJI"),
            n("悠斗", "ユウト", "YUTO"), n("亮", "リョウ", "RYO"), n("渉", "ワタル", "WATARU"));

    private static final List<String> STREETS = List.of("中央町", "本町", "緑町", "旭町", "栄町", "桜町", "若松町", "末広町");

    private static String[] n(String kanji, String kana, String latin) {
        return new String[] {kanji, kana, latin};
    }

    /** The person with this number, living in the area of this mission. */
    public static SamplePerson of(int seq, SamplePlan plan, String missionCode, String municipalityCode, String municipality, LocalDate today) {
        var random = new Random(7_919L * seq + 17);
        boolean female = random.nextBoolean();
        String[] family = FAMILY.get(seq % FAMILY.size());
        String[] given = (female ? FEMALE : MALE).get(random.nextInt(10));
        LocalDate birth = today.minusYears(24 + random.nextInt(50)).minusDays(random.nextInt(360));
        LocalDate departed = plan.has(Trait.FEE) ? today.minusYears(1).minusDays(random.nextInt(90))
                : LocalDate.of(2016 + random.nextInt(8), 1 + random.nextInt(12), 1 + random.nextInt(28));
        // Older forms of characters, as families write them and registers often do not.
        String familyName = plan.has(Trait.VARIANT) ? "髙木" : family[0];
        String[] kana = plan.has(Trait.VARIANT) ? n("", "タカギ", "TAKAGI") : family;
        String domicile = municipality + STREETS.get(random.nextInt(STREETS.size())) + (1 + random.nextInt(6)) + "丁目" + (1 + random.nextInt(30)) + "番";
        return new SamplePerson(seq, familyName, given[0], kana[1], given[1], kana[2], given[2], birth, female ? "FEMALE" : "MALE",
                domicile, municipalityCode, missionCode, departed, number(random),
                "sample%03d@example.com".formatted(seq), seq % 4 == 0 ? "en" : "ja");
    }

    static String number(Random random) {
        String body = "%011d".formatted(10_000_000_000L + (random.nextLong() >>> 1) % 89_999_999_999L);
        return body + MyNumber.checkDigit(body);
    }

    /** This person as the register has them, or whoever else it has in their place. */
    public FamilyRegisterSimulator.Person registered(SamplePlan plan) {
        boolean somebodyElse = plan.has(Trait.UNREGISTERED);
        String family = plan.has(Trait.VARIANT) ? "高木" : familyName;
        String registeredSex = plan.has(Trait.OTHER_SEX) ? (sex.equals("MALE") ? "FEMALE" : "MALE") : sex;
        return new FamilyRegisterSimulator.Person(family, somebodyElse ? "某" : givenName, familyKana, somebodyElse ? "ボウ" : givenKana,
                birthDate, registeredSex, domicile, municipalityCode, departedOn, somebodyElse ? null : myNumber);
    }

    boolean statesNumber(SamplePlan plan) {
        return seq % 3 == 0 && !plan.has(Trait.UNREGISTERED) && !plan.has(Trait.OTHER_SEX);
    }

    /** A JPEG of a drawn face. */
    public byte[] photo() {
        return SamplePhoto.of(seq);
    }

    /** The two lines of this person's passport. */
    public String[] passport(LocalDate today) {
        String first = pad("P<JPN" + familyLatin + "<<" + givenLatin, 44);
        String number = "TZ%07d".formatted(1_000_000 + seq);
        String birth = birthDate.format(DateTimeFormatter.ofPattern("yyMMdd"));
        String expiry = today.plusYears(4).format(DateTimeFormatter.ofPattern("yyMMdd"));
        String personal = pad("", 14);
        String second = number + Mrz.checkDigit(number) + "JPN" + birth + Mrz.checkDigit(birth) + (sex.equals("FEMALE") ? "F" : "M")
                + expiry + Mrz.checkDigit(expiry) + personal + Mrz.checkDigit(personal);
        String composite = second.substring(0, 10) + second.substring(13, 20) + second.substring(21, 43);
        return new String[] {first, second + Mrz.checkDigit(composite)};
    }

    private static String pad(String text, int length) {
        return text + "<".repeat(length - text.length());
    }
}
