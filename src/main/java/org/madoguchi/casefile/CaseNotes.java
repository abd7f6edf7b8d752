package org.madoguchi.casefile;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.accessregister.Grants;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.FreeText;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What officers write on a case for each other. It stands on the timeline, and never before the holder. */
@Component
public class CaseNotes {

    /** The event of a note on the timeline. */
    public static final String EVENT = "NOTE_WRITTEN";

    public static final int LONGEST = 1000;

    private final CaseFiles cases;
    private final Staff staff;
    private final Grants grants;
    private final ApplicationEventPublisher events;

    CaseNotes(CaseFiles cases, Staff staff, Grants grants, ApplicationEventPublisher events) {
        this.cases = cases;
        this.staff = staff;
        this.grants = grants;
        this.events = events;
    }

    /** Whoever reads the timeline may write on it, if they are of the staff. */
    public boolean mayWrite(CaseFile file, CurrentUser person) {
        return person.isStaff() && file.shows(Fact.TIMELINE);
    }

    /** Colleagues at the offices of the case who may open it and read notes, by id. */
    public List<CurrentUser> colleagues(CaseFile file, CurrentUser person) {
        return staff.servingAt(offices(file)).stream().filter(one -> !one.id().equals(person.id()) && cases.mayOpen(file, one)
                && grants.of(one, file.programme()).contains(Fact.TIMELINE)).toList();
    }

    /**
     * Writes a note. Told of it are those who were chosen, and those whose name stands in it after an {@code @} and is nobody else’s.
     *
     * @throws Refusal FIELD_EMPTY, TEXT_TOO_LONG, NUMBER_IN_TEXT, STAFF_UNKNOWN where somebody chosen may not open the case,
     *     FACT_WITHHELD
     */
    @Transactional
    public void write(CaseFile file, String text, Collection<String> mentions, CurrentUser actor) {
        if (!mayWrite(file, actor)) {
            throw Refusal.forbidden("FACT_WITHHELD");
        }
        String note = FreeText.require(text, "note", LONGEST);
        List<CurrentUser> colleagues = colleagues(file, actor);
        mentions.stream().filter(id -> colleagues.stream().noneMatch(one -> one.id().equals(id))).findFirst().ifPresent(id -> {
            throw Refusal.badInput("STAFF_UNKNOWN", "mention", id);
        });
        String office = actor.posts().stream().map(CurrentUser.Post::office)
                .min(Comparator.comparing((String code) -> !offices(file).contains(code)).thenComparing(Comparator.naturalOrder())).orElse(null);
        cases.record(file.number(), Event.internal(EVENT, actor).at(office).noting(note));
        UUID occasion = UUID.randomUUID();
        colleagues.stream().filter(one -> mentions.contains(one.id()) || named(one.nameJa(), note, colleagues) || named(one.nameEn(), note, colleagues))
                .forEach(one -> events.publishEvent(new Mentioned(one.id(), file.number(), actor.id(), occasion)));
    }

    /** Whether a note means this colleague: of namesakes nobody, for it is not known whom; only who was chosen is told. */
    private static boolean named(String name, String note, List<CurrentUser> colleagues) {
        return note.contains("@" + name) && colleagues.stream().flatMap(one -> Stream.of(one.nameJa(), one.nameEn()).distinct())
                .filter(other -> other.startsWith(name) && note.contains("@" + other)).count() == 1;
    }

    private static Set<String> offices(CaseFile file) {
        return Stream.of(file.missionCode(), file.bureauCode(), file.municipalityCode(), file.cardOfficeCode()).filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
