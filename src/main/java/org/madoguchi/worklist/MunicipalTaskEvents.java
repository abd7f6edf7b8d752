package org.madoguchi.worklist;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.partners.MunicipalTask;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnerEventHandler;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * A municipality does its tasks by signed events instead of on the page, under the same rules: the same form, the same
 * office, the same four eyes. There are 1,741 of them and not all will sign in.
 */
@Component
class MunicipalTaskEvents implements PartnerEventHandler {

    private final Worklist worklist;
    private final Offices offices;

    MunicipalTaskEvents(Worklist worklist, Offices offices) {
        this.worklist = worklist;
        this.offices = offices;
    }

    @Override
    public String partner() {
        return MunicipalTask.PARTNER;
    }

    @Override
    public String type() {
        return MunicipalTask.COMPLETED;
    }

    @Override
    public void handle(PartnerEvent event) {
        MunicipalTask task = event.dataAs(MunicipalTask.class);
        if (offices.get(task.municipalityCode()).kind() != Office.Kind.MUNICIPALITY) {
            throw Refusal.badInput("OFFICE_UNKNOWN", "municipalityCode", task.municipalityCode());
        }
        CurrentUser officer = CurrentUser.partner(task.municipalityCode() + "/" + same(task.officer()),
                Set.of(new Post(Role.MUNICIPAL_OFFICER, task.municipalityCode()),
                        new Post(Role.MUNICIPAL_SUPERVISOR, task.municipalityCode())));
        worklist.completeForOffice(event.caseNumber(), task.taskKey(), officer, task.form());
    }

    /** Four eyes are told apart by this name: a space, a capital or a full-width letter more makes nobody another person. */
    static String same(String officer) {
        return Normalizer.normalize(officer, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Z}\\p{C}]+", " ").strip().toLowerCase(Locale.ROOT);
    }
}
