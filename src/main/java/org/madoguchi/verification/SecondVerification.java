package org.madoguchi.verification;

import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.verification.IdentityForm.Face;
import org.springframework.stereotype.Component;

/** Another officer settles the doubt of the first. */
@Component
class SecondVerification implements TaskForm<SecondIdentityForm> {

    record Page(String photoUrl, VerificationStore.Check first) {

        public String[] faces() {
            return Face.names(photoUrl != null);
        }
    }

    private final Verification verification;

    SecondVerification(Verification verification) {
        this.verification = verification;
    }

    @Override
    public String taskKey() {
        return "Task_SecondVerification";
    }

    @Override
    public Class<SecondIdentityForm> form() {
        return SecondIdentityForm.class;
    }

    @Override
    public Page page(CaseFile file) {
        return new Page(verification.photoUrl(file.number()), verification.firstCheck(file.number()));
    }

    @Override
    public Map<String, Object> complete(TaskContext task, SecondIdentityForm form) {
        verification.checkAgain(task, form);
        return Map.of("verification", form.decision().name());
    }
}
