package org.madoguchi.worklist;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** The task list for programs. */
@RestController
@RequestMapping("/api/v1/tasks")
class TasksApi {

    record Assignment(String assignee) {}

    /** {@code action}: a kind of {@link WorkAction}, in small letters with hyphens. */
    record BulkRequest(List<String> taskIds, String action, String assignee, String note, WorkAction.HoldReason reason, LocalDate day,
            boolean preview) {

        WorkAction asAction() {
            return Stream.of(WorkAction.Kind.values()).filter(kind -> kind.name().toLowerCase().replace('_', '-').equals(action)).findFirst()
                    .map(kind -> new WorkAction(kind, assignee, note, reason, day))
                    .orElseThrow(() -> Refusal.badInput("BULK_ACTION", "action"));
        }
    }

    /** @param done in a preview: whether it would be; {@code code} says why not, or {@code NOTHING_TO_DO} */
    record BulkResult(String taskId, boolean done, String code) {}

    private final Worklist worklist;
    private final WorkActions actions;
    private final WorkBulk bulk;

    TasksApi(Worklist worklist, WorkActions actions, WorkBulk bulk) {
        this.worklist = worklist;
        this.actions = actions;
        this.bulk = bulk;
    }

    /** Part of the work, narrowed and ordered by the same fields as the page's address. @throws Refusal FILTER_UNKNOWN, CURSOR_MALFORMED */
    @GetMapping
    Worklist.Page list(@AuthenticationPrincipal CurrentUser user, @RequestParam MultiValueMap<String, String> fields) {
        ListAddress list = ListAddress.of(fields);
        return worklist.list(user, list.view() == null ? Worklist.View.OPEN : list.view(), list.wanted(), list.order(), list.cursor());
    }

    /** Takes the next task for the caller, of what the fields narrow the work to; 204 where there is none. @throws Refusal FILTER_UNKNOWN, WORK_ENOUGH */
    @PostMapping("/next")
    ResponseEntity<WorkItem> next(@AuthenticationPrincipal CurrentUser user, @RequestParam MultiValueMap<String, String> fields) {
        return worklist.next(user, ListAddress.of(fields).wanted()).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PostMapping("/{id}/claim")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void claim(@PathVariable String id, @AuthenticationPrincipal CurrentUser user) {
        worklist.claim(id, user);
    }

    @PostMapping("/{id}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String id, @AuthenticationPrincipal CurrentUser user) {
        actions.release(id, user);
    }

    @PostMapping("/{id}/assign")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void assign(@PathVariable String id, @RequestBody Assignment to, @AuthenticationPrincipal CurrentUser user) {
        actions.assign(id, to.assignee(), user);
    }

    /** The body is the form of the task, by the names of its fields. */
    @PostMapping("/{id}/complete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(@PathVariable String id, @RequestBody JsonNode body, @AuthenticationPrincipal CurrentUser user) {
        worklist.complete(id, body, user);
    }

    /** Does the same to many tasks, each for itself; the answer says what came of each, or with {@code preview} what would. */
    @PostMapping("/bulk")
    List<BulkResult> bulk(@RequestBody BulkRequest request, @AuthenticationPrincipal CurrentUser user) {
        WorkAction action = request.asAction();
        List<WorkBulk.Row> rows = request.preview() ? bulk.preview(request.taskIds(), action, user)
                : bulk.act(request.taskIds(), action, user, UUID.randomUUID());
        return rows.stream().map(row -> new BulkResult(row.taskId(), row.possible(), row.code())).toList();
    }
}
