package org.madoguchi.reporting;

import com.lowagie.text.Document;
import com.lowagie.text.DocumentException;
import com.lowagie.text.pdf.PdfCopy;
import com.lowagie.text.pdf.PdfReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.Summary;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Letters in bulk. A run is a list of cases; each letter is issued by itself, in the applicant's language, with the eyes of
 * whoever asked for the run. One that cannot be printed is set aside with the reason and stops no other. Several nodes may
 * work at one run, and a run goes on after a restart where it stood.
 */
@Component
public class PrintQueue {

    /** The most letters of one run. */
    public static final int MOST = 500;

    /** @param failed of {@code total}, as {@code done} */
    public record Run(UUID id, LetterKind kind, String requestedBy, Instant requestedAt, int total, int done, int failed) {

        public boolean finished() {
            return done + failed == total;
        }
    }

    /** @param failure a code with a text {@code refusal.<code>} */
    public record Failed(String caseNumber, String failure, @Nullable String field) {}

    private record Item(UUID runId, int position, String caseNumber, LetterKind kind, String requestedBy) {}

    /** In which state of a case each letter goes out; only these are printed in bulk. */
    private static final Map<LetterKind, CaseState> WHEN = Map.of(
            LetterKind.ISSUANCE, CaseState.READY_FOR_COLLECTION,
            LetterKind.VISIT, CaseState.VISIT_BOOKED,
            LetterKind.REFUSAL, CaseState.REFUSED,
            LetterKind.INFORMATION, CaseState.WAITING_FOR_APPLICANT,
            LetterKind.FEE, CaseState.WAITING_FOR_PAYMENT);

    private static final int PAGE = 200;
    private static final int LOOK_AT_MOST = 5000;
    private static final Logger LOG = LoggerFactory.getLogger(PrintQueue.class);

    private static final String RUNS = """
            select r.id, r.kind, r.requested_by, r.requested_at, count(*) as total, count(*) filter (where i.state = 'DONE') as done,
                   count(*) filter (where i.state = 'FAILED') as failed
              from print_run r join print_item i on i.run_id = r.id
             where r.requested_by = :by
             group by r.id
             order by r.requested_at desc
             limit 20
            """;

    private static final String RUN = """
            select r.id, r.kind, r.requested_by, r.requested_at, count(*) as total, count(*) filter (where i.state = 'DONE') as done,
                   count(*) filter (where i.state = 'FAILED') as failed
              from print_run r join print_item i on i.run_id = r.id
             where r.id = :id and r.requested_by = :by
             group by r.id
            """;

    private static final String NEXT = """
            select i.run_id, i.position, i.case_number, r.kind, r.requested_by
              from print_item i join print_run r on r.id = i.run_id
             where i.state = 'WAITING'
             order by r.requested_at, i.run_id, i.position
             limit 1
               for update of i skip locked
            """;

    private static final String DONE = """
            update print_item set state = 'DONE', document_id = :document where run_id = :run and position = :position
            """;

    private static final String FAILED = """
            update print_item set state = 'FAILED', failure = :failure, field = :field where run_id = :run and position = :position and state = 'WAITING'
            """;

    private final IssuedLetters letters;
    private final CaseFiles cases;
    private final Staff staff;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PrintQueue(IssuedLetters letters, CaseFiles cases, Staff staff, JdbcClient sql, TransactionTemplate transaction, Clock clock) {
        this.letters = letters;
        this.cases = cases;
        this.staff = staff;
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The letters that can be printed in bulk. */
    public static Set<LetterKind> kinds() {
        return EnumSet.copyOf(WHEN.keySet());
    }

    /**
     * Puts the letter of every case into the queue that waits for one, was not sent one yet and is among this reader's; at
     * most {@link #MOST}, the newest cases first. Safe to repeat with the same id.
     *
     * @return how many there are
     * @throws Refusal NOTHING_TO_PRINT, REPORT_UNKNOWN where this letter is not printed in bulk
     */
    @Transactional
    public int start(UUID id, LetterKind kind, CurrentUser user) {
        Optional<Run> known = find(id, user);
        if (known.isPresent()) {
            return known.get().total();
        }
        List<String> numbers = waiting(kind, user);
        if (numbers.isEmpty()) {
            throw Refusal.conflict("NOTHING_TO_PRINT");
        }
        sql.sql("insert into print_run (id, kind, requested_by, requested_at) values (:id, :kind, :by, :at)").param("id", id).param("kind", kind.name())
                .param("by", user.id()).param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
        sql.sql("""
                insert into print_item (run_id, position, case_number)
                select :id, n, number from unnest(:numbers::text[]) with ordinality as one (number, n)
                """).param("id", id).param("numbers", numbers.toArray(String[]::new)).update();
        return numbers.size();
    }

    private List<String> waiting(LetterKind kind, CurrentUser user) {
        CaseState state = Optional.ofNullable(WHEN.get(kind)).orElseThrow(() -> Refusal.notFound("REPORT_UNKNOWN"));
        List<String> found = new ArrayList<>();
        Instant before = clock.instant().plusSeconds(1);
        String after = "";
        for (int seen = 0; seen < LOOK_AT_MOST && found.size() < MOST; seen += PAGE) {
            List<Summary> page = cases.list(user, before, after, PAGE);
            page.stream().filter(one -> one.state() == state).map(Summary::number)
                    .filter(number -> saysSomething(kind, number) && !letters.sent(kind, number)).forEach(found::add);
            if (page.size() < PAGE) {
                break;
            }
            before = page.get(PAGE - 1).receivedAt();
            after = page.get(PAGE - 1).number();
        }
        return found.subList(0, Math.min(MOST, found.size()));
    }

    /** A case may wait for its applicant without having asked anything: for a word on the record that was found. */
    private boolean saysSomething(LetterKind kind, String caseNumber) {
        return kind != LetterKind.INFORMATION || cases.openRequest(caseNumber).isPresent();
    }

    /** Prints what waits, one letter after the other, until nothing does. */
    public void work() {
        while (workOnce()) {
            // one transaction each: what is printed stays printed
        }
    }

    /** One letter. @return whether there was one */
    boolean workOnce() {
        Item[] taken = new Item[1];
        try {
            transaction.executeWithoutResult(one -> {
                taken[0] = sql.sql(NEXT).query(Item.class).optional().orElse(null);
                if (taken[0] != null) {
                    UUID document = issue(taken[0]);
                    sql.sql(DONE).param("document", document).param("run", taken[0].runId()).param("position", taken[0].position()).update();
                }
            });
        } catch (Refusal no) {
            setAside(taken[0], no.code(), no.field());
        } catch (RuntimeException fault) {
            if (taken[0] == null) {
                throw fault;
            }
            LOG.error("A letter of the print run {} could not be made", taken[0].runId(), fault);
            setAside(taken[0], "LETTER_FAILED", null);
        }
        return taken[0] != null;
    }

    private UUID issue(Item item) {
        CurrentUser reader = staff.find(item.requestedBy()).orElseThrow(() -> Refusal.forbidden("FACT_WITHHELD"));
        CaseFile file = cases.open(item.caseNumber(), reader, Purpose.LETTER);
        return letters.issue(item.kind(), file, Languages.nearest(Locale.forLanguageTag(file.language())), reader);
    }

    private void setAside(Item item, String failure, @Nullable String field) {
        sql.sql(FAILED).param("failure", failure).param("field", field, java.sql.Types.VARCHAR).param("run", item.runId()).param("position", item.position()).update();
    }

    /** The last runs this reader asked for. */
    public List<Run> of(CurrentUser user) {
        return sql.sql(RUNS).param("by", user.id()).query(Run.class).list();
    }

    /** A run of this reader. */
    public Optional<Run> find(UUID id, CurrentUser user) {
        return sql.sql(RUN).param("id", id).param("by", user.id()).query(Run.class).optional();
    }

    /** What could not be printed, in the order of the run. */
    public List<Failed> failures(Run run) {
        return sql.sql("select case_number, failure, field from print_item where run_id = :run and state = 'FAILED' order by position").param("run", run.id())
                .query(Failed.class).list();
    }

    /** Tries again what could not be printed, after somebody has seen to it. Safe to repeat. */
    @Transactional
    public void retry(Run run) {
        sql.sql("update print_item set state = 'WAITING', failure = null, field = null where run_id = :run and state = 'FAILED'").param("run", run.id()).update();
    }

    /**
     * All letters of a run one behind the other, for a printer. One is in memory at a time. The file is for paper; the
     * letters themselves, each with its hash, are those of the cases.
     */
    void write(Run run, OutputStream out) {
        List<Map<String, Object>> done = sql.sql("select case_number, document_id from print_item where run_id = :run and state = 'DONE' and document_id is not null order by position")
                .param("run", run.id()).query().listOfRows();
        try (Document paper = new Document()) {
            PdfCopy copy = new PdfCopy(paper, out);
            paper.open();
            for (Map<String, Object> one : done) {
                PdfReader reader = new PdfReader(cases.bytesOf((String) one.get("case_number"), (UUID) one.get("document_id")));
                for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                    copy.addPage(copy.getImportedPage(reader, page));
                }
                copy.freeReader(reader);
                reader.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DocumentException e) {
            throw new IllegalStateException("The letters could not be put together", e);
        }
    }
}
