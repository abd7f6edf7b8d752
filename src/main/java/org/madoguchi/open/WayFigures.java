package org.madoguchi.open;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.madoguchi.open.Fairness.Finding;
import org.madoguchi.platform.Mail;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The two ways of a resident, merged card and separate cards: how each went, and whether one is made worse than the other. */
@Component
public class WayFigures {

    /** Fewer people than this are not published: a median of few tells about one. */
    static final int PUBLISHED_FROM = 10;

    /**
     * One way at one counter; medians, null where fewer than ten people give one.
     *
     * @param refusedPercent of the decided ones
     */
    public record Way(int people, Double decisionDays, Double cardDays, Double steps, Double visits, Double feeYen,
            Double refusedPercent) {}

    /** Both ways at the same counter of the same office; {@code office} and {@code counter} are null for the whole country. */
    public record Compared(String office, String counter, Way separate, Way merged) {}

    /** An alert as the privacy officer sees it. */
    public record Alert(LocalDate month, String officeCode, String measure, int separatePeople, int mergedPeople, double separate,
            double merged, double chance, Instant raisedAt) {}

    private static final String DECIDED = """
            select office, counter, merged, refused, decision_days, card_days, steps, visits, fee_yen
              from way_walked
             where decided_on >= :from and decided_on < :until
            """;

    private static final String LOOKED = """
            insert into fairness_month (month, looked_at, people) values (:month, :at, :people) on conflict (month) do nothing
            """;

    private static final String RAISE = """
            insert into fairness_alert (month, office_code, measure, separate_people, merged_people, separate, merged, chance, raised_at)
            values (:month, :office, :measure, :separatePeople, :mergedPeople, :separate, :merged, :chance, :at)
            """;

    private final JdbcClient sql;
    private final Mail mail;
    private final MessageSource messages;
    private final Clock clock;
    private final String privacyOfficer;

    WayFigures(JdbcClient sql, Mail mail, MessageSource messages, Clock clock,
            @Value("${madoguchi.privacy-officer-email:privacy@madoguchi.example}") String privacyOfficer) {
        this.sql = sql;
        this.mail = mail;
        this.messages = messages;
        this.clock = clock;
        this.privacyOfficer = privacyOfficer;
    }

    /** The procedures decided in the twelve months before today that are closed: the country first, then each counter. */
    public List<Compared> comparison() {
        LocalDate today = Tokyo.today(clock);
        List<Walk> walks = decided(today.minusMonths(12), today.plusDays(1));
        List<Compared> compared = new ArrayList<>();
        compared.add(compared(null, null, walks));
        record Place(String office, String counter) {}
        Map<Place, List<Walk>> places = walks.stream().collect(Collectors.groupingBy(walk -> new Place(walk.office(), walk.counter()),
                () -> new TreeMap<>(Comparator.comparing(Place::office).thenComparing(Place::counter)), Collectors.toList()));
        places.forEach((place, there) -> compared.add(compared(place.office(), place.counter(), there)));
        compared.removeIf(one -> one.office() != null && one.separate().people() < PUBLISHED_FROM && one.merged().people() < PUBLISHED_FROM);
        return List.copyOf(compared);
    }

    private static Compared compared(String office, String counter, List<Walk> walks) {
        Map<Boolean, List<Walk>> ways = walks.stream().collect(Collectors.partitioningBy(Walk::merged));
        return new Compared(office, counter, way(ways.get(false)), way(ways.get(true)));
    }

    private static Way way(List<Walk> walks) {
        if (walks.size() < PUBLISHED_FROM) {
            return new Way(walks.size(), null, null, null, null, null, null);
        }
        double refused = 100.0 * walks.stream().filter(Walk::refused).count() / walks.size();
        return new Way(walks.size(), median(walks, Walk::decisionDays), median(walks, Walk::cardDays), median(walks, Walk::steps),
                median(walks, Walk::visits), median(walks, Walk::feeYen), refused);
    }

    private static Double median(List<Walk> walks, Function<Walk, Integer> value) {
        double[] known = walks.stream().map(value).filter(Objects::nonNull).mapToDouble(Integer::doubleValue).toArray();
        return known.length < PUBLISHED_FROM ? null : Fairness.median(known);
    }

    /**
     * Looks at the month before last, whose cases have had a month to end, unless it has been looked at; the privacy
     * officer is told by mail of whatever is found. Safe on several nodes and to repeat.
     *
     * @return what was found now
     */
    @Transactional
    public List<Alert> watch() {
        YearMonth month = YearMonth.from(Tokyo.today(clock)).minusMonths(2);
        List<Walk> walks = decided(month.atDay(1), month.plusMonths(1).atDay(1));
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        if (sql.sql(LOOKED).param("month", month.atDay(1)).param("at", now).param("people", walks.size()).update() == 0) {
            return List.of();
        }
        List<Alert> raised = Fairness.findings(walks).stream().map(one -> alert(month, one)).toList();
        raised.forEach(one -> sql.sql(RAISE).param("month", one.month()).param("office", one.officeCode()).param("measure", one.measure())
                .param("separatePeople", one.separatePeople()).param("mergedPeople", one.mergedPeople()).param("separate", one.separate())
                .param("merged", one.merged()).param("chance", one.chance()).param("at", now).update());
        if (!raised.isEmpty()) {
            var locale = java.util.Locale.JAPANESE;
            mail.send(privacyOfficer, messages.getMessage("open.alert.mail.subject", new Object[] {month.toString()}, locale),
                    messages.getMessage("open.alert.mail.body", new Object[] {month.toString(), raised.size()}, locale));
        }
        return raised;
    }

    private Alert alert(YearMonth month, Finding one) {
        return new Alert(month.atDay(1), one.office(), one.measure().name(), one.separatePeople(), one.mergedPeople(), one.separate(),
                one.merged(), one.chance(), clock.instant());
    }

    /** What was ever found, the newest first, at most 200. */
    public List<Alert> alerts() {
        return sql.sql("select * from fairness_alert order by month desc, office_code, measure limit 200").query(Alert.class).list();
    }

    private List<Walk> decided(LocalDate from, LocalDate until) {
        return sql.sql(DECIDED).param("from", from).param("until", until).query(Walk.class).list();
    }
}
