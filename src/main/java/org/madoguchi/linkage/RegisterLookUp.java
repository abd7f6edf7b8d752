package org.madoguchi.linkage;

import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NumberPurpose;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.partners.FamilyRegisterClient;
import org.madoguchi.partners.FamilyRegisterClient.RegisterAnswer;
import org.madoguchi.partners.FamilyRegisterClient.RegisterEntry;
import org.madoguchi.partners.FamilyRegisterClient.RegisterQuery;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.ResidentEntry;
import org.madoguchi.partners.JLisClient.ResidentQuery;
import org.madoguchi.partners.PartnerCall;
import org.springframework.stereotype.Component;

/**
 * Asks the register that knows the person, abroad the family register and at home the resident register, with every item
 * we have (look-ups with fewer items caused the errors of 2023).
 */
@Component
class RegisterLookUp implements PartnerCall<RegisterLookUp.Question, RegisterAnswer> {

    /** One of the two is asked, the other null. */
    record Question(RegisterQuery abroad, ResidentQuery resident) {}

    private final FamilyRegisterClient register;
    private final JLisClient jLis;
    private final CaseFiles cases;
    private final NumberVault vault;
    private final Linkage linkage;
    private final CorrectionStore corrections;

    RegisterLookUp(FamilyRegisterClient register, JLisClient jLis, CaseFiles cases, NumberVault vault, Linkage linkage,
            CorrectionStore corrections) {
        this.register = register;
        this.jLis = jLis;
        this.cases = cases;
        this.vault = vault;
        this.linkage = linkage;
        this.corrections = corrections;
    }

    @Override
    public String topic() {
        return "register-lookup";
    }

    /** While the link is frozen for a correction, the correction alone asks: see {@link CorrectionLookUp}. */
    @Override
    public boolean mustWait(String caseNumber) {
        return corrections.open(caseNumber).filter(one -> one.frozenAt() != null && one.appliedAt() == null).isPresent();
    }

    @Override
    public Question prepare(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        var stated = file.applicant();
        String number = stated.numberRef() == null ? null
                : vault.reveal(stated.numberRef(), file, CurrentUser.SYSTEM, NumberPurpose.REGISTER_LOOK_UP).digits();
        return file.overseas()
                ? new Question(new RegisterQuery(caseNumber, stated.familyName(), stated.givenName(), stated.birthDate(), stated.sex(),
                        stated.domicile(), file.municipalityCode(), stated.departedOn(), number), null)
                : new Question(null, new ResidentQuery(caseNumber, stated.name(), stated.birthDate(), stated.sex(), stated.domicile(),
                        file.municipalityCode(), number));
    }

    @Override
    public RegisterAnswer call(Question question) {
        return question.abroad() != null ? register.lookUp(question.abroad())
                : new RegisterAnswer(jLis.lookUpResident(question.resident()).entries().stream().map(RegisterLookUp::entry).toList());
    }

    /** The resident register holds a name in one piece. */
    private static RegisterEntry entry(ResidentEntry resident) {
        return new RegisterEntry(resident.entryId(), "", resident.name(), null, null, resident.birthDate(), resident.sex(),
                resident.address(), resident.municipalityCode(), null, resident.numberEqual());
    }

    @Override
    public Map<String, Object> record(String caseNumber, Question question, RegisterAnswer answer) {
        linkage.keep(caseNumber, answer);
        return Map.of();
    }
}
