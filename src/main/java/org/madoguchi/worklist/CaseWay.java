package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFlow.Position;
import org.madoguchi.casefile.CaseFlow.Step;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Moments;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The way a case has gone through its models, step by step, as a table: what the drawing shows, for those who read. */
@Component
class CaseWay {

    /** @param until null while it is under way; {@code by} null where the reader may not know or nobody did it */
    record Row(String process, String step, String since, String until, String lasted, String by) {}

    /** More than any case takes, unless it went round in circles. */
    private static final int MOST = 200;

    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    CaseWay(Moments moments, MessageSource messages, Clock clock) {
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    List<Row> of(CaseFile file, List<Position> positions, List<WorkItem> items, Map<String, CurrentUser> people, ZoneId zone, Locale locale) {
        Map<String, WorkItem> tasks = items.stream().collect(Collectors.toMap(WorkItem::taskId, Function.identity()));
        record Done(Position position, Step step) {}
        List<Done> done = positions.stream().flatMap(position -> position.steps().stream().map(step -> new Done(position, step)))
                .sorted(Comparator.comparing(one -> one.step().since())).toList();
        return done.stream().skip(Math.max(0, done.size() - MOST)).map(one -> new Row(text("model." + one.position().processKey(), locale),
                "ja".equals(locale.getLanguage()) ? one.step().nameJa() : one.step().nameEn(), moments.at(one.step().since(), zone),
                one.step().until() == null ? null : moments.at(one.step().until(), zone),
                moments.lasting(Duration.between(one.step().since(), one.step().until() == null ? clock.instant() : one.step().until())),
                file.shows(Fact.TIMELINE) ? by(one.step(), tasks, people, locale) : null)).toList();
    }

    /** The ids of whoever had these tasks. */
    static List<String> people(List<WorkItem> items) {
        return items.stream().map(CaseWay::who).filter(Objects::nonNull).toList();
    }

    private String by(Step step, Map<String, WorkItem> tasks, Map<String, CurrentUser> people, Locale locale) {
        if (step.taskId() == null) {
            return text("actor.SYSTEM", locale);
        }
        WorkItem task = tasks.get(step.taskId());
        String who = task == null ? null : who(task);
        CurrentUser person = people.get(who);
        return person != null ? CurrentUser.name(person, locale) : who == null ? null : text(who.startsWith("partner:") ? "actor.PARTNER" : "actor.STAFF", locale);
    }

    private static String who(WorkItem task) {
        return task.completedBy() != null ? task.completedBy() : task.assignee();
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
