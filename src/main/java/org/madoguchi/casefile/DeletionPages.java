package org.madoguchi.casefile;

import java.time.ZoneId;
import java.util.List;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Moments;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was deleted by the table of retention, with its proof; for the privacy officer and auditors. */
@Controller
class DeletionPages {

    record DeletionsPage(List<Row> rows, String zone, String nextUrl) {}

    record Row(String at, String caseNumber, String rule, boolean proved) {}

    private static final int ROWS = 20;

    private final NumberVault vault;
    private final Offices offices;
    private final Moments moments;

    DeletionPages(NumberVault vault, Offices offices, Moments moments) {
        this.vault = vault;
        this.offices = offices;
        this.moments = moments;
    }

    @GetMapping("/access/deletions")
    String deletions(@RequestParam(defaultValue = "0") int skip, @AuthenticationPrincipal CurrentUser officer, Model model) {
        int from = Math.max(0, skip);
        ZoneId zone = offices.zoneOf(officer);
        var found = vault.deletions(from, ROWS + 1);
        model.addAttribute("page", new DeletionsPage(found.stream().limit(ROWS).map(one -> new Row(moments.at(one.deletedAt(), zone), one.caseNumber(),
                one.rule() + " v" + one.ruleVersion(), one.proved())).toList(), moments.zone(zone),
                found.size() > ROWS ? "/access/deletions?skip=" + (from + ROWS) : null));
        return "casefile/Deletions";
    }
}
