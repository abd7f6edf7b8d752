package org.madoguchi.programme;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;

/** When something that ends may be renewed, and when its holder hears of it: tables renewal-window and reminder-schedule. */
@Component
public class RenewalCalendar {

    /** What ends. */
    public enum Subject {
        CARD,
        /** A residence card or certificate whose last day is the holder's 16th birthday or the day before. */
        CARD_TO_16TH_BIRTHDAY,
        PERIOD_OF_STAY,
        /** A period of stay of less than six months. */
        SHORT_PERIOD_OF_STAY,
        /** The two months in which the status goes on after expiry while an application is pending. */
        SPECIAL_PERIOD,
        /** A certificate of five years on the chip. */
        CERTIFICATE
    }

    public enum Notice {
        INVITE, REMIND, URGENT,
        /** A pending extension does not extend the My Number function: the city hall does, before expiry. */
        VISIT_CITY_HALL,
        /** The last day is over. */
        ENDED
    }

    /** @param monthsBefore null where it may be renewed at any time */
    public record Window(Integer monthsBefore, boolean lessThan) {

        /** The first day on which it may be renewed; empty where any day will do. */
        public Optional<LocalDate> opensOn(LocalDate lastDay) {
            if (monthsBefore == null) {
                return Optional.empty();
            }
            return Optional.of(lessThan ? CardValidity.windowOpens(lastDay, monthsBefore) : lastDay.minusMonths(monthsBefore));
        }

        public boolean open(LocalDate lastDay, LocalDate today) {
            return opensOn(lastDay).filter(today::isBefore).isEmpty();
        }
    }

    public record Reminder(int daysBefore, Notice notice) {

        /** The day on which it goes out; that of the end is the day after the last. */
        public LocalDate on(LocalDate lastDay) {
            return notice == Notice.ENDED ? lastDay.plusDays(1) : lastDay.minusDays(daysBefore);
        }
    }

    private final DecisionTables tables;

    RenewalCalendar(DecisionTables tables) {
        this.tables = tables;
    }

    /** @param programme as a case names it */
    public Window window(String programme, Subject subject) {
        Map<String, Object> row = tables.single("renewal-window", Map.of("programme", named(programme), "object", subject.name()));
        return new Window((Integer) row.get("opensMonthsBefore"), row.get("counted").equals("LESS_THAN"));
    }

    /**
     * The notices before and at the end, earliest first.
     *
     * @param pending whether the holder has applied already
     */
    public List<Reminder> reminders(String programme, Subject subject, boolean pending) {
        return tables.evaluate("reminder-schedule", Map.of("programme", named(programme), "object", subject.name(), "pending", pending))
                .stream().map(row -> new Reminder((Integer) row.get("daysBefore"), Notice.valueOf((String) row.get("notice")))).toList();
    }

    private static String named(String programme) {
        return programme.toLowerCase(Locale.ROOT);
    }
}
