package org.madoguchi.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.linkage.Correction;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.CopyHolder;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.worklist.Worklist;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What befalls a sample case whose holder finds that somebody else's record is linked to it. */
@Component
@Profile({"demo", "simulators"})
class LinkWalk {

    private final Corrections corrections;
    private final Worklist worklist;

    LinkWalk(Corrections corrections, Worklist worklist) {
        this.corrections = corrections;
        this.worklist = worklist;
    }

    /** The holder reports it; later an officer confirms our own papers, once the copies outside have been told. */
    Optional<Duration> step(String caseNumber, CurrentUser holder, boolean staysHere) {
        Optional<Correction> correction = corrections.latest(caseNumber);
        if (correction.isEmpty()) {
            corrections.report(caseNumber, Reporter.HOLDER, "表示された住所が私のものではありません。", holder);
            return Optional.of(Duration.ofHours(20));
        }
        if (!correction.get().open() || staysHere) {
            return Optional.empty();
        }
        corrections.copies(correction.get()).stream().filter(copy -> copy.holder() == CopyHolder.OWN_CASE && !copy.confirmed())
                .map(Copy::id).forEach(copy -> corrections.confirmCopy(caseNumber, copy, "案件の書類に付記", tracer(caseNumber)));
        return Optional.of(Duration.ofDays(1));
    }

    /** The officer who traced the copies. */
    private CurrentUser tracer(String caseNumber) {
        return worklist.ofCase(caseNumber).stream().filter(item -> item.taskKey().equals("Task_TraceCopies"))
                .flatMap(item -> worklist.candidates(item).stream()).findFirst().orElseThrow();
    }

    /** @param seen whether a third person has seen what was not theirs to see */
    static Map<String, Object> form(String taskKey, boolean seen) {
        return switch (taskKey) {
            case "Task_TraceCopies" -> Map.of("added", List.of("HEALTH_INSURANCE"), "complete", true);
            case "Task_ProposeCorrection" -> Map.of("proposal", "UNLINK", "reason", "同姓同名の別人の記録。");
            case "Task_ConfirmCorrection" -> Map.of("confirmation", "CONFIRMED");
            case "Task_CheckReadLog" -> seen
                    ? Map.of("verdict", "THIRD_PARTY", "views", 1, "persons", 1, "note", "健康保険の画面で一件。")
                    : Map.of("verdict", "NO_THIRD_PARTY", "persons", 0, "note", "第三者の閲覧はない。");
            case "Task_RecordRootCause" -> Map.of("cause", "SAME_NAME", "note", "住所を含めずに照会していた。");
            default -> throw new IllegalStateException("No sample knows " + taskKey);
        };
    }
}
