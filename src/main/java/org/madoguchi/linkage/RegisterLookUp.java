package org.madoguchi.linkage;

import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.partners.FamilyRegisterClient;
import org.madoguchi.partners.FamilyRegisterClient.RegisterAnswer;
import org.madoguchi.partners.FamilyRegisterClient.RegisterQuery;
import org.madoguchi.partners.PartnerCall;
import org.springframework.stereotype.Component;

/** Asks the family register, with every item we have (look-ups with fewer items caused the errors of 2023). */
@Component
class RegisterLookUp implements PartnerCall<RegisterQuery, RegisterAnswer> {

    private final FamilyRegisterClient register;
    private final CaseFiles cases;
    private final NumberVault vault;
    private final Linkage linkage;

    RegisterLookUp(FamilyRegisterClient register, CaseFiles cases, NumberVault vault, Linkage linkage) {
        this.register = register;
        this.cases = cases;
        this.vault = vault;
        this.linkage = linkage;
    }

    @Override
    public String topic() {
        return "register-lookup";
    }

    @Override
    public RegisterQuery prepare(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        var stated = file.applicant();
        String number = stated.numberRef() == null ? null
                : vault.reveal(stated.numberRef(), CurrentUser.SYSTEM, "REGISTER_LOOK_UP").digits();
        return new RegisterQuery(caseNumber, stated.familyName(), stated.givenName(), stated.birthDate(), stated.sex(),
                stated.domicile(), file.municipalityCode(), stated.departedOn(), number);
    }

    @Override
    public RegisterAnswer call(RegisterQuery query) {
        return register.lookUp(query);
    }

    @Override
    public Map<String, Object> record(String caseNumber, RegisterQuery query, RegisterAnswer answer) {
        linkage.keep(caseNumber, answer);
        return Map.of();
    }
}
