package org.madoguchi.worklist;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.worklist.StaffNotices.Notice;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What a member of staff should hear of. */
@Controller
@RequestMapping("/tasks/notices")
class StaffNoticePages {

    record Line(long id, boolean unread, String at, String atIso, String text, String caseNumber, String href) {}

    /** What waits for the reader's answer. */
    record QuestionLine(long id, String at, String text, String caseNumber) {}

    /** @param latest up to which everything can be marked as read; 0 where nothing is unread */
    record NoticesPage(List<QuestionLine> questions, List<Line> lines, long latest, String zone, boolean mailed) {}

    private final StaffNotices notices;
    private final WorkQuestions questions;
    private final WorkDigest digest;
    private final Staff staff;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;

    StaffNoticePages(StaffNotices notices, WorkQuestions questions, WorkDigest digest, Staff staff, Offices offices, Moments moments, MessageSource messages) {
        this.notices = notices;
        this.questions = questions;
        this.digest = digest;
        this.staff = staff;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping
    String list(@AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        List<Notice> found = notices.of(user);
        List<WorkQuestions.Question> unanswered = questions.unansweredBy(user);
        Map<String, CurrentUser> people = staff.named(Stream.concat(found.stream().map(Notice::byId),
                unanswered.stream().map(WorkQuestions.Question::byId)).toList());
        var zone = offices.zoneOf(user);
        model.addAttribute("page", new NoticesPage(unanswered.stream().map(one -> new QuestionLine(one.id(), moments.at(one.askedAt(), zone),
                messages.getMessage("questions.asks", new Object[] {CurrentUser.name(people.get(one.byId()), locale)}, locale), one.caseNumber())).toList(),
                found.stream().map(one -> new Line(one.id(), one.readAt() == null, moments.at(one.at(), zone),
                one.at().toString(), messages.getMessage("notices.kind." + one.kind(), new Object[] {
                        people.containsKey(one.byId()) ? CurrentUser.name(people.get(one.byId()), locale) : messages.getMessage("actor.SYSTEM", null, locale),
                        one.times()}, locale), one.times() == 1 ? one.caseNumber() : null, one.href())).toList(),
                found.stream().filter(one -> one.readAt() == null).mapToLong(Notice::id).max().orElse(0), moments.zone(zone), digest.wanted(user)));
        return "worklist/Notices";
    }

    /** For the mark in the frame of each page. */
    @GetMapping("/count")
    String count(@AuthenticationPrincipal CurrentUser user, Model model) {
        model.addAttribute("unread", notices.unread(user));
        return "worklist/Notices :: count";
    }

    @PostMapping("/mail")
    String mail(@RequestParam boolean wanted, @AuthenticationPrincipal CurrentUser user) {
        digest.want(user, wanted);
        return "redirect:/tasks/notices";
    }

    @PostMapping("/read")
    String read(@RequestParam long upTo, @AuthenticationPrincipal CurrentUser user) {
        notices.read(user, upTo);
        return "redirect:/tasks/notices";
    }
}
