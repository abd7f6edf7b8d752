package org.madoguchi.issuance;

import org.madoguchi.casefile.HolderNames;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * While somebody looks into the link a card is made on, or into the name on it, nothing is ordered and no card leaves our
 * hands; when that is decided, what waited goes on by itself. The card that its holder has already is not touched.
 */
@Component
class LinkInDoubt {

    private final ObjectProvider<LinkedRecords> links;
    private final HolderNames names;

    LinkInDoubt(ObjectProvider<LinkedRecords> links, HolderNames names) {
        this.links = links;
        this.names = names;
    }

    boolean of(String caseNumber) {
        return links.stream().anyMatch(each -> each.held(caseNumber));
    }

    /** @throws Refusal NAME_CHANGE_OPEN for a card in what may be an old name, LINK_IN_DOUBT */
    void refuse(String caseNumber) {
        refuseOldName(caseNumber);
        if (of(caseNumber)) {
            throw Refusal.conflict("LINK_IN_DOUBT");
        }
    }

    /** For an ordinary residence card, which needs no link. @throws Refusal NAME_CHANGE_OPEN */
    void refuseOldName(String caseNumber) {
        if (names.changing(caseNumber)) {
            throw Refusal.conflict("NAME_CHANGE_OPEN");
        }
    }
}
