package org.madoguchi.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What the tables say about the one visit: who must come, and with which papers. */
@Component
public class VisitRules {

    /** A paper to bring; document and note are codes with texts {@code document.<code>} and {@code documentNote.<code>}. */
    public record Paper(String document, boolean mandatory, String note) {}

    /** @param proof what proves the representation, or {@code NONE} where nobody represents the holder */
    public record Collection(boolean permitted, boolean represented, String proof, String reasonCode, String legalBasisJa,
            String legalBasisEn) {}

    private static final int REPRESENTED_UNDER = 15;

    private final DecisionTables tables;
    private final MessageSource messages;
    private final Clock clock;

    VisitRules(DecisionTables tables, MessageSource messages, Clock clock) {
        this.tables = tables;
        this.messages = messages;
        this.clock = clock;
    }

    /** Who may collect on this day, by {@code representation}. */
    public Collection collection(CaseFile file, LocalDate day) {
        Map<String, Object> rule = tables.single("representation", Map.of("holderGroup", holderGroup(file, day),
                "actor", actor(file, day), "stage", "COLLECTION"));
        return new Collection((Boolean) rule.get("permitted"), represented(file, day), (String) rule.get("proof"),
                (String) rule.get("reasonCode"), (String) rule.get("legalBasisJa"), (String) rule.get("legalBasisEn"));
    }

    /** What to bring on this day, by {@code required-documents}. */
    public List<Paper> papers(CaseFile file, LocalDate day) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("stage", "VISIT");
        inputs.put("kind", file.kind());
        inputs.put("actor", actor(file, day));
        inputs.put("holderGroup", holderGroup(file, day));
        inputs.put("infant", file.applicant().birthDate().plusYears(1).isAfter(day));
        return tables.evaluate("required-documents", inputs).stream().map(rule -> new Paper((String) rule.get("document"),
                (Boolean) rule.get("mandatory"), (String) rule.get("note"))).toList();
    }

    public List<Paper> papers(CaseFile file) {
        return papers(file, Tokyo.today(clock));
    }

    /** The papers as lines of a notice. */
    public String paperLines(CaseFile file, Locale language) {
        return papers(file).stream().map(paper -> messages.getMessage(paper.mandatory() ? "paper.line" : "paper.line.optional",
                        new Object[] {messages.getMessage("document." + paper.document(), null, language),
                                messages.getMessage("documentNote." + paper.note(), null, language)}, language))
                .collect(Collectors.joining("\n"));
    }

    public Optional<Paper> paper(CaseFile file, LocalDate day, String document) {
        return papers(file, day).stream().filter(paper -> paper.document().equals(document)).findFirst();
    }

    /** A child who has turned fifteen since the application comes alone. */
    public static boolean represented(CaseFile file, LocalDate day) {
        return !holderGroup(file, day).equals("ADULT");
    }

    private static String holderGroup(CaseFile file, LocalDate day) {
        String stated = file.applicant().holderGroup();
        boolean grownUp = stated.equals("UNDER_15") && !file.applicant().birthDate().plusYears(REPRESENTED_UNDER).isAfter(day);
        return grownUp ? "ADULT" : stated;
    }

    private static String actor(CaseFile file, LocalDate day) {
        return represented(file, day) ? "LEGAL_REPRESENTATIVE" : "SELF";
    }
}
