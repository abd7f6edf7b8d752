package org.madoguchi.reporting;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Letters in bulk: what to print, how far it is, what could not be printed. */
@Controller
@RequestMapping("/print-runs")
class PrintPages {

    /** @param next the id of the run that the form would start, so that two clicks are one */
    record RunsPage(List<KindRow> kinds, UUID next, List<RunRow> runs) {}

    record KindRow(String slug, String name) {}

    record RunRow(UUID id, String name, String when, int total, int done, int failed, boolean finished) {}

    record RunPage(RunRow run, List<FailedRow> failed) {}

    record FailedRow(String caseNumber, String why) {}

    private final PrintQueue queue;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;

    PrintPages(PrintQueue queue, Offices offices, Moments moments, MessageSource messages) {
        this.queue = queue;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping
    String page(@AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        model.addAttribute("page", new RunsPage(PrintQueue.kinds().stream().map(kind -> new KindRow(kind.slug(), title(kind, locale))).toList(),
                UUID.randomUUID(), queue.of(user).stream().map(run -> row(run, user, locale)).toList()));
        return "reporting/PrintRuns";
    }

    @PostMapping
    String start(@RequestParam UUID run, @RequestParam String letter, @AuthenticationPrincipal CurrentUser user) {
        queue.start(run, LetterKind.ofSlug(letter).orElseThrow(() -> Refusal.notFound("REPORT_UNKNOWN")), user);
        return "redirect:/print-runs/" + run;
    }

    @GetMapping("/{id}")
    String run(@PathVariable UUID id, @RequestHeader(name = "HX-Request", required = false) String part, @AuthenticationPrincipal CurrentUser user,
            Locale locale, Model model) {
        PrintQueue.Run run = find(id, user);
        model.addAttribute("page", new RunPage(row(run, user, locale), queue.failures(run).stream().map(one -> new FailedRow(one.caseNumber(),
                messages.getMessage("refusal." + one.failure(), new Object[] {one.field(), ""}, one.failure(), locale))).toList()));
        return part == null ? "reporting/PrintRun" : "reporting/PrintRun :: progress";
    }

    @PostMapping("/{id}/retry")
    String retry(@PathVariable UUID id, @AuthenticationPrincipal CurrentUser user) {
        queue.retry(find(id, user));
        return "redirect:/print-runs/" + id;
    }

    /** Everything that was printed, one letter behind the other. */
    @GetMapping("/{id}.pdf")
    void pdf(@PathVariable UUID id, @AuthenticationPrincipal CurrentUser user, HttpServletResponse response) throws IOException {
        PrintQueue.Run run = find(id, user);
        if (run.done() == 0) {
            throw Refusal.conflict("NOTHING_TO_PRINT");
        }
        response.setContentType("application/pdf");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "inline; filename=letters-" + id + ".pdf");
        queue.write(run, response.getOutputStream());
    }

    private PrintQueue.Run find(UUID id, CurrentUser user) {
        return queue.find(id, user).orElseThrow(() -> Refusal.notFound("REPORT_UNKNOWN"));
    }

    private RunRow row(PrintQueue.Run run, CurrentUser user, Locale locale) {
        return new RunRow(run.id(), title(run.kind(), locale), moments.at(run.requestedAt(), offices.zoneOf(user)), run.total(), run.done(), run.failed(),
                run.finished());
    }

    private String title(LetterKind kind, Locale locale) {
        return messages.getMessage("reporting." + kind.report() + ".title", null, locale);
    }
}
