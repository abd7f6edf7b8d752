package org.madoguchi.reporting;

import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.madoguchi.appointments.Collecting;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.VisitRules;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The letters of a case. The caller has opened the case for its reader. */
@Component
public class CaseLetters {

    private final Letters letters;
    private final Offices offices;
    private final Collecting collecting;
    private final VisitRules rules;
    private final MessageSource messages;
    private final Clock clock;
    private final String site;

    CaseLetters(Letters letters, Offices offices, Collecting collecting, VisitRules rules, MessageSource messages, Clock clock,
            @Value("${madoguchi.public-url:http://localhost:8080}") String site) {
        this.letters = letters;
        this.offices = offices;
        this.collecting = collecting;
        this.rules = rules;
        this.messages = messages;
        this.clock = clock;
        this.site = site;
    }

    /** Whether the notice of issuance can be had: from the card's arrival at the mission until the visit. */
    public static boolean issued(CaseFile file) {
        return file.overseas() && switch (file.state()) {
            case READY_FOR_COLLECTION, VISIT_BOOKED, AT_THE_COUNTER -> true;
            default -> false;
        };
    }

    /** @throws Refusal DOCUMENT_UNKNOWN for a resident, who gets theirs at the counter; UnprintableText where the fonts lack a character */
    public byte[] receipt(CaseFile file, Locale locale) {
        if (!file.overseas()) {
            throw Refusal.notFound("DOCUMENT_UNKNOWN");
        }
        Office municipality = offices.get(file.municipalityCode());
        Office mission = offices.get(file.missionCode());
        return letters.receiptOfApplication(new ReceiptOfApplication(file.number(), addressee(file), place(municipality),
                Tokyo.today(clock), LocalDate.ofInstant(file.receivedAt(), Tokyo.ZONE), kind(file), name(municipality), name(mission),
                URI.create(site + "/track/" + file.number())), locale);
    }

    /** @throws Refusal NOT_ISSUED_YET; UnprintableText */
    public byte[] notice(CaseFile file, Locale locale) {
        if (!issued(file)) {
            throw Refusal.conflict("NOT_ISSUED_YET");
        }
        Office mission = offices.get(file.missionCode());
        LocalDate today = LocalDate.ofInstant(clock.instant(), mission.zone());
        List<Bilingual> papers = rules.papers(file).stream().filter(VisitRules.Paper::mandatory)
                .map(paper -> bilingual("document." + paper.document())).toList();
        return letters.noticeOfIssuance(new NoticeOfIssuance(file.number(), addressee(file), place(mission), today,
                collecting.lastDay(file.number()), VisitRules.represented(file, today), papers,
                URI.create(site + "/book/" + file.number())), locale);
    }

    private static Addressee addressee(CaseFile file) {
        return new Addressee(file.applicant().name(), file.applicant().latin(), List.of());
    }

    /** While the tables could not tell the kind, the letter says what was asked for. */
    private static ReceiptOfApplication.Kind kind(CaseFile file) {
        return ReceiptOfApplication.Kind.valueOf(file.kind() != null ? file.kind() : switch (file.purpose()) {
            case "REISSUE" -> "REISSUE_LOST";
            case "CHANGE" -> "CHANGE_BY_NEW_CARD";
            default -> file.purpose();
        });
    }

    /** The reference data hold no street addresses; the city says enough until they do. */
    static Place place(Office office) {
        String city = office.city() == null ? "" : office.city() + ", ";
        var address = new Bilingual(city + country(office, Locale.JAPANESE), city + country(office, Locale.ENGLISH));
        String hours = office.opensAt() + "–" + office.closesAt();
        return new Place(name(office), address, office.telephone(), office.email(), new Bilingual(hours, hours));
    }

    private static String country(Office office, Locale locale) {
        return new Locale.Builder().setRegion(office.country()).build().getDisplayCountry(locale);
    }

    private static Bilingual name(Office office) {
        return new Bilingual(office.nameJa(), office.nameEn());
    }

    private Bilingual bilingual(String key) {
        return new Bilingual(messages.getMessage(key, null, Locale.JAPANESE), messages.getMessage(key, null, Locale.ENGLISH));
    }
}
