package org.madoguchi.accessregister;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.madoguchi.accessregister.RefusedAttempts.Attempt;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Csv;
import org.madoguchi.platform.Moments;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was refused, for privacy officers. */
@Controller
class AttemptPages {

    /** {@code why} in words, {@code what} as code and status. */
    record Row(String when, String kind, String who, String operation, String why, String what, long times) {}

    /** {@code next}: where older rows begin, or null. */
    record AttemptsPage(List<Row> rows, Long next) {}

    private static final int MOST = 10_000;

    private final RefusedAttempts attempts;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;

    AttemptPages(RefusedAttempts attempts, Offices offices, Moments moments, MessageSource messages) {
        this.attempts = attempts;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping("/access/attempts")
    String attempts(@RequestParam(defaultValue = "9223372036854775807") long before, @AuthenticationPrincipal CurrentUser user, Locale locale,
            Model model) {
        List<Attempt> found = attempts.latest(before, RefusedAttempts.ROWS + 1);
        boolean more = found.size() > RefusedAttempts.ROWS;
        List<Attempt> shown = more ? found.subList(0, RefusedAttempts.ROWS) : found;
        ZoneId zone = offices.zoneOf(user);
        model.addAttribute("page", new AttemptsPage(shown.stream().map(each -> row(each, zone, locale)).toList(),
                more ? shown.get(shown.size() - 1).id() : null));
        model.addAttribute("zone", moments.zone(zone));
        return "accessregister/Attempts";
    }

    /** The newest 10,000, to be worked on elsewhere; times in UTC. */
    @GetMapping("/access/attempts.csv")
    ResponseEntity<byte[]> asTable(Locale locale) {
        Csv table = new Csv().row(Stream.of("from", "until", "kind", "who", "method", "route", "status", "code", "times")
                .map(column -> messages.getMessage("attempts.column." + column, null, locale)).toArray());
        attempts.latest(Long.MAX_VALUE, MOST).forEach(one -> table.row(one.firstAt(), one.lastAt(), one.kind(), one.who(), one.method(), one.route(),
                one.status(), one.code(), one.times()));
        return ResponseEntity.ok().contentType(new MediaType("text", "csv", StandardCharsets.UTF_8)).cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=refused-attempts.csv").body(table.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Row row(Attempt attempt, ZoneId zone, Locale locale) {
        String from = moments.at(attempt.firstAt(), zone);
        String until = moments.at(attempt.lastAt(), zone);
        // sentences that name what was asked for have nothing to name here
        String why = messages.getMessage("refusal." + attempt.code(), null, "", locale);
        return new Row(from.equals(until) ? from : from + " – " + until, messages.getMessage("actor." + attempt.kind(), null, locale), attempt.who(),
                (attempt.method() + " " + attempt.route()).strip(), why.contains("{0}") ? "" : why, attempt.code() + " " + attempt.status(), attempt.times());
    }
}
