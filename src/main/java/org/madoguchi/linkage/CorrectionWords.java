package org.madoguchi.linkage;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.madoguchi.accessregister.AccessRegister.Reader;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.linkage.Correction.BreachReport;
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
