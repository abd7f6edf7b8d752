package org.madoguchi.worklist;

import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Keeping a list under a name. */
@Controller
@RequestMapping("/tasks/views")
class WorkViewPages {

    private final WorkViews views;

    WorkViewPages(WorkViews views) {
        this.views = views;
    }

    @PostMapping
    String keep(@RequestParam(defaultValue = "") String list, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "") String office,
            @AuthenticationPrincipal CurrentUser user) {
        views.keep(ListAddress.ofQuery(list), name, office.isEmpty() ? null : office, user);
        return TaskListPages.toList(list, null);
    }

    @PostMapping("/{id}/drop")
    String drop(@PathVariable UUID id, @RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user) {
        views.drop(id, user);
        return TaskListPages.toList(list, null);
    }
}
