package org.madoguchi.linkage;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Invented people as a register has them, who collide as people do: common names, families at one address, twins, Latin
 * names by the hundred in one dormitory, even a few with the same four items. The same for the same seed.
 */
final class Population {

    /**
     * @param family as the register writes it; {@code plainFamily} with the characters in common use
     * @param sex as the register has it, null where it has none; {@code bornAs} is the sex itself
     * @param place the registered domicile or the address
     * @param number stands for the My Number
     * @param registered false for a person whom the register does not have
     * @param relatives the others of the household
     */
    record Person(int id, boolean abroad, String family, String given, String plainFamily, LocalDate birthDate, String sex, String bornAs,
            String municipality, String place, LocalDate departedOn, int number, boolean registered, List<Integer> relatives) {

        String entryId() {
            return "R-" + id;
        }
    }

    private static final String[] FAMILY = ("佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林 斎藤 清水 山崎 森 池田 橋本 阿部 石川 "
            + "山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤 青木 坂本").split(" ");
    /** Older forms of characters, as families write them and their neighbours do not. */
    private static final Map<String, String> OLDER = Map.of("高橋", "髙橋", "渡辺", "渡邊", "斎藤", "齋藤", "山崎", "山﨑", "中島", "中嶋");
    private static final String[] FEMALE = "陽菜 美咲 葵 さくら 結衣 愛 恵子 由美子 真由美 直美 久美子 陽子 裕子 明美 里奈 彩 麻衣 舞 優子 智子".split(" ");
    private static final String[] MALE = "翔太 蓮 大輝 健太 拓也 誠 健一 浩 明 隆 実 茂 清 大翔 悠斗 和也 直樹 達也 学 剛".split(" ");
    private static final String[] TOWNS = "中央町 本町 緑町 旭町 栄町 桜町 若松町 末広町".split(" ");
    private static final String[] LATIN_FAMILY = "NGUYEN TRAN LE PHAM HOANG WANG LI ZHANG LIU CHEN KIM LEE PARK SANTOS REYES GURUNG SHRESTHA TAMANG SILVA SOUZA".split(" ");
    private static final String[] LATIN_MIDDLE = {"", "", "THI ", "VAN ", "MINH ", "NGOC ", "DUC ", "THANH "};
    private static final String[] LATIN_GIVEN = "ANH HOA LINH HUNG TUAN WEI FANG YAN JUN LEI MIN SOO JI MARIA JOSE RAM SITA HARI ANA JOAO".split(" ");

    private final Random random;
    private final List<Person> people = new ArrayList<>();

    Population(long seed) {
        random = new Random(seed);
    }

    List<Person> people() {
        return people;
    }

    Person get(int id) {
        return people.get(id);
    }

    Population withJapaneseAbroad(int howMany) {
        int until = people.size() + howMany;
        while (people.size() < until) {
            household();
        }
        return this;
    }

    Population withForeignResidents(int howMany) {
        int until = people.size() + howMany;
        while (people.size() < until) {
            String municipality = municipality();
            String dormitory = town() + (1 + random.nextInt(4)) + "丁目" + (1 + random.nextInt(20)) + "番" + (1 + random.nextInt(30)) + "号";
            int rooms = random.nextInt(10) < 7 ? 1 + random.nextInt(4) : 40 + random.nextInt(160);
            for (int i = 0; i < rooms; i++) {
                Person one = resident(municipality, dormitory);
                if (rooms > 40 && random.nextInt(150) == 0) {
                    // Somebody else with the same name, birthday, sex and address: only the number tells them apart.
                    add(new Person(people.size(), false, one.family, one.given, one.plainFamily, one.birthDate, one.sex, one.bornAs, municipality,
                            dormitory, null, people.size(), true, List.of()));
                }
            }
        }
        return this;
    }

    private void household() {
        String plain = common(FAMILY);
        String family = OLDER.containsKey(plain) && random.nextInt(10) < 3 ? OLDER.get(plain) : plain;
        String municipality = municipality();
        String place = town() + (1 + random.nextInt(6)) + "丁目" + (1 + random.nextInt(30)) + "番";
        LocalDate departed = LocalDate.of(2016, 1, 1).plusDays(random.nextInt(3900));
        int first = people.size();
        int children = random.nextInt(4);
        List<LocalDate> births = new ArrayList<>();
        LocalDate parent = LocalDate.of(1955, 1, 1).plusDays(random.nextInt(14_000));
        births.add(parent);
        births.add(parent.plusDays(random.nextInt(2000) - 1000));
        for (int i = 0; i < children; i++) {
            boolean twin = i > 0 && random.nextInt(80) == 0;
            births.add(twin ? births.get(births.size() - 1) : parent.plusYears(24L + random.nextInt(12)).plusDays(random.nextInt(365)));
        }
        List<Integer> ids = new ArrayList<>();
        births.forEach(birth -> ids.add(first + ids.size()));
        Map<String, Boolean> taken = new HashMap<>();
        for (LocalDate birth : births) {
            int id = people.size();
            boolean female = id == first ? false : id == first + 1 || random.nextBoolean();
            String given;
            do {
                given = common(female ? FEMALE : MALE);
            } while (taken.putIfAbsent(given, true) != null);
            String sex = female ? "FEMALE" : "MALE";
            add(new Person(id, true, family, given, plain, birth, random.nextInt(250) == 0 ? null : sex, sex, municipality, place, departed, id,
                    random.nextInt(300) != 0, ids.stream().filter(other -> other != id).toList()));
        }
    }

    private Person resident(String municipality, String address) {
        int id = people.size();
        String sex = random.nextBoolean() ? "FEMALE" : "MALE";
        // Papers of some countries know no birthday, so that many are born on 1 January.
        LocalDate birth = random.nextInt(40) == 0 ? LocalDate.of(1985 + random.nextInt(20), 1, 1)
                : LocalDate.of(1980, 1, 1).plusDays(random.nextInt(9000));
        String family = common(LATIN_FAMILY);
        return add(new Person(id, false, family, LATIN_MIDDLE[random.nextInt(LATIN_MIDDLE.length)] + common(LATIN_GIVEN), family, birth,
                random.nextInt(250) == 0 ? null : sex, sex, municipality, address, null, id, random.nextInt(300) != 0, List.of()));
    }

    private Person add(Person person) {
        people.add(person);
        return person;
    }

    private String municipality() {
        return "13%03d0".formatted(101 + random.nextInt(300));
    }

    private String town() {
        return TOWNS[random.nextInt(TOWNS.length)];
    }

    /** The first are met far more often than the last. */
    private String common(String[] names) {
        return names[(int) (names.length * Math.pow(random.nextDouble(), 2))];
    }
}
