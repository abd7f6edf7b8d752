package org.madoguchi.reporting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Letters that went out: documents of their case, with their hash and, where a key is configured, a signature beside them. */
@Component
public class IssuedLetters {

    /** @param signed whether a signature lies beside it */
    public record Issued(UUID documentId, LetterKind kind, String language, Instant issuedAt, String issuedBy, String sha256, boolean signed) {}

    private static final String FIND = """
            select document_id from issued_letter where case_number = :case and kind = :kind and language = :language and content = :content
            """;

    private static final String INSERT = """
            insert into issued_letter (document_id, case_number, kind, language, content, issued_at, issued_by, signature, signed_by)
            values (:document, :case, :kind, :language, :content, :at, :by, :signature, :key)
            """;

    private static final String OF_CASE = """
            select l.document_id, l.kind, l.language, l.issued_at, l.issued_by, d.sha256, l.signature is not null as signed
              from issued_letter l join case_document d on d.id = l.document_id
             where l.case_number = :case
             order by l.issued_at desc, l.document_id
             limit 200
            """;

    private final CaseLetters letters;
    private final Letters press;
    private final LetterSeal seal;
    private final CaseFiles cases;
    private final JdbcClient sql;
    private final Clock clock;

    IssuedLetters(CaseLetters letters, Letters press, LetterSeal seal, CaseFiles cases, JdbcClient sql, Clock clock) {
        this.letters = letters;
        this.press = press;
        this.seal = seal;
        this.cases = cases;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Prints the letter as it stands, keeps it with the case and says so on the timeline. Safe to repeat: what says the
     * same in the same language is the letter that went out already.
     *
     * @return the document
     * @throws Refusal as {@link CaseLetters#print}; nothing is kept then
     */
    @Transactional
    public UUID issue(LetterKind kind, CaseFile file, Locale asked, CurrentUser officer) {
        Letter letter = letters.say(kind, file);
        String language = Languages.nearest(asked).getLanguage();
        String content = digest(letter.toString());
        // two clicks at once are one letter
        sql.sql("select pg_advisory_xact_lock(hashtext(:case))").param("case", file.number()).query((row, n) -> true).single();
        Optional<UUID> known = sql.sql(FIND).param("case", file.number()).param("kind", kind.name()).param("language", language)
                .param("content", content).query(UUID.class).optional();
        if (known.isPresent()) {
            return known.get();
        }
        byte[] pdf = press.print(kind, letter, asked);
        UUID document = cases.addDocument(file.number(), kind.document(), "application/pdf", pdf, officer);
        Optional<LetterSeal.Sealed> sealed = seal.seal(pdf);
        sql.sql(INSERT).param("document", document).param("case", file.number()).param("kind", kind.name()).param("language", language)
                .param("content", content).param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("by", officer.id())
                .param("signature", sealed.map(LetterSeal.Sealed::signature).orElse(null), Types.BINARY)
                .param("key", sealed.map(LetterSeal.Sealed::keyName).orElse(null), Types.VARCHAR).update();
        cases.record(file.number(), Event.of("LETTER_ISSUED", officer).because("LETTER_" + kind.name()));
        return document;
    }

    /** What went out of this case and its reader may see, the last first, at most 200. */
    public List<Issued> of(CaseFile file) {
        return sql.sql(OF_CASE).param("case", file.number()).query(Issued.class).list().stream().filter(one -> one.kind().granted(file)).toList();
    }

    /** Whether such a letter went out of this case, whatever it said. */
    boolean sent(LetterKind kind, String caseNumber) {
        return sql.sql("select exists (select 1 from issued_letter where case_number = :case and kind = :kind)").param("case", caseNumber)
                .param("kind", kind.name()).query(Boolean.class).single();
    }

    /** The signature that lies beside a letter of this case. @throws Refusal DOCUMENT_UNKNOWN where there is none */
    byte[] signatureOf(CaseFile file, UUID document) {
        return of(file).stream().filter(one -> one.documentId().equals(document) && one.signed()).findFirst()
                .flatMap(one -> sql.sql("select signature from issued_letter where document_id = :document").param("document", document)
                        .query((row, n) -> row.getBytes(1)).optional())
                .orElseThrow(() -> Refusal.notFound("DOCUMENT_UNKNOWN"));
    }

    /** Whether the reader may see this document, if it is a letter; every other document is for others to decide. */
    public static boolean shows(CaseFile file, @Nullable String documentKind) {
        return LetterKind.ofDocument(documentKind).map(kind -> kind.granted(file)).orElse(true);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
