package org.madoguchi.portal;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.Set;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Deadlines;
import org.madoguchi.casefile.Remedies;
import org.madoguchi.eligibility.EligibilityRequest;
import org.madoguchi.portal.CaseStatus.Holder;
import org.madoguchi.portal.CaseStatus.Reason;
import org.madoguchi.portal.CaseStatus.Remedy;
import org.madoguchi.portal.CaseStatus.Step;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts into words where a case stands. Reads only; the caller has opened the case for its reader. */
@Component
class Tracking {

    private static final List<String> STEPS = List.of("RECEIVED", "CHECKED", "MADE", "SENT", "COLLECTED");
    private static final List<String> RESIDENT_STEPS = List.of("RECEIVED", "ACCEPTED", "DECIDED", "CARD", "HANDED_OVER");
    private static final Set<CaseState> AGAINST = Set.of(CaseState.REFUSED, CaseState.LAPSED, CaseState.UNCOLLECTED);

    private final CaseFiles cases;
    private final ResidentTracking residents;
    private final CaseFlow flow;
    private final Remedies remedies;
    private final Deadlines deadlines;
    private final JsonMapper json;
    private final Words words;

    Tracking(CaseFiles cases, ResidentTracking residents, CaseFlow flow, Remedies remedies,
            Deadlines deadlines, JsonMapper json, Words words) {
        this.cases = cases;
        this.residents = residents;
        this.flow = flow;
        this.remedies = remedies;
        this.deadlines = deadlines;
        this.json = json;
        this.words = words;
    }

    CaseStatus statusOf(CaseFile file) {
        var request = cases.openRequest(file.number()).filter(one -> file.open());
        boolean confirmRecord = file.open() && flow.waitsFor(file.number(), "holder-answered");
        String state = shown(file, confirmRecord);
        Holder holder = holder(file, state);
        return new CaseStatus(file.number(), file.state(), text(file, "state", state), text(file, "next", state),
                holder, holderName(file, holder), cases.stateSince(file.number()), file.receivedAt(), file.closedAt(),
                steps(file, state), request.map(one -> CaseStatus.Question.of(one, reasonText(one.reasonCode(), "text", file),
                        reasonText(one.reasonCode(), "wayOut", file), answerBy(one))).orElse(null),
                confirmRecord, reason(file), remedies(file), residents.of(file));
    }

    /** What a resident sees beside where the case stands; null for an applicant abroad. */
    ResidentTracking.Resident resident(CaseFile file) {
        return residents.of(file);
    }

    private LocalDate answerBy(CaseFiles.InformationRequest request) {
        return LocalDate.ofInstant(request.askedAt(), Tokyo.ZONE).plus(deadlines.informationLapse());
    }

    /** A resident whose stay is granted waits for no examination any more, and pays where the card is. */
    private String shown(CaseFile file, boolean confirmRecord) {
        if (file.state() == CaseState.RECEIVED && file.channel().equals("ONLINE") && !file.overseas()) {
            return "RECEIVED_ONLINE";
        }
        return confirmRecord ? "CONFIRM_RECORD" : answered(file) ? "ANSWERED" : toCounter(file) ? "GRANTED" : file.state().name();
    }

    /** The answer is there, and nobody has gone on with it yet. */
    private boolean answered(CaseFile file) {
        return file.state() == CaseState.WAITING_FOR_APPLICANT && cases.openRequest(file.number()).isEmpty()
                && !flow.waitsFor(file.number(), "holder-answered");
    }

    private static boolean toCounter(CaseFile file) {
        return !file.overseas() && file.residence().granted() && (file.state() == CaseState.EXAMINING
                || file.state() == CaseState.WAITING_FOR_PAYMENT && !file.channel().equals("ONLINE"));
    }

    private static boolean toBeBrought(CaseFile file) {
        return !file.overseas() && file.state() == CaseState.RECEIVED && !file.channel().equals("ONLINE");
    }

    String stateText(CaseFile file) {
        return text(file, "state", shown(file, false));
    }

    /** The words for everybody, unless there are others for residents, or for residents who have lost the card. */
    private String text(CaseFile file, String kind, String state) {
        String key = "portal.residence." + kind + '.' + state;
        return Stream.of(lost(file) ? words.textOrNull(key + ".lost") : null, file.overseas() ? null : words.textOrNull(key))
                .filter(Objects::nonNull).findFirst().orElseGet(() -> words.text("portal." + kind + '.' + state));
    }

    private static boolean lost(CaseFile file) {
        return !file.overseas() && file.residence().lost();
    }

    private static Holder holder(CaseFile file, String shown) {
        if (shown.equals("CONFIRM_RECORD") || toCounter(file) || toBeBrought(file)) {
            return Holder.YOU;
        }
        boolean atBureau = !file.overseas() && !(file.channel().equals("MUNICIPALITY") && file.residence().acceptedOn() == null);
        if (shown.equals("ANSWERED")) {
            return office(atBureau);
        }
        return switch (file.state()) {
            case RECEIVED, ACCEPTED, CHECKING_ELIGIBILITY, MATCHING_REGISTER, EXAMINING -> office(atBureau);
            case WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT, READY_FOR_COLLECTION, VISIT_BOOKED -> Holder.YOU;
            case IN_PRODUCTION -> Holder.PRODUCER;
            case IN_TRANSIT, AT_THE_COUNTER -> file.overseas() ? Holder.MISSION : office(!file.channel().equals("MUNICIPALITY"));
            case HANDED_OVER, REFUSED, LAPSED, UNCOLLECTED, WITHDRAWN, COMPLETED -> Holder.NOBODY;
        };
    }

    private static Holder office(boolean bureau) {
        return bureau ? Holder.BUREAU : Holder.MUNICIPALITY;
    }

    private String holderName(CaseFile file, Holder holder) {
        return switch (holder) {
            case MUNICIPALITY -> words.office(file.municipalityCode());
            case MISSION -> words.office(file.missionCode());
            case BUREAU -> words.office(file.bureauCode());
            default -> words.text("portal.holder." + holder);
        };
    }

    private List<Step> steps(CaseFile file, String shown) {
        List<String> names = file.overseas() ? STEPS : RESIDENT_STEPS;
        int at = file.overseas() ? step(file) : residentStep(file);
        boolean problem = AGAINST.contains(file.state()) || file.state() == CaseState.WITHDRAWN;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String state = i < at ? "done" : i > at ? "todo" : problem ? "problem" : "current";
            LocalDate day = i < at ? reached(file, names.get(i)) : null;
            String note = i == 0 ? words.lawDay(file.receivedAt(), zone(file)) : day != null ? words.day(day)
                    : i == at && !problem ? text(file, "state", shown) : null;
            steps.add(new Step(words.text((file.overseas() ? "portal.step." : "portal.residence.step.") + names.get(i)), state, note));
        }
        return steps;
    }

    /** The day on which a resident's case came past this step, where one is kept. */
    private static LocalDate reached(CaseFile file, String step) {
        return switch (step) {
            case "ACCEPTED" -> file.residence().acceptedOn();
            case "DECIDED" -> file.residence().grantedOn();
            default -> null;
        };
    }

    private int step(CaseFile file) {
        return switch (file.state()) {
            case RECEIVED -> 0;
            case ACCEPTED, CHECKING_ELIGIBILITY, MATCHING_REGISTER, EXAMINING, WAITING_FOR_PAYMENT, REFUSED, LAPSED, WITHDRAWN -> 1;
            case WAITING_FOR_APPLICANT -> cases.decision(file.number()).filter(d -> d.decision().equals("ISSUE")).isPresent() ? 2 : 1;
            case IN_PRODUCTION -> 2;
            case IN_TRANSIT -> 3;
            case READY_FOR_COLLECTION, VISIT_BOOKED, AT_THE_COUNTER, UNCOLLECTED -> 4;
            case HANDED_OVER, COMPLETED -> STEPS.size();
        };
    }

    /** Where a resident's case stands goes by the facts: acceptance, decision, card. */
    private static int residentStep(CaseFile file) {
        return switch (file.state()) {
            case HANDED_OVER, COMPLETED -> RESIDENT_STEPS.size();
            case READY_FOR_COLLECTION, VISIT_BOOKED, AT_THE_COUNTER, UNCOLLECTED -> 4;
            default -> file.residence().granted() ? 3 : file.residence().acceptedOn() != null ? 2 : 1;
        };
    }

    java.time.ZoneId zone(CaseFile file) {
        return words.zone(file.counterCode());
    }

    /** What the holder is told about a decision against them. */
    private Reason reason(CaseFile file) {
        if (!AGAINST.contains(file.state())) {
            return null;
        }
        var decision = cases.decision(file.number());
        String code = file.state() == CaseState.REFUSED && decision.isPresent() ? decision.get().reasonCode() : file.closingReason();
        if (code == null) {
            return null;
        }
        return new Reason(code, reasonText(code, "text", file), reasonText(code, "wayOut", file),
                decision.map(CaseFiles.Decision::legalBasis).map(law -> words.text("law." + law)).orElse(null));
    }

    private List<Remedy> remedies(CaseFile file) {
        return decisionKind(file).stream().flatMap(kind -> remedies.of(kind).stream())
                .map(one -> new Remedy(one.remedy(), words.textOrNull("reason." + one.reasonCode() + ".text"),
                        words.textOrNull("reason." + one.reasonCode() + ".wayOut"),
                        one.within() == null ? null : words.text("portal.months", Period.parse(one.within()).toTotalMonths()),
                        text(file, "authority", one.authority()), words.japanese() ? one.legalBasisJa() : one.legalBasisEn())).toList();
    }

    private Optional<String> decisionKind(CaseFile file) {
        if (file.state() == CaseState.REFUSED) {
            return remedies.kindOfRefusal(file);
        }
        if (!file.overseas()) {
            return Optional.ofNullable(file.state() == CaseState.LAPSED ? "RESIDENCE_LAPSED"
                    : !residents.mergedRefused(file) ? null : notLinked(file) ? "RESIDENT_NOT_LINKED" : "MERGED_REFUSED");
        }
        return Optional.ofNullable(switch (file.state()) {
            case LAPSED -> "LAPSED";
            case UNCOLLECTED -> "UNCOLLECTED";
            case WAITING_FOR_PAYMENT -> "FEE_SET";
            default -> null;
        });
    }

    private boolean notLinked(CaseFile file) {
        return cases.timeline(file.number()).stream().anyMatch(entry -> entry.event().equals("RECORD_NOT_LINKED"));
    }

    /** What the holder may see of the timeline, newest first. */
    List<Entry> timeline(CaseFile file) {
        List<Entry> entries = new ArrayList<>();
        for (TimelineEntry entry : cases.timeline(file.number())) {
            if (entry.shownToApplicant()) {
                String title = words.textOrNull("event." + entry.event());
                entries.add(0, new Entry(words.time(entry.at(), zone(file)), entry.at().toString(),
                        title == null ? entry.event() : title,
                        entry.reasonCode() == null ? null : reasonText(entry.reasonCode(), "text", file),
                        entry.officeCode() != null ? words.office(entry.officeCode())
                                : words.textOrNull("portal.actor." + entry.actorKind()), null));
            }
        }
        return entries;
    }

    /** Text of the reason, or null where there is none or it needs facts that are not known here. */
    private String reasonText(String code, String part, CaseFile file) {
        Object[] args = {};
        if (code.equals("FACT_UNKNOWN")) {
            args = new Object[] {String.join(words.japanese() ? "、" : "; ", unknownFacts(file).stream()
                    .map(question -> words.text("portal.question." + question.id() + ".short")).toList())};
        }
        String text = words.textOrNull("reason." + code + "." + part, args);
        return text == null || text.contains("{") ? null : text;
    }

    /** What a resident answers is no check of eligibility abroad. */
    Answers answersOf(CaseFile file) {
        if (!file.overseas()) {
            return Answers.none();
        }
        return Answers.of(json.convertValue(file.applicant().answers(), EligibilityRequest.class));
    }

    /** The questions of the check that concern this person and are still open. */
    List<Question> unknownFacts(CaseFile file) {
        return file.overseas() ? answersOf(file).unknown() : List.of();
    }

    /** A line of the timeline as shown. */
    record Entry(String when, String datetime, String title, String text, String actor, String tone) {}
}
