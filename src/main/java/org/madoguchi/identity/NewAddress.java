package org.madoguchi.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.identity.ApplicantAccounts.Account;
import org.madoguchi.identity.OneTimeCodes.Purpose;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves an account to another e-mail address, once its holder has shown by a code that it is theirs; the old address is
 * told. Accounts are never merged: to say "this address has an account" would tell a stranger who applied, so they see
 * what everybody sees, and only the owner of that address reads in a mail why no code came.
 */
@Component
public class NewAddress {

    private final ApplicantAccounts accounts;
    private final OneTimeCodes codes;
    private final Mail mail;
    private final MessageSource messages;

    NewAddress(ApplicantAccounts accounts, OneTimeCodes codes, Mail mail, MessageSource messages) {
        this.accounts = accounts;
        this.codes = codes;
        this.mail = mail;
        this.messages = messages;
    }

    /**
     * Sends a code to the new address.
     *
     * @throws Refusal EMAIL_MALFORMED, EMAIL_UNCHANGED, CODE_JUST_SENT
     */
    @Transactional
    public void ask(UUID id, String email) {
        Account account = accounts.get(id);
        if (!ApplicantAccounts.wellFormed(email)) {
            throw Refusal.badInput("EMAIL_MALFORMED", "email");
        }
        Optional<Account> other = accounts.byEmail(email);
        if (other.filter(account::equals).isPresent()) {
            throw Refusal.badInput("EMAIL_UNCHANGED", "email");
        }
        // Of an address that has an account the code is made, so that everything goes on alike, but sent to nobody.
        String code = codes.put(id, Purpose.NEW_ADDRESS, email.strip())
                .orElseThrow(() -> Refusal.badInput("CODE_JUST_SENT", "email"));
        if (other.isPresent()) {
            send(other.get().email(), "signin.address.taken", other.get().language());
        } else {
            send(email.strip(), "signin.address.code", account.language(), code);
        }
    }

    /** The new address that waits for its code. */
    public Optional<String> waiting(UUID id) {
        return codes.waiting(id, Purpose.NEW_ADDRESS);
    }

    /**
     * From now on notices and codes go to the new address, and no earlier code signs in.
     *
     * @return false where the code is wrong or too old
     */
    @Transactional
    public boolean confirm(UUID id, String code) {
        Optional<String> email = waiting(id);
        if (email.isEmpty() || !codes.use(id, Purpose.NEW_ADDRESS, code)) {
            return false;
        }
        Account before = accounts.get(id);
        if (!accounts.move(id, email.get())) {
            return false;
        }
        codes.forget(id);
        send(before.email(), "signin.address.left", before.language());
        return true;
    }

    private void send(String email, String text, String language, Object... args) {
        Locale locale = Locale.forLanguageTag(language);
        mail.send(email, messages.getMessage(text + ".subject", args, locale), messages.getMessage(text + ".body", args, locale));
    }
}
