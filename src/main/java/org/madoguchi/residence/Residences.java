package org.madoguchi.residence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.NewCase;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The base procedures of residents. */
@Component
public class Residences {

    /**
     * A base procedure as it is filed; the wish for a merged card is no part of it, see {@link Wish}.
     *
     * @param channel COUNTER (the bureau), MUNICIPALITY or ONLINE
     * @param bureauCode the immigration bureau in charge of the address
     * @param renewsCard the card in force that this replaces, or null
     * @param photo a checked JPEG, or null where none is needed
     * @param residence the stay as stated
     */
    public record Filing(String channel, UUID accountId, String language, String municipalityCode, String bureauCode,
            UUID renewsCard, Applicant applicant, byte[] photo, CaseFile.Residence residence) {}

    /** Who came to the counter. */
    public enum Appearing { SELF, LEGAL_REPRESENTATIVE, RELATIVE, INTERMEDIARY }

    /**
     * How an application was taken.
     *
     * @param proof what proves that who came may act for the applicant; null for the applicant
     * @param documents codes of what was shown, with texts {@code document.<code>}
     */
    public record Acceptance(String caseNumber, Instant acceptedAt, String acceptedBy, String officeCode, Appearing appearing,
            String proof, List<String> documents) {}

    /** At the immigration bureau, in the order of the counter's list. */
    public static final List<String> ISA_PROCEDURES = List.of("EXTENSION", "CHANGE_OF_STATUS", "PERMANENT_RESIDENCE",
            "VALIDITY_RENEWAL", "EXCHANGE", "REISSUE_DAMAGE", "REISSUE_LOSS", "CHANGE_OF_DETAILS");

    /** At the municipality of residence. */
    public static final List<String> MUNICIPAL_PROCEDURES =
            List.of("FIRST_ADDRESS", "ADDRESS_CHANGE", "ADDRESS_AFTER_STATUS_CHANGE", "SPR_PROCEDURE");

    private static final String PROCESS = "residence-card-application";

    private final CaseFiles cases;
    private final CaseFlow flow;
    private final ResidenceStore store;

    Residences(CaseFiles cases, CaseFlow flow, ResidenceStore store) {
        this.cases = cases;
        this.flow = flow;
        this.store = store;
    }

    /**
     * Opens the case of a base procedure and starts its process.
     *
     * @return the case number
     * @throws Refusal NO_BASE_PROCEDURE, PROCEDURE_NOT_HERE, APPLICATION_ALREADY_OPEN, OFFICE_UNKNOWN
     */
    @Transactional
    public String file(Filing filing, CurrentUser actor) {
        requireCounter(filing.residence().baseProcedure(), filing.channel());
        String number = cases.receive(NewCase.residence(filing.channel(), filing.accountId(), filing.language(),
                filing.municipalityCode(), filing.bureauCode(), filing.renewsCard(), filing.applicant(), filing.photo(),
                filing.residence()), actor);
        flow.start(PROCESS, number, Map.of("counter", municipal(filing.channel()) ? "MUNICIPALITY" : "BUREAU"));
        return number;
    }

    /** Whether the bureau takes this procedure; else the municipality does. */
    public static boolean atBureau(String baseProcedure) {
        return ISA_PROCEDURES.contains(baseProcedure);
    }

    /** How an application was taken at the counter, empty before. */
    public Optional<Acceptance> acceptance(String caseNumber) {
        return store.acceptance(caseNumber);
    }

    /** There is no card without a procedure, and each procedure has its counter. */
    static void requireCounter(String baseProcedure, String channel) {
        if (!atBureau(baseProcedure) && !MUNICIPAL_PROCEDURES.contains(baseProcedure)) {
            throw Refusal.badInput("NO_BASE_PROCEDURE", "baseProcedure");
        }
        if (atBureau(baseProcedure) == municipal(channel)) {
            throw Refusal.badInput("PROCEDURE_NOT_HERE", "channel");
        }
    }

    private static boolean municipal(String channel) {
        return channel.equals("MUNICIPALITY");
    }
}
