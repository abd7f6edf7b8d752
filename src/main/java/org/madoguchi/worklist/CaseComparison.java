package org.madoguchi.worklist;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.casefile.LinkedRecords.Compared;
import org.madoguchi.casefile.LinkedRecords.LinkedRecord;
import org.madoguchi.casefile.SeenPassports;
import org.madoguchi.casefile.SeenPassports.SeenPassport;
import org.madoguchi.platform.Moments;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What was stated, what the passport showed and what the register says, side by side, as far as the reader is granted it. */
@Component
class CaseComparison {

    /** @param passport when and where a passport was seen, in words, or null; {@code record}: whether a record can be shown */
    record Comparison(List<Row> rows, String passport, boolean record) {}

    /**
     * One item. What is null is not known or not granted.
     *
     * @param differs whether anything does not agree, which {@code passport} or {@code result} says in words
     */
    record Row(String item, String stated, String passport, String register, String result, boolean differs) {}

    private static final String EQUAL = "EQUAL";

    private final LinkedRecords records;
    private final SeenPassports passports;
    private final Moments moments;
    private final MessageSource messages;

    CaseComparison(LinkedRecords records, SeenPassports passports, Moments moments, MessageSource messages) {
        this.records = records;
        this.passports = passports;
        this.moments = moments;
        this.messages = messages;
    }

    /** Empty where there is nothing beside the statement. */
    Optional<Comparison> of(CaseFile file, ZoneId zone, Locale locale) {
        if (!file.shows(Fact.IDENTITY)) {
            return Optional.empty();
        }
        SeenPassport passport = file.shows(Fact.DOCUMENTS) ? passports.of(file.number()).orElse(null) : null;
        LinkedRecord record = file.shows(Fact.RECORD) ? records.linkedTo(file.number()).orElse(null) : null;
        if (passport == null && record == null) {
            return Optional.empty();
        }
        Applicant stated = file.applicant();
        Map<String, String> results = record == null ? Map.of() : record.comparison().stream().collect(Collectors.toMap(Compared::item, Compared::result));
        List<Row> rows = new ArrayList<>();
        rows.add(row("linkage.name", stated.name(), passport == null ? null : passport.nameAgrees(), record == null ? null : record.name(),
                results.get("name"), locale));
        rows.add(row("cases.birthDate", moments.day(stated.birthDate()), passport == null ? null : passport.birthDateAgrees(),
                record == null ? null : moments.day(record.birthDate()), results.get("birthDate"), locale));
        if (record != null) {
            rows.add(row("linkage.sex", sex(stated.sex(), locale), null, sex(record.sex(), locale), results.get("sex"), locale));
            if (file.shows(Fact.PLACE)) {
                rows.add(row(file.overseas() ? "linkage.domicile" : "linkage.address", stated.domicile(), null, record.domicile(), results.get("domicile"), locale));
            }
            if (file.shows(Fact.STATEMENT) && results.containsKey("departure")) {
                rows.add(row("cases.compare.departure", day(stated), null, moments.day(record.departedOn()), results.get("departure"), locale));
            }
        }
        return Optional.of(new Comparison(rows, passport == null ? null : passport(passport, zone, locale), record != null));
    }

    private Row row(String item, String stated, Boolean agrees, String register, String result, Locale locale) {
        return new Row(text(item, locale), stated, agrees == null ? null : text("cases.compare.passport." + agrees, locale), register,
                result == null ? null : text("linkage.compared." + result, locale), Boolean.FALSE.equals(agrees) || result != null && !result.equals(EQUAL));
    }

    private String passport(SeenPassport seen, ZoneId zone, Locale locale) {
        String words = messages.getMessage("cases.compare.passport.seen", new Object[] {seen.issuer(), seen.tail(), moments.at(seen.at(), zone)}, locale);
        return seen.explanation() == null ? words : words + " " + messages.getMessage("cases.compare.passport.explained", new Object[] {seen.explanation()}, locale);
    }

    private String day(Applicant stated) {
        return stated.departedOn() == null ? null : moments.day(stated.departedOn());
    }

    private String sex(String sex, Locale locale) {
        return sex == null ? null : text("sex." + sex, locale);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
