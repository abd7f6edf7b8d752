package org.madoguchi.reporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The sample of each report folder, printed by the verb that belongs to it. */
class Samples {

    static final Path REPORTS = Path.of("reports");
    static final Letters LETTERS = new Letters();

    static List<String> reports() {
        try (Stream<Path> folders = Files.list(REPORTS)) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Pdf print(String report, Locale locale) {
        return new Pdf(switch (report) {
            case "receipt-of-application" -> LETTERS.receiptOfApplication(receipt(), locale);
            case "notice-of-issuance" -> LETTERS.noticeOfIssuance(notice(), locale);
            default -> throw new AssertionError("No verb prints reports/" + report);
        });
    }

    static ReceiptOfApplication receipt() {
        return read("receipt-of-application", ReceiptOfApplication.class);
    }

    static NoticeOfIssuance notice() {
        return read("notice-of-issuance", NoticeOfIssuance.class);
    }

    static ReceiptOfApplication receiptFor(Addressee applicant) {
        ReceiptOfApplication r = receipt();
        return new ReceiptOfApplication(r.caseNumber(), applicant, r.issuer(), r.writtenOn(), r.receivedOn(), r.kind(),
                r.decidedBy(), r.collectionPlace(), r.trackingAddress());
    }

    static NoticeOfIssuance noticeAsking(String... documents) {
        NoticeOfIssuance n = notice();
        List<Bilingual> toBring = Arrays.stream(documents).map(text -> new Bilingual(text, text)).collect(Collectors.toList());
        return new NoticeOfIssuance(n.caseNumber(), n.holder(), n.place(), n.writtenOn(), n.collectBy(),
                n.withRepresentative(), toBring, n.bookingAddress());
    }

    private static <T> T read(String report, Class<T> type) {
        return JsonMapper.shared().readValue(REPORTS.resolve(report).resolve("sample.json"), type);
    }

    private Samples() {
    }
}
