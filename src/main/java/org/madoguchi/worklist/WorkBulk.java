package org.madoguchi.worklist;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.WorkActions.Plan;
import org.springframework.stereotype.Component;

/** The same done to many tasks, each for itself: what one of them refuses stops no other. */
@Component
class WorkBulk {

    /** What came of one task, or would: {@code plan} where the rules let it, {@code no} where they do not. */
    record Row(String taskId, Plan plan, Refusal no) {

        boolean possible() {
            return no == null && !plan.changesNothing();
        }

        /** Why not, null where it is possible. */
        String code() {
            return no != null ? no.code() : plan.changesNothing() ? "NOTHING_TO_DO" : null;
        }
    }

    static final int MOST = 200;

    private final WorkActions actions;

    WorkBulk(WorkActions actions) {
        this.actions = actions;
    }

    /** @throws Refusal BULK_SIZE, NOT_OF_MANY, and what is missing whatever the tasks are */
    List<Row> preview(List<String> taskIds, WorkAction action, CurrentUser person) {
        return each(taskIds, action, id -> actions.plan(id, action, person));
    }

    /** @param occasion by which all of it can be taken back @throws Refusal BULK_SIZE, NOT_OF_MANY, and what is missing whatever the tasks are */
    List<Row> act(List<String> taskIds, WorkAction action, CurrentUser person, UUID occasion) {
        return each(taskIds, action, id -> actions.act(id, action, person, occasion));
    }

    /** Takes back what this person did on the occasion; the answer says which tasks stand again as they stood. */
    List<Row> undo(UUID occasion, CurrentUser person) {
        return actions.ofOccasion(occasion, person).stream().map(done -> row(done.taskId(), id -> actions.undo(id, occasion, person))).toList();
    }

    private static List<Row> each(List<String> taskIds, WorkAction action, Function<String, Plan> one) {
        List<String> ids = taskIds == null ? List.of() : taskIds.stream().distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Refusal.badInput("BULK_SIZE", "taskIds", MOST);
        }
        if (!action.kind().ofMany()) {
            throw Refusal.badInput("NOT_OF_MANY", "kind");
        }
        WorkActions.requireFilledIn(action);
        return ids.stream().map(id -> row(id, one)).toList();
    }

    private static Row row(String taskId, Function<String, Plan> one) {
        try {
            return new Row(taskId, one.apply(taskId), null);
        } catch (Refusal no) {
            return new Row(taskId, null, no);
        }
    }
}
