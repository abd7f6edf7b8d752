package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow.Position;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Moments;
import org.madoguchi.worklist.NextSteps.Stop;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What matters now about a case: who has it, since when, until when, what it waits for and what comes then. */
@Component
class CaseNow {

    /**
     * @param since how long it has stood where it stands, in words
     * @param act the task this reader can go on with, or null
     * @param actText key of what they would do there
     */
    record Now(List<OpenTask> tasks, String since, List<Waiting> waits, List<Waiting> next, String act, String actText) {}

    /** @param waited how long it has been there, in words */
    record OpenTask(String taskId, String name, String office, String assignee, String since, String waited, String state, String due, String distance,
            boolean mine) {}

    /** @param whom for whom, in words; null where nobody has to do anything */
    record Waiting(String name, String whom) {}

    private static final int MOST = 4;

    private final NextSteps steps;
    private final CaseFiles cases;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    CaseNow(NextSteps steps, CaseFiles cases, Offices offices, Moments moments, MessageSource messages, Clock clock) {
        this.steps = steps;
        this.cases = cases;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    Now of(CaseFile file, List<WorkItem> items, List<Position> positions, CurrentUser reader, Map<String, CurrentUser> people, ZoneId zone, Locale locale) {
        Instant now = clock.instant();
        List<WorkItem> open = items.stream().filter(WorkItem::open).toList();
        WorkItem mine = open.stream().filter(item -> reader.id().equals(item.assignee())).findFirst().orElse(null);
        WorkItem free = open.stream().filter(item -> item.assignee() == null && reader.queues().contains(item.queue())).findFirst().orElse(null);
        WorkItem act = mine != null ? mine : free;
        return new Now(open.stream().map(item -> task(item, now, reader, people, zone, locale)).toList(),
                file.open() ? moments.lasting(Duration.between(cases.stateSince(file.number()), now)) : null,
                waiting(steps.waits(positions), locale), waiting(steps.after(positions), locale), act == null ? null : act.taskId(),
                act == null ? null : act == mine ? "cases.now.goOn" : "cases.now.take");
    }

    private OpenTask task(WorkItem item, Instant now, CurrentUser reader, Map<String, CurrentUser> people, ZoneId zone, Locale locale) {
        return new OpenTask(item.taskId(), text("task." + item.taskKey(), locale), offices.get(item.officeCode()).name(locale),
                CurrentUser.name(people.get(item.assignee()), locale), moments.at(item.createdAt(), zone),
                moments.lasting(Duration.between(item.createdAt(), now)), item.lateness(now).name().toLowerCase().replace('_', '-'),
                moments.at(item.dueAt(), zone), moments.distance(now, item.dueAt()), reader.queues().contains(item.queue()));
    }

    /** Those that people do before those that a machine does or that come by themselves. */
    private List<Waiting> waiting(List<Stop> stops, Locale locale) {
        Map<NextSteps.Kind, List<Stop>> kinds = stops.stream().collect(Collectors.groupingBy(Stop::kind));
        return Stream.of(NextSteps.Kind.values()).map(kinds::get).filter(Objects::nonNull).flatMap(List::stream)
                .map(stop -> in(stop, locale)).distinct().limit(MOST).toList();
    }

    Waiting in(Stop stop, Locale locale) {
        return new Waiting("ja".equals(locale.getLanguage()) ? stop.nameJa() : stop.nameEn(), switch (stop.kind()) {
            case PERSON -> text("role." + stop.whom(), locale);
            case WAIT, MACHINE -> text("waits." + stop.whom(), locale);
            case END -> null;
        });
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
