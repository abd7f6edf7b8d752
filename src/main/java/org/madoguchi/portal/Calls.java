package org.madoguchi.portal;

import java.time.LocalDate;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Calls of holders to the contact centre. An agent finds no case that its holder does not name, and reads it only with
 * their consent, of which the holder sees the record.
 */
@Component
class Calls {

    private static final Logger log = LoggerFactory.getLogger(Calls.class);

    private final CaseFiles cases;
    private final AccessRegister access;

    Calls(CaseFiles cases, AccessRegister access) {
        this.cases = cases;
        this.access = access;
    }

    /**
     * The caller has named the case and the day of birth, and agrees that it is read with them.
     *
     * @throws Refusal CALLER_UNKNOWN, whether there is no such case or it is somebody else's
     */
    @Transactional
    public void begin(String caseNumber, LocalDate birthDate, CurrentUser agent) {
        CaseFile file = cases.find(caseNumber).filter(one -> one.applicant().birthDate().equals(birthDate)).orElseThrow(() -> {
            log.warn("{} found no case {} with what a caller said", agent.id(), caseNumber);
            return Refusal.badInput("CALLER_UNKNOWN", "number");
        });
        access.agreed(agent, file.number());
        cases.record(file.number(), Event.of("CALL_TAKEN", agent));
    }
}
