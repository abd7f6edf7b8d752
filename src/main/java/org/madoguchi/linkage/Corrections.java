package org.madoguchi.linkage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.linkage.Correction.BreachReport;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.CopyHolder;
import org.madoguchi.linkage.Correction.LooseReport;
import org.madoguchi.linkage.Correction.Proposal;
import org.madoguchi.linkage.Correction.Report;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.linkage.Correction.RootCause;
import org.madoguchi.linkage.Correction.Stage;
import org.madoguchi.linkage.LinkageStore.Link;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Corrections of links that somebody reports as wrong. Whoever gives a name is believed at once: the report and the
 * freeze of the onward use are one transaction. The card in the hand is never touched, and nobody has to prove anything.
 */
@Component
public class Corrections {

    static final String PROCESS = "linkage-correction";
    static final int WORDS = 2000;

    private final CorrectionStore store;
    private final LinkageStore links;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final CorrectionSettings settings;
    private final Clock clock;

    Corrections(CorrectionStore store, LinkageStore links, CaseFiles cases, CaseFlow flow, CorrectionSettings settings, Clock clock) {
        this.store = store;
        this.links = links;
        this.cases = cases;
        this.flow = flow;
        this.settings = settings;
        this.clock = clock;
    }

    // Reports

    /**
     * Somebody says that the link of this case is wrong. The onward use stops in this transaction, unless nobody knows who
     * says so. A report on a link that is being corrected is added to the correction.
     *
     * @throws Refusal NOTHING_LINKED, WORDS_NEEDED
     */
    @Transactional
    public void report(String caseNumber, Reporter reporter, String words, CurrentUser actor) {
        String said = bounded(words);
        take(caseNumber, reporter, actor, correction -> store.report(correction, reporter, actor.id(), said, clock.instant()));
    }

    private void take(String caseNumber, Reporter reporter, CurrentUser actor, Consumer<UUID> note) {
        Link link = links.lockLink(caseNumber).orElseThrow(() -> Refusal.conflict("NOTHING_LINKED"));
        Optional<Correction> open = store.lockOpen(caseNumber);
        note.accept(open.map(Correction::id).orElseGet(() -> store.open(caseNumber, link.entryId(),
                link.confirmedAt() == null ? link.proposedAt() : link.confirmedAt(), clock.instant())));
        Event reported = reporter.trusted() ? Event.of("LINK_ERROR_REPORTED", actor) : Event.internal("LINK_ERROR_REPORTED", actor);
        cases.record(caseNumber, reported.because("REPORTED_BY_" + reporter));
        if (reporter.trusted()) {
            freeze(current(caseNumber));
        }
        if (open.isEmpty()) {
            begin(caseNumber, reporter.trusted());
        } else if (reporter.trusted()) {
            flow.tellIfWaiting(caseNumber, "trusted-report", Map.of());
        }
    }

    private void begin(String caseNumber, boolean trusted) {
        flow.start(PROCESS, caseNumber, Map.of("reporter", trusted ? "TRUSTED" : "ANONYMOUS"));
    }

    /** Nothing is passed on from here; the holder is told. Safe to repeat. */
    private void freeze(Correction correction) {
        String number = correction.caseNumber();
        boolean first = correction.frozenAt() == null;
        boolean inUse = links.link(number).filter(link -> link.frozenAt() == null).isPresent();
        links.freeze(number, LinkageStore.CORRECTION, clock.instant());
        store.frozen(correction.id(), clock.instant());
        if (inUse) {
            cases.record(number, Event.of("LINK_FROZEN", CurrentUser.SYSTEM).because("ERROR_REPORTED"));
        }
        if (first) {
            cases.tellApplicant(number, "link-frozen", correction.id().toString());
        }
    }

    private static String bounded(String words) {
        String said = words == null ? "" : words.strip();
        if (said.isEmpty()) {
            throw Refusal.badInput("WORDS_NEEDED", "words");
        }
        if (said.length() > WORDS) {
            throw Refusal.badInput("TEXT_TOO_LONG", "words", WORDS);
        }
        return said;
    }

    /**
     * Takes a report of nobody in particular. It is sorted later, so that neither the answer nor the time it takes tells
     * whether there is such a case.
     *
     * @param statedCase a case number as typed, or null
     * @param seenWhere where it was seen, or null
     * @throws Refusal WORDS_NEEDED, PLACE_NEEDED, TEXT_TOO_LONG, TOO_MANY_REPORTS
     */
    @Transactional
    public void reportAnonymously(String statedCase, String seenWhere, String words) {
        String said = bounded(words);
        String number = shortText(statedCase, "statedCase", 40);
        String where = shortText(seenWhere, "seenWhere", 200);
        if (number == null && where == null) {
            throw Refusal.badInput("PLACE_NEEDED", "statedCase");
        }
        if (store.anonymousSince(clock.instant().minus(Duration.ofHours(1))) >= settings.anonymousPerHour()) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "TOO_MANY_REPORTS", null);
        }
        store.reportAnonymously(said, number, where, clock.instant());
    }

    private static String shortText(String text, String field, int most) {
        String said = text == null ? "" : text.strip();
        if (said.length() > most) {
            throw Refusal.badInput("TEXT_TOO_LONG", field, most);
        }
        return said.isEmpty() ? null : said;
    }

    /** Brings new anonymous reports to the case they name; what names none waits for a linkage officer. */
    @Transactional
    public int sortAnonymous() {
        List<LooseReport> unsorted = store.lockUnsorted();
        for (LooseReport report : unsorted) {
            Optional<String> number = linkedCase(report.statedCase());
            if (number.isPresent()) {
                take(number.get(), Reporter.ANONYMOUS, CurrentUser.SYSTEM,
                        correction -> store.sorted(report.id(), correction, clock.instant()));
            } else {
                store.sorted(report.id(), null, clock.instant());
            }
        }
        return unsorted.size();
    }

    private Optional<String> linkedCase(String typed) {
        try {
            return Optional.of(CaseNumber.parse(typed)).filter(number -> links.link(number).isPresent());
        } catch (Refusal noSuchNumber) {
            return Optional.empty();
        }
    }

    /** Anonymous reports that wait for a linkage officer to find their case. */
    public List<LooseReport> loose() {
        return store.loose();
    }

    /** An officer found the case that an anonymous report means: from here on it is the officer's report. */
    @Transactional
    public void settle(UUID report, String caseNumber, CurrentUser officer) {
        LooseReport loose = store.loose(report).orElseThrow(() -> Refusal.conflict("REPORT_SETTLED"));
        report(caseNumber, Reporter.OFFICER, loose.words(), officer);
        settleOnce(report, officer, caseNumber);
    }

    /** An officer finds nothing in an anonymous report. */
    @Transactional
    public void dismiss(UUID report, String reason, CurrentUser officer) {
        settleOnce(report, officer, bounded(reason));
    }

    private void settleOnce(UUID report, CurrentUser officer, String why) {
        if (!store.settle(report, officer.id(), why, clock.instant())) {
            throw Refusal.conflict("REPORT_SETTLED");
        }
    }

    /** The holder takes their report back. It is noted; the correction goes on until two people have decided. */
    @Transactional
    public void withdrawReport(String caseNumber, CurrentUser holder) {
        Correction correction = current(caseNumber);
        if (store.withdraw(correction.id(), holder.id(), clock.instant())) {
            cases.record(caseNumber, Event.of("LINK_REPORT_WITHDRAWN", holder));
        }
    }

    // Looking

    /** The correction that is under way. @throws Refusal NO_CORRECTION */
    Correction current(String caseNumber) {
        return store.open(caseNumber).orElseThrow(() -> Refusal.conflict("NO_CORRECTION"));
    }

    /** Those under way, the oldest first, at most 200. */
    public List<Correction> underWay() {
        return store.allOpen();
    }

    /** The latest correction of a case, open or closed. */
    public Optional<Correction> latest(String caseNumber) {
        return store.latest(caseNumber);
    }

    /** Those that led to a decision, the last closed first, at most 100. */
    public List<Correction> closed() {
        return store.closed();
    }

    /** The corrections of a case before the latest one. */
    public List<Correction> earlier(String caseNumber) {
        return store.earlier(caseNumber);
    }

    /** @throws Refusal NO_CORRECTION */
    public Correction find(UUID id) {
        return store.find(id).orElseThrow(() -> Refusal.notFound("NO_CORRECTION"));
    }

    /** The day on which the link that a card was made from was found wrong and undone, if that came after the card. */
    public Optional<LocalDate> undoneAfter(String caseNumber, LocalDate issuedOn) {
        return store.wrongSince(caseNumber).map(Corrections::day).filter(day -> !day.isBefore(issuedOn));
    }

    public List<Report> reports(Correction correction) {
        return store.reports(correction.id());
    }

    public List<Copy> copies(Correction correction) {
        return store.copies(correction.id());
    }

    public List<BreachReport> breachReports(Correction correction) {
        return store.breachReports(correction.id());
    }

    public boolean linked(String caseNumber) {
        return links.link(caseNumber).isPresent();
    }

    // Triage, copies

    @Transactional
    void triage(String caseNumber, boolean freeze, String reason, CurrentUser officer, String office) {
        Correction correction = current(caseNumber);
        store.triaged(correction.id(), freeze ? "FREEZE" : "DISMISS", reason);
        cases.record(caseNumber, Event.internal("LINK_REPORT_TRIAGED", officer).at(office)
                .because(freeze ? "TRIAGE_FREEZE" : "TRIAGE_DISMISS"));
        if (freeze) {
            freeze(correction);
        } else {
            close(correction, "DISMISSED");
        }
    }

    /** The report's own transaction has frozen the link already; a model that was started otherwise does it here. */
    void ensureFrozen(String caseNumber) {
        freeze(current(caseNumber));
    }

    /** What we noted as passed on over the link, and our own papers, which have it always. */
    List<Copy> knownCopies(Correction correction) {
        var known = new ArrayList<Copy>();
        store.knownUses(correction.caseNumber(), correction.entryId()).forEach(use -> known.add(known(CopyHolder.valueOf(use.holder()), use.detail())));
        known.add(known(CopyHolder.OWN_CASE, null));
        return known;
    }

    private static Copy known(CopyHolder holder, String detail) {
        return new Copy(null, holder, detail, true, null, null, null, null, null, null, null, null);
    }

    /** Lists every copy: what is known, and what the officer adds. */
    @Transactional
    void trace(String caseNumber, List<CopyHolder> added, String other, CurrentUser officer, String office) {
        Correction correction = current(caseNumber);
        List<Copy> known = knownCopies(correction);
        known.forEach(copy -> store.copy(correction.id(), copy.holder(), copy.detail(), true));
        added.stream().distinct().filter(holder -> known.stream().noneMatch(copy -> copy.holder() == holder))
                .forEach(holder -> store.copy(correction.id(), holder, holder == CopyHolder.OTHER ? other : null, false));
        cases.record(caseNumber, Event.internal("COPIES_TRACED", officer).at(office));
    }

    /** An officer finds one more copy, at any time before the correction is closed. */
    @Transactional
    public void addCopy(String caseNumber, CopyHolder holder, String detail, CurrentUser officer) {
        Correction correction = lock(caseNumber);
        String said = shortText(detail, "detail", 200);
        if (holder == CopyHolder.OTHER && said == null) {
            throw Refusal.badInput("HOLDER_NAME_NEEDED", "detail");
        }
        store.copy(correction.id(), holder, said, false);
        cases.record(caseNumber, Event.internal("COPY_ADDED", officer));
    }

    private Correction lock(String caseNumber) {
        return store.lockOpen(caseNumber).orElseThrow(() -> Refusal.conflict("NO_CORRECTION"));
    }

    /** The next copy whose holder is to be told of the freeze, or of the outcome. */
    Optional<Copy> nextToTell(Correction correction) {
        return copies(correction).stream().filter(copy -> copy.holder().electronic())
                .filter(correction.appliedAt() == null ? copy -> copy.toldAt() == null && copy.refused() == null
                        : copy -> copy.outcomeToldAt() == null && copy.outcomeRefused() == null).findFirst();
    }

    void told(Correction correction, UUID copy, String noticeNumber) {
        store.copyTold(copy, noticeNumber, clock.instant());
        cases.record(correction.caseNumber(), Event.internal("COPY_HOLDER_TOLD", CurrentUser.SYSTEM));
    }

    void refused(UUID copy, boolean outcome, String reason) {
        if (outcome) {
            store.outcomeRefused(copy, reason);
        } else {
            store.copyRefused(copy, reason);
        }
    }

    void outcomeTold(UUID copy) {
        store.outcomeTold(copy, clock.instant());
    }

    /** Whether every copy is confirmed; nobody can confirm one between this look and the wait that follows it. */
    @Transactional
    boolean everyCopyConfirmed(String caseNumber) {
        return unconfirmed(lock(caseNumber)).isEmpty();
    }

    private List<Copy> unconfirmed(Correction correction) {
        return copies(correction).stream().filter(copy -> !copy.confirmed()).toList();
    }

    /** An officer has it from the holder of a copy that its use has stopped. @throws Refusal NO_CORRECTION, COPY_UNKNOWN */
    @Transactional
    public void confirmCopy(String caseNumber, UUID copy, String reference, CurrentUser officer) {
        String said = shortText(reference, "reference", 200);
        if (said == null) {
            throw Refusal.badInput("REFERENCE_NEEDED", "reference");
        }
        Correction correction = lock(caseNumber);
        Copy known = copies(correction).stream().filter(one -> one.id().equals(copy)).findFirst()
                .orElseThrow(() -> Refusal.notFound("COPY_UNKNOWN"));
        confirm(correction, known, said, officer);
    }

    /** The holder of a copy reports that its use has stopped. */
    @Transactional
    void confirmByNotice(String caseNumber, String noticeNumber, String reference, CurrentUser partner) {
        Correction correction = lock(caseNumber);
        Copy copy = store.copyOf(correction.id(), noticeNumber).orElseThrow(() -> Refusal.notFound("COPY_UNKNOWN"));
        confirm(correction, copy, reference, partner);
    }

    private void confirm(Correction correction, Copy copy, String reference, CurrentUser actor) {
        if (!store.confirmCopy(copy.id(), actor.id(), reference, clock.instant())) {
            return;
        }
        cases.record(correction.caseNumber(), Event.internal("COPY_CONFIRMED", actor));
        if (unconfirmed(correction).isEmpty()) {
            flow.tellIfWaiting(correction.caseNumber(), "copies-confirmed", Map.of());
        }
    }

    /** @throws Refusal COPY_UNCONFIRMED */
    private void requireConfirmed(Correction correction) {
        int open = unconfirmed(correction).size();
        if (open > 0) {
            throw Refusal.conflict("COPY_UNCONFIRMED", open);
        }
    }

    // Deciding

    @Transactional
    void propose(String caseNumber, Proposal proposal, String rightEntry, String reason, CurrentUser officer, String office) {
        store.propose(current(caseNumber).id(), proposal, rightEntry, reason, officer.id());
        cases.record(caseNumber, Event.internal("CORRECTION_PROPOSED", officer).at(office).because("PROPOSED_" + proposal));
    }

    /** @throws Refusal COPY_UNCONFIRMED */
    @Transactional
    void confirm(String caseNumber, boolean agreed, String reason, CurrentUser officer, String office) {
        Correction correction = current(caseNumber);
        if (agreed) {
            requireConfirmed(correction);
            store.decided(correction.id(), officer.id(), clock.instant());
        }
        cases.record(caseNumber, Event.internal(agreed ? "CORRECTION_CONFIRMED" : "CORRECTION_REJECTED", officer).at(office).noting(reason));
    }

    /**
     * Does what two people decided. A right record is shown to the holder before anything is made of it, where something
     * will be.
     */
    @Transactional
    void apply(String caseNumber) {
        Correction correction = current(caseNumber);
        Instant now = clock.instant();
        switch (correction.proposal()) {
            case NO_ERROR -> links.thaw(caseNumber);
            case UNLINK -> links.unlink(caseNumber);
            case RIGHT_RECORD -> links.relink(caseNumber, correction.rightEntry(), needsLink(cases.get(caseNumber)) ? null : now, now);
        }
        store.applied(correction.id(), now);
        cases.record(caseNumber, Event.of("LINK_DECIDED", CurrentUser.SYSTEM).because("DECIDED_" + correction.proposal()));
    }

    /** An open case whose link was wrong goes back to its match. */
    @Transactional
    void returnCase(String caseNumber) {
        if (current(caseNumber).errorFound() && needsLink(cases.get(caseNumber))) {
            flow.tellIfWaiting(caseNumber, "link-corrected", Map.of());
        }
    }

    /** A card is still to be made of the link, or handed over; an ordinary residence card needs none. */
    private static boolean needsLink(CaseFile file) {
        return file.open() && (file.overseas() || file.residence().merged());
    }

    /** Whether a correction found the right record, and its holder has yet to look at it. */
    boolean foundRecord(String caseNumber) {
        Optional<String> found = latest(caseNumber).filter(one -> one.appliedAt() != null && one.proposal() == Proposal.RIGHT_RECORD)
                .map(Correction::rightEntry);
        return links.link(caseNumber).filter(link -> link.confirmedAt() == null && link.frozenAt() == null).map(Link::entryId)
                .filter(entry -> found.filter(entry::equals).isPresent()).isPresent();
    }

    /** Whether two people have found that this entry is not the person of this case. */
    boolean foundWrong(String caseNumber, String entry) {
        return store.foundWrong(caseNumber, entry);
    }

    // After the decision

    /** @return whether it has to be reported as a breach */
    @Transactional
    boolean readLogChecked(String caseNumber, int views, int persons, boolean improper, String note, CurrentUser officer, String office) {
        Correction correction = current(caseNumber);
        boolean toReport = views > 0 || improper || persons > settings.reportablePersons();
        store.checkedReadLog(correction.id(), views, persons, improper, note, officer.id(), toReport);
        cases.record(caseNumber, Event.of("READ_LOG_CHECKED", officer).at(office)
                .because(views > 0 ? "SEEN_BY_THIRD_PERSONS" : "NOT_SEEN_BY_THIRD_PERSONS"));
        return toReport;
    }

    /** The holder is told what happened and what was done. */
    @Transactional
    void tellHolder(String caseNumber) {
        Correction correction = current(caseNumber);
        store.told(correction.id(), clock.instant());
        cases.record(caseNumber, Event.of("HOLDER_TOLD_OF_CORRECTION", CurrentUser.SYSTEM));
        cases.tellApplicant(caseNumber, correction.errorFound() ? "link-corrected" : "link-no-error", correction.id().toString());
        if (!correction.errorFound()) {
            close(correction, "NO_ERROR");
        }
    }

    @Transactional
    void file(String caseNumber, BreachReport report, CurrentUser officer, String office) {
        Correction correction = current(caseNumber);
        LocalDate known = day(correction.decidedAt());
        if (report.filedOn().isAfter(Tokyo.today(clock)) || report.filedOn().isBefore(known)) {
            throw Refusal.badInput("FILED_ON_IMPOSSIBLE", "filedOn");
        }
        store.file(correction.id(), report, clock.instant());
        cases.record(caseNumber, Event.of("BREACH_REPORT_FILED", officer).at(office).because("REPORT_" + report.stage()));
    }

    /**
     * The last day of a breach report. It counts from the day two people found that there was an error: from then on we know.
     */
    public LocalDate reportDue(Correction correction, Stage stage) {
        return day(correction.decidedAt()).plus(switch (stage) {
            case PRELIMINARY -> settings.preliminaryEnd();
            case FINAL -> Boolean.TRUE.equals(correction.improperPurpose()) ? settings.finalEndImproper() : settings.finalEnd();
        });
    }

    LocalDate preliminaryWarning(Correction correction) {
        return day(correction.decidedAt()).plus(settings.preliminaryWarning());
    }

    /** A deadline of a report has come near or gone by. */
    void raiseDeadline(String caseNumber) {
        Correction correction = current(caseNumber);
        boolean preliminary = breachReports(correction).isEmpty();
        // The timer of the end fires when its last day is over, the warning on the morning of its day.
        boolean over = Tokyo.today(clock).isAfter(reportDue(correction, preliminary ? Stage.PRELIMINARY : Stage.FINAL));
        cases.record(caseNumber, Event.internal(over ? "BREACH_REPORT_OVERDUE" : "BREACH_REPORT_DUE", CurrentUser.SYSTEM)
                .because(preliminary ? "REPORT_PRELIMINARY" : "REPORT_FINAL"));
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, Tokyo.ZONE);
    }

    Period confirmationReminder() {
        return settings.confirmationReminder();
    }

    /** The last step: why it went wrong, and the end. @throws Refusal COPY_UNCONFIRMED */
    @Transactional
    void recordRootCause(String caseNumber, RootCause cause, String note, CurrentUser officer, String office) {
        Correction correction = lock(caseNumber);
        requireConfirmed(correction);
        store.rootCause(correction.id(), cause, note);
        cases.record(caseNumber, Event.internal("ROOT_CAUSE_RECORDED", officer).at(office).because("CAUSE_" + cause));
        close(correction, "CORRECTED");
    }

    /** Closes; reports that came after the link was changed are about the new link and open the next correction. */
    private void close(Correction correction, String outcome) {
        String number = correction.caseNumber();
        List<Reporter> later = store.laterReporters(correction.id());
        store.close(correction.id(), outcome, clock.instant());
        cases.record(number, Event.of("CORRECTION_CLOSED", CurrentUser.SYSTEM).because("CLOSED_" + outcome));
        Optional<Link> link = links.lockLink(number);
        if (later.isEmpty() || link.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        UUID next = store.open(number, link.get().entryId(), correction.appliedAt(), now);
        store.moveLaterReports(correction.id(), next);
        boolean trusted = later.stream().anyMatch(Reporter::trusted);
        if (trusted) {
            freeze(current(number));
        }
        begin(number, trusted);
    }
}
