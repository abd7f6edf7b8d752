package org.madoguchi.demo;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.OneClick;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Invented members of staff. Those that stand on the sign-in page work at Los Angeles, Chiyoda and the Tokyo bureau; a second pair in each
 * role lets two people try four eyes. Every other office has one of each role, who act in the sample cases.
 */
@Component
@Profile("demo")
@Order(5)
class DemoStaff implements ApplicationRunner {

    static final String MISSION = "US-LAX";
    static final String MUNICIPALITY = "131016";
    static final String BUREAU = "ISA-TYO";

    /** As whom a visitor works. */
    static final List<String> ON_STAGE = List.of("sato", "suzuki", "takahashi", "tanaka", "ito", "watanabe", "yamamoto", "nakamura",
            "kobayashi", "kato", "yoshida", "yamada", "sasaki", "matsumoto", "inoue", "hayashi", "shimizu", "mori", "ogawa", "okada", "hasegawa");

    private static final List<Role> AT_MISSIONS = List.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR);
    private static final List<Role> AT_MUNICIPALITIES = List.of(Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR);

    private static final List<Role> AT_BUREAUS =
            List.of(Role.ISA_CLERK, Role.ISA_EXAMINER, Role.ISA_CARD_OFFICER, Role.ISA_SUPERVISOR);

    @Configuration(proxyBeanMethods = false)
    @Profile("demo & !keycloak")
    static class SignIn {

        @Bean
        OneClick oneClick() {
            return new OneClick(ON_STAGE);
        }
    }

    private final Staff staff;
    private final Offices offices;

    DemoStaff(Staff staff, Offices offices) {
        this.staff = staff;
        this.offices = offices;
    }

    /** All of them or none: a start that was killed halfway must not leave offices without people for good. */
    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        if (staff.find("sato").isPresent()) {
            return;
        }
        put("sato", "佐藤 領子", "Ryoko Sato", Role.CONSULAR_CLERK, MISSION);
        put("suzuki", "鈴木 健一", "Kenichi Suzuki", Role.CONSULAR_OFFICER, MISSION);
        put("takahashi", "高橋 美咲", "Misaki Takahashi", Role.CONSULAR_OFFICER, MISSION);
        put("tanaka", "田中 修", "Osamu Tanaka", Role.CONSULAR_SUPERVISOR, MISSION);
        put("ito", "伊藤 陽子", "Yoko Ito", Role.MUNICIPAL_OFFICER, MUNICIPALITY);
        put("watanabe", "渡辺 大輔", "Daisuke Watanabe", Role.MUNICIPAL_OFFICER, MUNICIPALITY);
        put("yamamoto", "山本 節子", "Setsuko Yamamoto", Role.MUNICIPAL_SUPERVISOR, MUNICIPALITY);
        put("nakamura", "中村 誠", "Makoto Nakamura", Role.LINKAGE_OFFICER, "HQ");
        put("hayashi", "林 葵", "Aoi Hayashi", Role.LINKAGE_OFFICER, "HQ");
        put("shimizu", "清水 玲子", "Reiko Shimizu", Role.PRIVACY_OFFICER, "HQ");
        put("mori", "森 由美子", "Yumiko Mori", Role.CONTACT_CENTRE_AGENT, "HQ");
        put("kobayashi", "小林 真理", "Mari Kobayashi", Role.PROGRAMME_MANAGER, "HQ");
        put("kato", "加藤 翔", "Sho Kato", Role.PROCESS_ANALYST, "HQ");
        put("ogawa", "小川 悠", "Yu Ogawa", Role.PROCESS_APPROVER, "HQ");
        put("okada", "岡田 千尋", "Chihiro Okada", Role.AUDITOR, "HQ");
        put("hasegawa", "長谷川 純", "Jun Hasegawa", Role.ADMINISTRATOR, "HQ");
        put("yoshida", "吉田 直樹", "Naoki Yoshida", Role.ISA_CLERK, BUREAU);
        put("yamada", "山田 香織", "Kaori Yamada", Role.ISA_EXAMINER, BUREAU);
        put("sasaki", "佐々木 隆", "Takashi Sasaki", Role.ISA_EXAMINER, BUREAU);
        put("matsumoto", "松本 恵", "Megumi Matsumoto", Role.ISA_CARD_OFFICER, BUREAU);
        put("inoue", "井上 哲也", "Tetsuya Inoue", Role.ISA_SUPERVISOR, BUREAU);
        offices.ofKind(Office.Kind.MISSION).forEach(office -> team(office, AT_MISSIONS));
        offices.ofKind(Office.Kind.MUNICIPALITY).forEach(office -> team(office, AT_MUNICIPALITIES));
        offices.ofKind(Office.Kind.BUREAU).forEach(office -> team(office, AT_BUREAUS));
    }

    private void team(Office office, List<Role> roles) {
        for (Role role : roles) {
            for (String shift : List.of("a", "b")) {
                put(role.id() + "-" + office.code().toLowerCase() + "-" + shift, "担当 " + shift.toUpperCase(),
                        "Officer " + shift.toUpperCase(), role, office.code());
            }
        }
    }

    private void put(String id, String nameJa, String nameEn, Role role, String office) {
        Set<Post> posts = new LinkedHashSet<>(List.of(new Post(role, office)));
        staff.put(new CurrentUser(id, CurrentUser.Kind.STAFF, nameJa, nameEn, posts));
        staff.setEmail(id, id + "@staff.madoguchi.example");
    }
}
