package org.madoguchi.reporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The sample of each report folder, printed by the verb that belongs to it. */
class Samples {

    static final Path REPORTS = Path.of("reports");
    static final Letters LETTERS = new Letters();
    static final OfficePapers PAPERS = new OfficePapers();
    /** A moment keeps the zone that the sample gives it. */
    private static final JsonMapper JSON = JsonMapper.builder().disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE).build();

    static List<String> reports() {
        try (Stream<Path> folders = Files.list(REPORTS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("template.jrxml"))).map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Which record each folder is filled from, and the verb that prints it. */
    private record Verb<T>(Class<T> type, BiFunction<T, Locale, byte[]> print) {

        byte[] print(JsonNode content, Locale locale) {
            return print.apply(JSON.treeToValue(content, type), locale);
        }
    }

    private static final Map<String, Verb<?>> VERBS = Map.ofEntries(
            Map.entry("receipt-of-application", new Verb<>(ReceiptOfApplication.class, LETTERS::receiptOfApplication)),
            Map.entry("request-for-information", new Verb<>(RequestForInformation.class, LETTERS::requestForInformation)),
            Map.entry("decision-of-refusal", new Verb<>(DecisionOfRefusal.class, LETTERS::decisionOfRefusal)),
            Map.entry("fee-notice", new Verb<>(FeeNotice.class, LETTERS::feeNotice)),
            Map.entry("notice-of-issuance", new Verb<>(NoticeOfIssuance.class, LETTERS::noticeOfIssuance)),
            Map.entry("visit-slip", new Verb<>(VisitSlip.class, LETTERS::visitSlip)),
            Map.entry("hand-over-record", new Verb<>(HandOverRecord.class, LETTERS::handOverRecord)),
            Map.entry("record-of-disposal", new Verb<>(RecordOfDisposal.class, LETTERS::recordOfDisposal)),
            Map.entry("loss-receipt", new Verb<>(LossReceipt.class, LETTERS::lossReceipt)),
            Map.entry("linkage-correction", new Verb<>(LinkageCorrectionLetter.class, LETTERS::linkageCorrectionLetter)),
            Map.entry("record-of-wish", new Verb<>(RecordOfWish.class, LETTERS::recordOfWish)),
            Map.entry("disclosure-of-readings", new Verb<>(DisclosureOfReadings.class, LETTERS::disclosureOfReadings)),
            Map.entry("day-list", new Verb<>(DayList.class, PAPERS::dayList)),
            Map.entry("service-levels", new Verb<>(ServiceLevels.class, PAPERS::serviceLevels)),
            Map.entry("workload", new Verb<>(Workload.class, PAPERS::workload)),
            Map.entry("voluntariness", new Verb<>(Voluntariness.class, PAPERS::voluntariness)),
            Map.entry("audit-extract", new Verb<>(AuditExtract.class, PAPERS::auditExtract)),
            Map.entry("breach-report", new Verb<>(BreachReportPaper.class, PAPERS::breachReport)),
            Map.entry("poster", new Verb<>(Poster.class, PAPERS::poster)));

    /** Those that are letters of a case, with somebody they are for. */
    static List<String> letters() {
        return reports().stream().filter(report -> tree(report).has("heading")).toList();
    }

    static Pdf print(String report, Locale locale) {
        return print(report, tree(report), locale);
    }

    static JsonNode tree(String report) {
        return JSON.readTree(REPORTS.resolve(report).resolve("sample.json"));
    }

    /** The sample, but for another person. */
    static JsonNode treeFor(String report, String name, @Nullable String latin) {
        JsonNode tree = tree(report);
        ObjectNode to = (ObjectNode) tree.path("heading").path("to");
        to.put("name", name).put("nameInLatin", latin);
        return tree;
    }

    static Pdf print(String report, JsonNode content, Locale locale) {
        if (!VERBS.containsKey(report)) {
            throw new AssertionError("No verb prints reports/" + report);
        }
        return new Pdf(VERBS.get(report).print(content, locale));
    }

    static ReceiptOfApplication receipt() {
        return read("receipt-of-application", ReceiptOfApplication.class);
    }

    static NoticeOfIssuance notice() {
        return read("notice-of-issuance", NoticeOfIssuance.class);
    }

    static ReceiptOfApplication receiptFor(Addressee applicant) {
        Heading h = receipt().heading();
        return receiptUnder(new Heading(h.programme(), h.caseNumber(), applicant, h.from(), h.writtenOn()));
    }

    static ReceiptOfApplication receiptUnder(Heading heading) {
        ReceiptOfApplication r = receipt();
        return new ReceiptOfApplication(heading, r.receivedOn(), r.kind(), r.decidedBy(), r.collectionPlace(), r.trackingAddress());
    }

    static NoticeOfIssuance noticeAsking(String... documents) {
        NoticeOfIssuance n = notice();
        List<Bilingual> toBring = Arrays.stream(documents).map(text -> new Bilingual(text, text)).collect(Collectors.toList());
        return new NoticeOfIssuance(n.heading(), n.collectBy(), n.withRepresentative(), toBring, n.bookingAddress());
    }

    static <T> T read(String report, Class<T> type) {
        return JSON.readValue(REPORTS.resolve(report).resolve("sample.json"), type);
    }

    private Samples() {
    }
}
