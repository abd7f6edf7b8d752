package org.madoguchi.worklist;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** @param latest up to which everything can be marked as read; 0 where nothing is unread */
    record NoticesPage(List<Line> lines, long latest, String zone) {}

    private final StaffNotices notices;
    private final Staff staff;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;

    StaffNoticePages(StaffNotices notices, Staff staff, Offices offices, Moments moments, MessageSource messages) {
        this.notices = notices;
        this.staff = staff;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping
    String list(@AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        List<Notice> found = notices.of(user);
        Map<String, CurrentUser> people = staff.named(found.stream().map(Notice::byId).toList());
        var zone = offices.zoneOf(user);
        model.addAttribute("page", new NoticesPage(found.stream().map(one -> new Line(one.id(), one.readAt() == null, moments.at(one.at(), zone),
                one.at().toString(), messages.getMessage("notices.kind." + one.kind(), new Object[] {
                        people.containsKey(one.byId()) ? CurrentUser.name(people.get(one.byId()), locale) : messages.getMessage("actor.SYSTEM", null, locale),
                        one.times()}, locale), one.times() == 1 ? one.caseNumber() : null, one.href())).toList(),
                found.stream().filter(one -> one.readAt() == null).mapToLong(Notice::id).max().orElse(0), moments.zone(zone)));
        return "worklist/Notices";
    }

    /** For the mark in the frame of each page. */
    @GetMapping("/count")
    String count(@AuthenticationPrincipal CurrentUser user, Model model) {
        model.addAttribute("unread", notices.unread(user));
        return "worklist/Notices :: count";
    }

    @PostMapping("/read")
    String read(@RequestParam long upTo, @AuthenticationPrincipal CurrentUser user) {
        notices.read(user, upTo);
        return "redirect:/tasks/notices";
    }
}
