package org.madoguchi.accessregister;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.FollowToken;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Decides who may open a case and writes down who did. A case is open to its holder, to the staff of its mission or
 * bureau and of its municipality, to linkage officers and to the programme manager, while its link is being corrected to
 * privacy officers, and while its holder is on the phone and agrees to that agent of the contact centre; to nobody else.
 * Administrators see no case.
 */
@Component
public class AccessRegister {

    /** What the decision needs to know of a case. */
    public record CaseConcern(String caseNumber, String accountId, String missionCode, String bureauCode,
            String municipalityCode, String cardOfficeCode) {}

    /**
     * The readings of one office for one purpose on one day, as their holder sees them. {@code id} is that of the last one;
     * {@code question} is what the holder asked about one of them, or null.
     */
    public record Reading(long id, Instant firstAt, Instant lastAt, String readerKind, String officeCode, String purpose, long times,
            UUID question) {}

    /** How often holders looked at their own case; {@code lastAt} is null where they never did. */
    public record OwnReadings(long times, Instant lastAt) {}

    /** How often somebody read a case for one purpose. */
    public record Reader(String readerKind, String readerId, String officeCode, String purpose, long times, Instant firstAt,
            Instant lastAt) {}

    /** Readings of a day in Tokyo by one office for one purpose, the holders' own left out; {@code officeCode} is null of machines. */
    public record ReadingsOfDay(String officeCode, LocalDate day, String purpose, long readers, long times, long cases) {}

    private static final Set<Role> AT_THE_MISSION = Set.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR);
    private static final Set<Role> AT_THE_BUREAU = Set.of(Role.ISA_CLERK, Role.ISA_EXAMINER, Role.ISA_CARD_OFFICER, Role.ISA_SUPERVISOR);
    private static final Set<Role> AT_THE_MUNICIPALITY = Set.of(Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR);
    private static final Set<Role> EVERYWHERE = Set.of(Role.LINKAGE_OFFICER, Role.PROGRAMME_MANAGER);

    private static final String APPEND = """
            insert into read_log (at, reader_kind, reader_id, office_code, case_number, purpose, row_count)
            values (:at, :kind, :reader, :office, :case, :purpose, :rows)
            """;

    private static final String OF_CASE = """
            select max(r.id) as id, min(r.at) as first_at, max(r.at) as last_at, r.reader_kind, r.office_code, r.purpose, count(*) as times,
                   (array_agg(q.id) filter (where q.id is not null))[1] as question
              from read_log r
              left join reading_question q on q.reading_id = r.id and q.case_number = r.case_number
             where r.case_number = :case and r.reader_kind <> 'APPLICANT'
             group by r.reader_kind, r.office_code, r.purpose, (r.at at time zone :zone)::date
             order by max(r.at) desc, max(r.id) desc
             limit :rows offset :skip
            """;

    private static final String OWN = """
            select count(*) as times, max(at) as last_at from read_log where case_number = :case and reader_kind = 'APPLICANT'
            """;

    private static final String BETWEEN = """
            select reader_kind, reader_id, office_code, purpose, count(*) as times, min(at) as first_at, max(at) as last_at
              from read_log
             where case_number = :case and at >= :from and at < :until
             group by reader_kind, reader_id, office_code, purpose
             order by first_at
            """;

    private static final String BY_DAY = """
            select office_code, (at at time zone 'Asia/Tokyo')::date as day, purpose, count(distinct reader_id) as readers, count(*) as times,
                   count(distinct case_number) as cases
              from read_log
             where at >= :from and at < :until and reader_kind <> 'APPLICANT'
             group by office_code, (at at time zone 'Asia/Tokyo')::date, purpose
             order by office_code nulls last, day, purpose
             limit :most
            """;

    private final JdbcClient sql;
    private final ObjectProvider<OpenCorrections> corrections;
    private final Duration call;
    private final Clock clock;

    AccessRegister(JdbcClient sql, ObjectProvider<OpenCorrections> corrections,
            @Value("${madoguchi.contact-centre.call:30m}") Duration call, Clock clock) {
        this.sql = sql;
        this.corrections = corrections;
        this.call = call;
        this.clock = clock;
    }

    public boolean mayOpen(CurrentUser reader, CaseConcern concern) {
        return switch (reader.kind()) {
            case SYSTEM -> true;
            case APPLICANT -> reader.id().equals(concern.accountId())
                    || reader.equals(FollowToken.holderOf(concern.caseNumber()));
            case PARTNER, STAFF -> reader.posts().stream().anyMatch(post -> EVERYWHERE.contains(post.role())
                    || AT_THE_MISSION.contains(post.role()) && (post.office().equals(concern.missionCode())
                            || post.office().equals(concern.cardOfficeCode()))
                    || AT_THE_BUREAU.contains(post.role()) && post.office().equals(concern.bureauCode())
                    || AT_THE_MUNICIPALITY.contains(post.role()) && post.office().equals(concern.municipalityCode())
                    || post.role() == Role.PRIVACY_OFFICER && corrected(concern.caseNumber())
                    || post.role() == Role.CONTACT_CENTRE_AGENT && onThePhone(concern.caseNumber(), reader.id()));
        };
    }

    private boolean corrected(String caseNumber) {
        return corrections.stream().anyMatch(each -> each.openOn(caseNumber));
    }

    private boolean onThePhone(String caseNumber, String agent) {
        return sql.sql("select exists (select 1 from call_consent where case_number = :case and agent_id = :agent and given_at > :since)")
                .param("case", caseNumber).param("agent", agent).param("since", clock.instant().minus(call).atOffset(ZoneOffset.UTC))
                .query(Boolean.class).single();
    }

    /** The holder agrees on the phone that this agent reads their case, for as long as a call may last. */
    public void agreed(CurrentUser agent, String caseNumber) {
        sql.sql("insert into call_consent (case_number, agent_id, given_at) values (:case, :agent, :at)").param("case", caseNumber)
                .param("agent", agent.id()).param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Whether this reader's roles reach the cases of every office. */
    public boolean seesEveryOffice(CurrentUser reader) {
        return reader.posts().stream().anyMatch(post -> EVERYWHERE.contains(post.role()));
    }

    /** The offices whose cases this reader may open. */
    public Set<String> caseOffices(CurrentUser reader) {
        return reader.posts().stream()
                .filter(post -> AT_THE_MISSION.contains(post.role()) || AT_THE_BUREAU.contains(post.role())
                        || AT_THE_MUNICIPALITY.contains(post.role()))
                .map(CurrentUser.Post::office).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Records that a case is opened.
     *
     * @throws Refusal CASE_UNKNOWN where the reader may not open it: whether it exists is not theirs to know
     */
    public void open(CurrentUser reader, CaseConcern concern, Purpose purpose) {
        if (!mayOpen(reader, concern)) {
            throw Refusal.notFound("CASE_UNKNOWN", concern.caseNumber());
        }
        append(reader, concern.caseNumber(), purpose, 1);
    }

    /** Records that a list was shown; the caller shows only what the reader may open. */
    public void listed(CurrentUser reader, Purpose purpose, int rows) {
        append(reader, null, purpose, rows);
    }

    /** Who else has read a case, the latest day first. @param zone the days of whom */
    public List<Reading> readingsOf(String caseNumber, ZoneId zone, int skip, int rows) {
        return sql.sql(OF_CASE).param("case", caseNumber).param("zone", zone.getId()).param("skip", skip).param("rows", rows)
                .query(Reading.class).list();
    }

    /** How often the holder has looked. */
    public OwnReadings ownReadings(String caseNumber) {
        return sql.sql(OWN).param("case", caseNumber).query(OwnReadings.class).single();
    }

    /** Who read the case in a span, whoever was first first: for those who must find out what third persons saw. */
    public List<Reader> readersBetween(String caseNumber, Instant from, Instant until) {
        return sql.sql(BETWEEN).param("case", caseNumber).param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC)).query(Reader.class).list();
    }

    /** All readings of a span counted, by office and day, at most so many rows: for those who audit and open no case. */
    public List<ReadingsOfDay> byDay(Instant from, Instant until, int most) {
        return sql.sql(BY_DAY).param("from", from.atOffset(ZoneOffset.UTC)).param("until", until.atOffset(ZoneOffset.UTC)).param("most", most)
                .query(ReadingsOfDay.class).list();
    }

    /** How often this member of staff has opened the case. */
    public long timesRead(String caseNumber, String reader) {
        return sql.sql("select count(*) from read_log where case_number = :case and reader_id = :reader and reader_kind = 'STAFF'")
                .param("case", caseNumber).param("reader", reader).query(Long.class).single();
    }

    private void append(CurrentUser reader, String caseNumber, Purpose purpose, int rows) {
        String office = reader.posts().stream().map(CurrentUser.Post::office).sorted().findFirst().orElse(null);
        sql.sql(APPEND).param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("kind", reader.kind().name())
                .param("reader", reader.id()).param("office", office).param("case", caseNumber)
                .param("purpose", purpose.name()).param("rows", rows).update();
    }
}
