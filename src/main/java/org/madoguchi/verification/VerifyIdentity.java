package org.madoguchi.verification;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.madoguchi.casefile.BookedVisits;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.casefile.VisitRules;
import org.madoguchi.identity.Offices;
import org.madoguchi.verification.IdentityForm.Face;
import org.springframework.stereotype.Component;

/** The officer at the counter checks who came. */
@Component
class VerifyIdentity implements TaskForm<IdentityForm> {

    /** An earlier visit that came to nothing; the reason is null where the card was at fault. */
    record Before(int number, LocalDate day, String reasonCode) {}

    /** @param visitAt the booked time at the mission, or null; {@code persons} who were to come */
    record Page(String photoUrl, String checkUrl, ZonedDateTime visitAt, int persons, boolean walkIn,
            VisitRules.Collection collection, List<VisitRules.Paper> papers, List<Before> before, String[] reasons) {

        public String[] faces() {
            return Face.names(photoUrl != null);
        }
    }

    private final Verification verification;
    private final BookedVisits bookings;
    private final VisitRules rules;
    private final Offices offices;

    VerifyIdentity(Verification verification, BookedVisits bookings, VisitRules rules, Offices offices) {
        this.verification = verification;
        this.bookings = bookings;
        this.rules = rules;
        this.offices = offices;
    }

    @Override
    public String taskKey() {
        return "Task_VerifyIdentity";
    }

    @Override
    public Class<IdentityForm> form() {
        return IdentityForm.class;
    }

    @Override
    public Page page(CaseFile file) {
        LocalDate today = verification.today(file);
        var booked = bookings.of(file.number());
        VisitRules.Collection collection = rules.collection(file, today);
        return new Page(verification.photoUrl(file.number()), PassportCheck.url(file.number()),
                booked.map(visit -> visit.start().atZone(offices.get(visit.officeCode()).zone())).orElse(null),
                booked.map(BookedVisits.BookedVisit::persons).orElse(1), booked.map(BookedVisits.BookedVisit::walkIn).orElse(false),
                collection, rules.papers(file, today), before(file), Reason.names(collection.represented()));
    }

    private List<Before> before(CaseFile file) {
        return verification.visits(file.number()).stream().map(visit -> new Before(visit.number(),
                LocalDate.ofInstant(visit.at(), offices.get(visit.officeCode()).zone()), visit.reasonCode())).toList();
    }

    @Override
    public Set<String> neverKept() {
        return Set.of("mrzLine1", "mrzLine2", "representativeMrzLine1", "representativeMrzLine2");
    }

    @Override
    public String legalBasis(CaseFile file, String outcome, Locale locale) {
        VisitRules.Collection collection = rules.collection(file, verification.today(file));
        return "ja".equals(locale.getLanguage()) ? collection.legalBasisJa() : collection.legalBasisEn();
    }

    @Override
    public Map<String, Object> complete(TaskContext task, IdentityForm form) {
        verification.check(task, form);
        return Map.of("verification", form.decision().name());
    }
}
