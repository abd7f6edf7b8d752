package org.madoguchi.issuance;

import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * While somebody looks into the link a card is made on, nothing is ordered on it and no card leaves our hands; when that
 * is decided, what waited goes on by itself. The card that its holder has already is not touched.
 */
@Component
class LinkInDoubt {

    private final ObjectProvider<LinkedRecords> links;

    LinkInDoubt(ObjectProvider<LinkedRecords> links) {
        this.links = links;
    }

    boolean of(String caseNumber) {
        return links.stream().anyMatch(each -> each.held(caseNumber));
    }

    /** @throws Refusal LINK_IN_DOUBT */
    void refuse(String caseNumber) {
        if (of(caseNumber)) {
            throw Refusal.conflict("LINK_IN_DOUBT");
        }
    }
}
