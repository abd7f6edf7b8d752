package org.madoguchi.worklist;

import java.util.List;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
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

    record BulkRequest(List<String> taskIds, String action, String assignee) {}

    record BulkResult(String taskId, boolean done, String code) {}

    private static final int MOST_IN_BULK = 200;

    private final Worklist worklist;

    TasksApi(Worklist worklist) {
        this.worklist = worklist;
    }

    @GetMapping
    Worklist.Page list(@AuthenticationPrincipal CurrentUser user, @RequestParam(defaultValue = "OPEN") Worklist.View view,
            @RequestParam(required = false) String cursor) {
        return worklist.list(user, view, cursor);
    }

    /** Takes the next task for the caller; 204 where there is none. */
    @PostMapping("/next")
    ResponseEntity<WorkItem> next(@AuthenticationPrincipal CurrentUser user) {
        return worklist.next(user, Worklist.Wanted.ALL).map(ResponseEntity::ok).orElseGet(() -> ResponseEntity.noContent().build());
    }

    @PostMapping("/{id}/claim")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void claim(@PathVariable String id, @AuthenticationPrincipal CurrentUser user) {
        worklist.claim(id, user);
    }

    @PostMapping("/{id}/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(@PathVariable String id, @AuthenticationPrincipal CurrentUser user) {
        worklist.release(id, user);
    }

    @PostMapping("/{id}/assign")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void assign(@PathVariable String id, @RequestBody Assignment to, @AuthenticationPrincipal CurrentUser user) {
        worklist.assign(id, to.assignee(), user);
    }

    /** The body is the form of the task, by the names of its fields. */
    @PostMapping("/{id}/complete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(@PathVariable String id, @RequestBody JsonNode body, @AuthenticationPrincipal CurrentUser user) {
        worklist.complete(id, body, user);
    }

    /** Does the same to many tasks, each for itself; the answer says what came of each. */
    @PostMapping("/bulk")
    List<BulkResult> bulk(@RequestBody BulkRequest request, @AuthenticationPrincipal CurrentUser user) {
        if (request.taskIds() == null || request.taskIds().isEmpty() || request.taskIds().size() > MOST_IN_BULK) {
            throw Refusal.badInput("BULK_SIZE", "taskIds", MOST_IN_BULK);
        }
        return request.taskIds().stream().map(id -> one(id, request, user)).toList();
    }

    private BulkResult one(String id, BulkRequest request, CurrentUser user) {
        try {
            switch (String.valueOf(request.action())) {
                case "claim" -> worklist.claim(id, user);
                case "release" -> worklist.release(id, user);
                case "assign" -> worklist.assign(id, request.assignee(), user);
                default -> throw Refusal.badInput("BULK_ACTION", "action");
            }
            return new BulkResult(id, true, null);
        } catch (Refusal no) {
            return new BulkResult(id, false, no.code());
        }
    }
}
