package org.madoguchi.appointments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.appointments.Appointments.Appointment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of appointments. */
@Component
class AppointmentStore {

    /** How a mission takes bookings; spans are local times of every working day. */
    record Counter(Duration slot, int desks, Duration lead, int horizonDays, List<Span> spans) {}

    record Span(LocalTime opens, LocalTime closes) {}

    record Taken(int desk, Instant start, Instant end) {}

    /** Since when a card waits, see the table of this name. */
    record Collection(Instant arrivedAt, int round, Instant roundBeganAt, LocalDate holdUntil, Instant givenUpAt) {}

    private static final String TAKEN = """
            select desk, lower(during) as start, upper(during) as "end"
              from appointment
             where office_code = :office and state = 'BOOKED' and during && tstzrange(:from, :until)
            """;

    /** Takes the first free desk. Somebody who takes it in the same moment makes this wait and then insert nothing. */
    private static final String BOOK = """
            insert into appointment (id, case_number, office_code, desk, during, persons, walk_in, state, booked_at, booked_by)
            select :id, :case, :office, desk, tstzrange(:start, :end), :persons, :walkIn, 'BOOKED', :at, :by
              from generate_series(1, :desks) as desk
             where not exists (select 1 from appointment taken
                                where taken.office_code = :office and taken.desk = desk.desk and taken.state = 'BOOKED'
                                  and taken.during && tstzrange(:start, :end))
             order by desk
             limit 1
            on conflict do nothing
            """;

    private static final String APPOINTMENT = """
            select id, case_number, office_code, desk, lower(during) as start, upper(during) as "end", persons, walk_in, booked_at
              from appointment
             where case_number = :case and state = 'BOOKED'
            """;

    private static final String OF_DAY = """
            select id, case_number, office_code, desk, lower(during) as start, upper(during) as "end", persons, walk_in, booked_at
              from appointment
             where office_code = :office and state = 'BOOKED' and during && tstzrange(:from, :until)
             order by lower(during), desk
             limit 1000
            """;

    private static final String END = """
            update appointment set state = :state, ended_at = :at, ended_by = :by
             where case_number = :case and state = 'BOOKED'
            """;

    private static final String CARD_ARRIVED = """
            insert into collection (case_number, arrived_at, round, round_began_at) values (:case, :at, 1, :at)
            on conflict (case_number)
            do update set arrived_at = :at, round = collection.round + 1, round_began_at = :at, given_up_at = null
            """;

    private static final String NEW_ROUND = """
            update collection set round = round + 1, round_began_at = :at where case_number = :case
            """;

    private final JdbcClient sql;

    AppointmentStore(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Counter> counter(String office) {
        List<Span> spans = sql.sql("select opens, closes from counter_span where office_code = :office order by opens")
                .param("office", office).query((row, n) -> new Span(row.getObject("opens", LocalTime.class),
                        row.getObject("closes", LocalTime.class))).list();
        return sql.sql("select slot_minutes, desks, lead_hours, horizon_days from counter where office_code = :office")
                .param("office", office).query((row, n) -> new Counter(Duration.ofMinutes(row.getInt("slot_minutes")),
                        row.getInt("desks"), Duration.ofHours(row.getInt("lead_hours")), row.getInt("horizon_days"), spans))
                .optional();
    }

    List<Taken> taken(String office, Instant from, Instant until) {
        return sql.sql(TAKEN).param("office", office).param("from", utc(from)).param("until", utc(until))
                .query((row, n) -> new Taken(row.getInt("desk"), instant(row, "start"), instant(row, "end"))).list();
    }

    /** Whether a desk was free and is now taken by this appointment. */
    boolean book(Appointment wanted, int desks, String by) {
        return sql.sql(BOOK).param("id", wanted.id()).param("case", wanted.caseNumber()).param("office", wanted.officeCode())
                .param("start", utc(wanted.start())).param("end", utc(wanted.end())).param("persons", wanted.persons())
                .param("walkIn", wanted.walkIn()).param("at", utc(wanted.bookedAt())).param("by", by).param("desks", desks)
                .update() == 1;
    }

    List<Appointment> booked(String office, Instant from, Instant until) {
        return sql.sql(OF_DAY).param("office", office).param("from", utc(from)).param("until", utc(until)).query(AppointmentStore::appointment).list();
    }

    Optional<Appointment> live(String caseNumber) {
        return sql.sql(APPOINTMENT).param("case", caseNumber).query(AppointmentStore::appointment).optional();
    }

    /** The live appointment, locked until the end of the transaction. */
    Optional<Appointment> lockLive(String caseNumber) {
        return sql.sql(APPOINTMENT + " for update").param("case", caseNumber).query(AppointmentStore::appointment).optional();
    }

    private static Appointment appointment(ResultSet row, int n) throws SQLException {
        return new Appointment(row.getObject("id", UUID.class), row.getString("case_number"), row.getString("office_code"),
                row.getInt("desk"), instant(row, "start"), instant(row, "end"), row.getInt("persons"),
                row.getBoolean("walk_in"), instant(row, "booked_at"));
    }

    boolean end(String caseNumber, String state, Instant at, String by) {
        return sql.sql(END).param("case", caseNumber).param("state", state).param("at", utc(at)).param("by", by).update() == 1;
    }

    void cardArrived(String caseNumber, Instant at) {
        sql.sql(CARD_ARRIVED).param("case", caseNumber).param("at", utc(at)).update();
    }

    void newRound(String caseNumber, Instant at) {
        sql.sql(NEW_ROUND).param("case", caseNumber).param("at", utc(at)).update();
    }

    Optional<Collection> collection(String caseNumber) {
        return sql.sql("select * from collection where case_number = :case").param("case", caseNumber).query((row, n) ->
                new Collection(instant(row, "arrived_at"), row.getInt("round"), instant(row, "round_began_at"),
                        row.getObject("hold_until", LocalDate.class),
                        row.getTimestamp("given_up_at") == null ? null : instant(row, "given_up_at"))).optional();
    }

    /** Whether the second notice of this round was still to be sent. */
    boolean secondNotice(String caseNumber) {
        return sql.sql("update collection set second_notice_round = round where case_number = :case and second_notice_round < round")
                .param("case", caseNumber).update() == 1;
    }

    boolean hold(String caseNumber, LocalDate until, String reason) {
        return sql.sql("update collection set hold_until = :until, hold_reason = :reason where case_number = :case and given_up_at is null")
                .param("case", caseNumber).param("until", until).param("reason", reason).update() == 1;
    }

    void giveUp(String caseNumber, Instant at) {
        sql.sql("update collection set given_up_at = :at where case_number = :case").param("case", caseNumber)
                .param("at", utc(at)).update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
