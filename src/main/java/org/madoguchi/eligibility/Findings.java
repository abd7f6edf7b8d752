package org.madoguchi.eligibility;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.madoguchi.eligibility.Assessment.Reason;
import org.madoguchi.eligibility.Assessment.Rule;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.platform.Languages;
import org.madoguchi.programme.Ruling;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** What was found about one request on its way through the tables, in the language of whoever asked. */
class Findings {

    private final MessageSource messages;
    private final Locale locale = Languages.nearest(LocaleContextHolder.getLocale());
    private final boolean japanese = locale.getLanguage().equals("ja");
    private final List<Reason> reasons = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    Findings(MessageSource messages) {
        this.messages = messages;
    }

    /** Keeps the rule that a table answered by. */
    void decidedBy(String table, Map<String, Object> row) {
        rules.add(new Rule(table, (Integer) row.get(DecisionTables.TABLE_VERSION), (String) row.get(DecisionTables.RULE_ID)));
    }

    void decidedBy(Ruling ruling) {
        rules.add(new Rule(ruling.table(), ruling.tableVersion(), ruling.rule()));
    }

    void reason(Map<String, Object> row, Object... args) {
        reason((String) row.get("reasonCode"), basis(row), args);
    }

    void reason(Ruling ruling, Object... args) {
        reason(ruling.reasonCode(), japanese ? ruling.legalBasisJa() : ruling.legalBasisEn(), args);
    }

    private void reason(String code, String basis, Object... args) {
        reasons.add(new Reason(code, text("reason." + code + ".text", args), basis, text("reason." + code + ".wayOut", args)));
    }

    /** With words of its own, for a code that is told in more than one way. */
    void reasonInOtherWords(Map<String, Object> row, String words) {
        reasons.add(new Reason((String) row.get("reasonCode"), text(words + ".text"), basis(row), text(words + ".wayOut")));
    }

    List<Reason> reasons() {
        return List.copyOf(reasons);
    }

    List<Rule> rules() {
        return List.copyOf(rules);
    }

    String text(String key, Object... args) {
        return messages.getMessage(key, args, locale);
    }

    /** The words of these codes, one after the other. */
    String all(String prefix, List<String> codes) {
        return codes.stream().map(code -> text(prefix + "." + code)).collect(Collectors.joining(japanese ? "、" : "; "));
    }

    /** In digits first, since the order of day and month is read differently from country to country. */
    String day(LocalDate day) {
        return japanese ? day + "（" + Tokyo.inEra(day) + "）" : day.toString();
    }

    private String basis(Map<String, Object> row) {
        return (String) row.get(japanese ? "legalBasisJa" : "legalBasisEn");
    }
}
