package org.madoguchi.reporting;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.appointments.Collecting;
import org.madoguchi.casefile.BookedVisits;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Deadlines;
import org.madoguchi.casefile.Remedies;
import org.madoguchi.casefile.VisitRules;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.issuance.Card;
import org.madoguchi.issuance.Issuance;
import org.madoguchi.issuance.Issuance.CustodyEvent;
import org.madoguchi.linkage.Correction;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.loss.Losses;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.residence.Wish;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * The letters of a case. The caller has opened the case for its reader; what that reader is not granted is in no letter.
 * Most letters exist only while, or once, something has happened: before that they are refused.
 */
@Component
public class CaseLetters {

    /** More rows than anybody reads; a disclosure says so by its own count. */
    private static final int MOST_READINGS = 5000;

    private final Letters letters;
    private final CaseFiles cases;
    private final Remedies remedies;
    private final Issuance issuance;
    private final Appointments visits;
    private final Losses losses;
    private final Corrections corrections;
    private final Wish wish;
    private final AccessRegister access;
    private final Offices offices;
    private final Staff staff;
    private final Collecting collecting;
    private final VisitRules rules;
    private final Deadlines deadlines;
    private final MessageSource messages;
    private final Clock clock;
    private final String site;

    CaseLetters(Letters letters, CaseFiles cases, Remedies remedies, Issuance issuance, Appointments visits, Losses losses, Corrections corrections,
            Wish wish, AccessRegister access, Offices offices, Staff staff, Collecting collecting, VisitRules rules, Deadlines deadlines,
            MessageSource messages, Clock clock, @Value("${madoguchi.public-url:http://localhost:8080}") String site) {
        this.letters = letters;
        this.cases = cases;
        this.remedies = remedies;
        this.issuance = issuance;
        this.visits = visits;
        this.losses = losses;
        this.corrections = corrections;
        this.wish = wish;
        this.access = access;
        this.offices = offices;
        this.staff = staff;
        this.collecting = collecting;
        this.rules = rules;
        this.deadlines = deadlines;
        this.messages = messages;
        this.clock = clock;
        this.site = site;
    }

    /** Whether the notice of issuance can be had: from the card's arrival at the mission until the visit. */
    static boolean issued(CaseFile file) {
        return file.overseas() && switch (file.state()) {
            case READY_FOR_COLLECTION, VISIT_BOOKED, AT_THE_COUNTER -> true;
            default -> false;
        };
    }

    /** The letters of which the state alone tells that they are there, for a page that must not look further. */
    public static List<LetterKind> byState(CaseFile file) {
        return Stream.of(file.overseas() ? LetterKind.RECEIPT : null, issued(file) ? LetterKind.ISSUANCE : null,
                file.overseas() && file.state() == CaseState.VISIT_BOOKED ? LetterKind.VISIT : null,
                file.state() == CaseState.REFUSED ? LetterKind.REFUSAL : null).filter(Objects::nonNull).toList();
    }

    /** What can be printed of this case for who opened it. */
    public List<LetterKind> available(CaseFile file) {
        return Arrays.stream(LetterKind.values()).filter(kind -> kind.granted(file) && content(kind, file).isPresent()).toList();
    }

    /**
     * @throws Refusal FACT_WITHHELD where the reader is not granted what the letter shows, DOCUMENT_UNKNOWN or NOT_ISSUED_YET
     *     where there is nothing to say, UnprintableText where a character cannot be shown
     */
    public byte[] print(LetterKind kind, CaseFile file, Locale locale) {
        return letters.print(kind, say(kind, file), locale);
    }

    /** What the letter says now. @throws Refusal as {@link #print} */
    Letter say(LetterKind kind, CaseFile file) {
        if (!kind.granted(file)) {
            throw Refusal.forbidden("FACT_WITHHELD");
        }
        return content(kind, file).orElseThrow(() -> kind == LetterKind.ISSUANCE ? Refusal.conflict("NOT_ISSUED_YET")
                : Refusal.notFound("DOCUMENT_UNKNOWN"));
    }

    private Optional<Letter> content(LetterKind kind, CaseFile file) {
        return switch (kind) {
            case RECEIPT -> receipt(file);
            case INFORMATION -> information(file);
            case REFUSAL -> refusal(file);
            case FEE -> fee(file);
            case ISSUANCE -> notice(file);
            case VISIT -> visit(file);
            case HAND_OVER -> handOver(file);
            case DISPOSAL -> disposal(file);
            case LOSS -> loss(file);
            case CORRECTION -> correction(file);
            case WISH -> wish(file);
            case READINGS -> Optional.of(readings(file));
        };
    }

    private Optional<Letter> receipt(CaseFile file) {
        if (!file.overseas()) {
            return Optional.empty();
        }
        return Optional.of(new ReceiptOfApplication(heading(file, offices.get(file.municipalityCode())), inTokyo(file.receivedAt()), kind(file),
                name(offices.get(file.municipalityCode())), name(offices.get(file.missionCode())), track(file)));
    }

    private Optional<Letter> notice(CaseFile file) {
        if (!issued(file)) {
            return Optional.empty();
        }
        Office mission = offices.get(file.missionCode());
        List<Bilingual> papers = rules.papers(file).stream().filter(VisitRules.Paper::mandatory)
                .map(paper -> bilingual("document." + paper.document())).toList();
        return Optional.of(new NoticeOfIssuance(heading(file, mission), collecting.lastDay(file.number()),
                VisitRules.represented(file, today(mission)), papers, URI.create(site + "/book/" + file.number())));
    }

    private Optional<Letter> information(CaseFile file) {
        return cases.openRequest(file.number()).filter(asked -> file.open()).flatMap(asked -> reason(asked.reasonCode())
                .map(text -> new RequestForInformation(heading(file, decider(file)), inTokyo(asked.askedAt()), text,
                        wayOut(asked.reasonCode()), blankAsNull(asked.note()),
                        inTokyo(asked.askedAt()).plus(deadlines.informationLapse()), track(file))));
    }

    private Optional<Letter> refusal(CaseFile file) {
        return remedies.kindOfRefusal(file).flatMap(kind -> cases.decision(file.number()).filter(made -> made.decision().equals("REFUSE"))
                .flatMap(made -> reason(made.reasonCode()).map(text -> new DecisionOfRefusal(heading(file, decider(file)), application(file),
                        inTokyo(file.receivedAt()), inTokyo(made.decidedAt()), text, wayOut(made.reasonCode()),
                        bilingual("law." + made.legalBasis()), remedies(file, kind)))));
    }

    private Optional<Letter> fee(CaseFile file) {
        if (file.state() != CaseState.WAITING_FOR_PAYMENT) {
            return Optional.empty();
        }
        return issuance.fee(file.number()).filter(fee -> fee.feeYen() > 0).flatMap(fee -> issuance.payment(file.number())
                .flatMap(payment -> reason(fee.reasonCode(), fee.feeYen(), 0).map(text -> new FeeNotice(heading(file, decider(file)), application(file),
                        fee.feeYen(), text, inTokyo(fee.setAt()), inTokyo(payment.requestedAt()).plus(deadlines.paymentLapse()), track(file),
                        file.overseas() ? remedies(file, "FEE_SET") : List.of()))));
    }

    private Optional<Letter> visit(CaseFile file) {
        if (!file.overseas()) {
            return Optional.empty();
        }
        return visits.of(file.number()).map((BookedVisits.BookedVisit visit) -> {
            Office mission = offices.get(visit.officeCode());
            LocalDate day = LocalDate.ofInstant(visit.start(), mission.zone());
            List<VisitSlip.Paper> papers = rules.papers(file, day).stream().map(paper -> new VisitSlip.Paper(bilingual("document." + paper.document()),
                    paper.mandatory(), note(paper))).toList();
            return new VisitSlip(heading(file, mission), visit.start().atZone(mission.zone()), VisitRules.represented(file, day), papers,
                    URI.create(site + "/book/" + file.number()));
        });
    }

    private Optional<Letter> handOver(CaseFile file) {
        return card(file, Card.State.HANDED_OVER).flatMap(card -> {
            Office office = offices.get(file.counterCode());
            List<CustodyEvent> events = chain(file, card);
            return last(events, "HANDED_OVER").map(done -> new HandOverRecord(heading(file, office), application(file), card.serial(),
                    card.validUntil(), card.certificatesUntil(), done.at().atZone(office.zone()), blankAsNull(file.applicant().representativeName()),
                    hands(events, office.zone())));
        });
    }

    private Optional<Letter> disposal(CaseFile file) {
        return issuance.card(file.number()).filter(card -> card.state() == Card.State.RETURNED || card.state() == Card.State.DESTROYED).flatMap(card -> {
            List<CustodyEvent> events = chain(file, card);
            return last(events, card.state().name()).map(done -> {
                Office office = offices.get(done.officeCode() == null ? file.counterCode() : done.officeCode());
                Optional<CustodyEvent> prepared = last(events, "DISPOSAL_PREPARED");
                return new RecordOfDisposal(heading(file, office), RecordOfDisposal.Method.valueOf(card.state().name()),
                        file.closingReason() == null ? null : find("reason." + file.closingReason() + ".staff").or(() -> reason(file.closingReason())).orElse(null),
                        card.serial(), done.at().atZone(office.zone()), prepared.map(CustodyEvent::reference).orElse(done.reference()),
                        prepared.map(CustodyEvent::by).map(this::person).orElse(null),
                        last(events, "DISPOSAL_WITNESSED").map(CustodyEvent::by).map(this::person).orElse(null), hands(events, office.zone()));
            });
        });
    }

    private Optional<Letter> loss(CaseFile file) {
        return losses.of(file.number()).map(loss -> {
            Office office = offices.get(file.counterCode());
            return new LossReceipt(heading(file, office), LossReceipt.What.valueOf(loss.what().name()), loss.reportedAt().atZone(office.zone()),
                    loss.knownOn(), loss.policeNumber(), loss.policeStation(), loss.policeOn(), losses.bureauUntil(loss).orElse(null), track(file));
        });
    }

    private Optional<Letter> correction(CaseFile file) {
        return corrections.latest(file.number()).filter(one -> one.decidedAt() != null && one.frozenAt() != null && one.proposal() != null).map(one -> {
            Instant until = Objects.requireNonNullElse(one.appliedAt(), one.decidedAt());
            return new LinkageCorrectionLetter(heading(file, offices.get(file.municipalityCode())), inTokyo(one.openedAt()), inTokyo(one.linkedSince()),
                    inTokyo(one.frozenAt()), LinkageCorrectionLetter.Finding.valueOf(one.proposal().name()), inTokyo(one.decidedAt()),
                    one.appliedAt() == null ? null : inTokyo(one.appliedAt()),
                    one.rootCause() == null ? null : bilingual("correction.cause." + one.rootCause()),
                    corrections.copies(one).stream().map(this::copy).toList(), access.readersBetween(file.number(), one.linkedSince(), until).stream()
                            .filter(reader -> !reader.readerKind().equals("APPLICANT")).map(reader -> new Readings(inTokyo(reader.firstAt()),
                                    inTokyo(reader.lastAt()), reader(reader.officeCode(), reader.readerKind()), purpose(reader.purpose()), (int) reader.times()))
                            .toList());
        });
    }

    private LinkageCorrectionLetter.Copy copy(Correction.Copy copy) {
        return new LinkageCorrectionLetter.Copy(bilingual("correction.holder." + copy.holder()), copy.toldAt() == null ? null : inTokyo(copy.toldAt()),
                copy.confirmed() ? inTokyo(copy.confirmedAt()) : null);
    }

    private Optional<Letter> wish(CaseFile file) {
        if (file.overseas()) {
            return Optional.empty();
        }
        return wish.of(file.number()).map(asked -> new RecordOfWish(heading(file, offices.get(file.counterCode())), bilingual("language." + asked.explainedIn()),
                asked.explainedBy().equals(Wish.PAGE) ? null : person(asked.explainedBy()), asked.askedAt().atZone(Tokyo.ZONE),
                file.applicant().certificatesWanted(), asked.standing() ? null : inTokyo(asked.revokedAt())));
    }

    private Letter readings(CaseFile file) {
        Office office = offices.get(file.counterCode());
        List<AccessRegister.Reading> found = access.readingsOf(file.number(), office.zone(), 0, MOST_READINGS);
        return new DisclosureOfReadings(heading(file, office), LocalDate.ofInstant(file.receivedAt(), office.zone()), today(office),
                (int) found.stream().mapToLong(AccessRegister.Reading::times).sum(),
                found.stream().map(one -> new Readings(LocalDate.ofInstant(one.firstAt(), office.zone()), LocalDate.ofInstant(one.lastAt(), office.zone()),
                        reader(one.officeCode(), one.readerKind()), purpose(one.purpose()), (int) one.times())).toList());
    }

    // Words

    private Heading heading(CaseFile file, Office from) {
        List<String> address = file.overseas() || blankAsNull(file.applicant().domicile()) == null ? List.of() : List.of(file.applicant().domicile());
        return new Heading(Heading.Programme.valueOf(file.programme()), file.number(), new Addressee(file.applicant().name(),
                file.overseas() ? blankAsNull(file.applicant().latin()) : null, address), place(from), today(from));
    }

    /** Who decides on the application. */
    private Office decider(CaseFile file) {
        return offices.get(file.overseas() ? file.municipalityCode() : file.bureauCode());
    }

    private Bilingual application(CaseFile file) {
        return bilingual(file.overseas() ? "reporting.kind." + kind(file) : "purpose." + file.purpose());
    }

    /** While the tables could not tell the kind, the letter says what was asked for. */
    private static ReceiptOfApplication.Kind kind(CaseFile file) {
        return ReceiptOfApplication.Kind.valueOf(file.kind() != null ? file.kind() : switch (file.purpose()) {
            case "REISSUE" -> "REISSUE_LOST";
            case "CHANGE" -> "CHANGE_BY_NEW_CARD";
            default -> file.purpose();
        });
    }

    private List<RemedyLine> remedies(CaseFile file, String decisionKind) {
        return remedies.of(decisionKind).stream().map(one -> new RemedyLine(bilingual("reason." + one.reasonCode() + ".text"),
                bilingual("reason." + one.reasonCode() + ".wayOut"),
                one.within() == null ? null : bilingual("portal.months", Period.parse(one.within()).toTotalMonths()),
                authority(file, one.authority()), new Bilingual(one.legalBasisJa(), one.legalBasisEn()))).toList();
    }

    /** Of a resident, other words for some authorities. */
    private Bilingual authority(CaseFile file, String code) {
        return (file.overseas() ? Optional.<Bilingual>empty() : find("portal.residence.authority." + code))
                .orElseGet(() -> bilingual("portal.authority." + code));
    }

    private @Nullable Bilingual note(VisitRules.Paper paper) {
        return paper.note() == null ? null : find("documentNote." + paper.note()).orElse(null);
    }

    private Optional<Card> card(CaseFile file, Card.State state) {
        return issuance.card(file.number()).filter(card -> card.state() == state);
    }

    private List<CustodyEvent> chain(CaseFile file, Card card) {
        return issuance.custody(file.number()).stream().filter(one -> one.orderSeq() == card.orderSeq()).toList();
    }

    private static Optional<CustodyEvent> last(List<CustodyEvent> events, String event) {
        return events.stream().filter(one -> one.event().equals(event)).reduce((first, second) -> second);
    }

    private List<Hand> hands(List<CustodyEvent> events, ZoneId zone) {
        return events.stream().map(one -> new Hand(one.at().atZone(zone), bilingual("issuance.custody." + one.event()),
                one.officeCode() == null ? null : name(offices.get(one.officeCode())), one.reference())).toList();
    }

    private Bilingual reader(@Nullable String officeCode, String readerKind) {
        return officeCode == null ? bilingual("actor." + readerKind) : offices.find(officeCode).map(CaseLetters::name)
                .orElseGet(() -> bilingual("actor." + readerKind));
    }

    private Bilingual purpose(String code) {
        return bilingual("access.purpose." + code);
    }

    /** The name of a member of staff, or the name that was written down. */
    private String person(String id) {
        return staff.find(id).map(one -> CurrentUser.name(one, Locale.JAPANESE)).orElse(id);
    }

    private URI track(CaseFile file) {
        return URI.create(site + "/track/" + file.number());
    }

    private LocalDate today(Office office) {
        return LocalDate.ofInstant(clock.instant(), office.zone());
    }

    private static LocalDate inTokyo(Instant at) {
        return LocalDate.ofInstant(at, Tokyo.ZONE);
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
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

    /** The words for everybody; where these need facts that are not known here, those for staff, which never do. */
    private Optional<Bilingual> reason(String code, Object... args) {
        return find("reason." + code + ".text", args).or(() -> find("reason." + code + ".staff"));
    }

    private @Nullable Bilingual wayOut(String code) {
        return find("reason." + code + ".wayOut").orElse(null);
    }

    private Optional<Bilingual> find(String key, Object... args) {
        String ja = messages.getMessage(key, args.length == 0 ? null : args, null, Locale.JAPANESE);
        String en = messages.getMessage(key, args.length == 0 ? null : args, null, Locale.ENGLISH);
        return ja == null || en == null || ja.contains("{") ? Optional.empty() : Optional.of(new Bilingual(ja, en));
    }

    private Bilingual bilingual(String key, Object... args) {
        return new Bilingual(messages.getMessage(key, args, Locale.JAPANESE), messages.getMessage(key, args, Locale.ENGLISH));
    }
}
