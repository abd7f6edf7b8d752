package org.madoguchi.linkage;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.madoguchi.accessregister.AccessRegister.Reader;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.linkage.Correction.BreachReport;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.Stage;
import org.madoguchi.platform.Moments;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What the templates of corrections need to put things into words, and to show each person no more than theirs. */
@Component
class CorrectionWords {

    private final CorrectionStore store;
    private final Staff staff;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;

    CorrectionWords(CorrectionStore store, Staff staff, Offices offices, Moments moments, MessageSource messages) {
        this.store = store;
        this.staff = staff;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
    }

    /** A moment in Tokyo, where corrections are worked and their days are counted. */
    public String at(Instant instant) {
        return moments.atNamed(instant, Tokyo.ZONE);
    }

    public String person(String id) {
        return staff.find(id).map(person -> CurrentUser.name(person, locale())).orElse(id);
    }

    public String reader(Reader reader) {
        return staff.find(reader.readerId()).map(person -> CurrentUser.name(person, locale()))
                .orElseGet(() -> messages.getMessage("actor." + reader.readerKind(), null, locale()));
    }

    public String office(String code) {
        return offices.find(code).map(office -> office.name(locale())).orElse("");
    }

    /** Those who decide may read the reports' own words. */
    public boolean decides(CurrentUser person) {
        return traces(person) || person.has(Role.PRIVACY_OFFICER);
    }

    /** Those who may enter where copies are and what became of them. */
    public boolean traces(CurrentUser person) {
        return person.has(Role.LINKAGE_OFFICER);
    }

    /** How many corrections wait for holders of copies to confirm; for those who can do something about it. */
    public long awaiting(CurrentUser person) {
        return traces(person) ? store.awaitingConfirmation() : 0;
    }

    /** The copies whose holders have not confirmed yet that their use has stopped. */
    public long unconfirmed(List<Copy> copies) {
        return copies.stream().filter(copy -> !copy.confirmed()).count();
    }

    /** What a report to the authority says, item by item: the keys of its words and what was filed. */
    public Map<String, Object> content(BreachReport report) {
        var items = new LinkedHashMap<String, Object>();
        items.put("summary", report.summary());
        items.put("items", report.items());
        items.put("persons", report.persons());
        items.put("cause", report.cause());
        items.put("secondaryDamage", report.secondaryDamage());
        items.put("actionToPersons", report.actionToPersons());
        items.put("publication", report.publication());
        items.put("prevention", report.prevention());
        items.put("other", report.other());
        items.values().removeIf(Objects::isNull);
        return items;
    }

    /** Whether a report of this person stands. */
    public boolean reportedBy(Correction correction, CurrentUser person) {
        return store.reports(correction.id()).stream()
                .anyMatch(report -> person.id().equals(report.reporterId()) && report.withdrawnAt() == null);
    }

    public List<Stage> stagesLeft(List<BreachReport> filed) {
        return Arrays.stream(Stage.values()).filter(stage -> filed.stream().noneMatch(report -> report.stage() == stage)).toList();
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale();
    }
}
