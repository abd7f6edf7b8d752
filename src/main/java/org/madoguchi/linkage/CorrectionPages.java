package org.madoguchi.linkage;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.linkage.Correction.BreachReport;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.CopyHolder;
import org.madoguchi.linkage.Correction.LooseReport;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.linkage.Correction.Stage;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What staff do about wrong links beside their tasks: report one, enter what copy holders say, sort loose reports. */
@Controller
class CorrectionPages {

    public record CorrectionsPage(boolean sorts, List<LooseReport> loose, List<Row> open, List<Correction> closed,
            CorrectionFigures.Figures figures) {}

    /** @param reportDue the last day of the next breach report, null where none is due */
    public record Row(String caseNumber, String state, Instant opened, long confirmed, int copies, LocalDate reportDue) {}

    private final Corrections corrections;
    private final CorrectionFigures figures;
    private final CaseFiles cases;
    private final AccessRegister access;
    private final MessageSource messages;

    CorrectionPages(Corrections corrections, CorrectionFigures figures, CaseFiles cases, AccessRegister access,
            MessageSource messages) {
        this.corrections = corrections;
        this.figures = figures;
        this.cases = cases;
        this.access = access;
        this.messages = messages;
    }

    /** What was entered for a loose report and is not possible, with the words to stand beside it. */
    public record Mistake(UUID report, String entered, String words) {}

    @GetMapping("/corrections")
    String list(@AuthenticationPrincipal CurrentUser officer, Model model) {
        List<Row> open = corrections.underWay().stream().map(this::row).toList();
        List<Correction> closed = corrections.closed();
        access.listed(officer, Purpose.LIST, open.size() + closed.size());
        boolean sorts = officer.has(Role.LINKAGE_OFFICER);
        model.addAttribute("page", new CorrectionsPage(sorts, sorts ? corrections.loose() : List.of(), open, closed,
                figures.published()));
        return "linkage/Corrections";
    }

    /** One correction and what was reported of it, also after it is closed and its case is no longer open to the reader. */
    @GetMapping("/corrections/{id}")
    String one(@PathVariable UUID id, @AuthenticationPrincipal CurrentUser officer, Model model) {
        Correction correction = corrections.find(id);
        access.listed(officer, Purpose.CASE_WORK, 1);
        model.addAttribute("correction", correction);
        model.addAttribute("readable", correction.open() || officer.has(Role.LINKAGE_OFFICER));
        return "linkage/CorrectionRecord";
    }

    private Row row(Correction correction) {
        List<Copy> copies = corrections.copies(correction);
        return new Row(correction.caseNumber(), correction.state(), correction.openedAt(), copies.stream().filter(Copy::confirmed).count(),
                copies.size(), reportDue(correction));
    }

    private LocalDate reportDue(Correction correction) {
        if (!Boolean.TRUE.equals(correction.toReport())) {
            return null;
        }
        List<Stage> filed = corrections.breachReports(correction).stream().map(BreachReport::stage).toList();
        return filed.contains(Stage.FINAL) ? null
                : corrections.reportDue(correction, filed.isEmpty() ? Stage.PRELIMINARY : Stage.FINAL);
    }

    @PostMapping("/corrections/reports/{id}/case")
    String settle(@PathVariable UUID id, @RequestParam String caseNumber, @AuthenticationPrincipal CurrentUser officer,
            HttpServletResponse response, Locale locale, Model model) {
        linkage(officer);
        try {
            String number = open(caseNumber, officer);
            corrections.settle(id, number, officer);
            return "redirect:/cases/" + number;
        } catch (Refusal no) {
            if (no.kind() != Refusal.Kind.NOT_FOUND && !no.code().equals("NOTHING_LINKED")) {
                throw no;
            }
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("mistake", new Mistake(id, caseNumber, messages.getMessage(no.messageKey(), no.args(), no.code(), locale)));
            return list(officer, model);
        }
    }

    @PostMapping("/corrections/reports/{id}/dismissal")
    String dismiss(@PathVariable UUID id, @RequestParam String reason, @AuthenticationPrincipal CurrentUser officer) {
        corrections.dismiss(id, reason, linkage(officer));
        return "redirect:/corrections";
    }

    @PostMapping("/cases/{caseNumber}/correction/report")
    String report(@PathVariable String caseNumber, @RequestParam String words, @AuthenticationPrincipal CurrentUser officer) {
        String number = open(caseNumber, officer);
        corrections.report(number, Reporter.OFFICER, words, officer);
        return "redirect:/cases/" + number;
    }

    @PostMapping("/cases/{caseNumber}/correction/copies")
    String addCopy(@PathVariable String caseNumber, @RequestParam CopyHolder holder, @RequestParam(defaultValue = "") String detail,
            @AuthenticationPrincipal CurrentUser officer) {
        String number = open(caseNumber, linkage(officer));
        corrections.addCopy(number, holder, detail, officer);
        return "redirect:/cases/" + number;
    }

    @PostMapping("/cases/{caseNumber}/correction/copies/{copy}")
    String confirmCopy(@PathVariable String caseNumber, @PathVariable UUID copy, @RequestParam String reference,
            @AuthenticationPrincipal CurrentUser officer) {
        String number = open(caseNumber, linkage(officer));
        corrections.confirmCopy(number, copy, reference, officer);
        return "redirect:/cases/" + number;
    }

    private String open(String caseNumber, CurrentUser officer) {
        return cases.open(CaseNumber.parse(caseNumber), officer, Purpose.CASE_WORK).number();
    }

    private static CurrentUser linkage(CurrentUser officer) {
        if (!officer.has(Role.LINKAGE_OFFICER)) {
            throw Refusal.forbidden("NOT_IN_QUEUE");
        }
        return officer;
    }
}
