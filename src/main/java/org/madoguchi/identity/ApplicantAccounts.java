package org.madoguchi.identity;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Applicants by e-mail address. An account holds an address and a language, nothing else. */
@Component
public class ApplicantAccounts {

    public record Account(UUID id, String email, String language) {}

    /** No more than a mail program can use: neither invisible characters nor those of mark-up and of lists of addresses. */
    private static final Pattern WELL_FORMED = Pattern.compile("X+@X+\\.X+".replace("X", "[^@\\s\\p{Cc}\\p{Cf}<>\"(),:;\\[\\]\\\\]"));

    private static final String FIND_OR_CREATE = """
            insert into applicant_account (id, email, email_key, language, created_at)
            values (:id, :email, :key, :language, :at)
            on conflict (email_key) do update set language = excluded.language
            returning id
            """;

    private static final String MOVE = """
            update applicant_account set email = :email, email_key = :key
             where id = :id and not exists (select from applicant_account where email_key = :key)
            """;

    private final JdbcClient sql;
    private final Clock clock;

    ApplicantAccounts(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    public static boolean wellFormed(String email) {
        return email != null && email.length() <= 254 && WELL_FORMED.matcher(email.strip()).matches();
    }

    /** @throws Refusal EMAIL_MALFORMED */
    public UUID findOrCreate(String email, String language) {
        if (!wellFormed(email)) {
            throw Refusal.badInput("EMAIL_MALFORMED", "email");
        }
        return sql.sql(FIND_OR_CREATE).param("id", UUID.randomUUID()).param("email", email.strip()).param("key", key(email))
                .param("language", language).param("at", clock.instant().atOffset(ZoneOffset.UTC)).query(UUID.class).single();
    }

    public Optional<Account> byEmail(String email) {
        return sql.sql("select id, email, language from applicant_account where email_key = :key").param("key", key(email))
                .query(Account.class).optional();
    }

    public Account get(UUID id) {
        return sql.sql("select id, email, language from applicant_account where id = :id").param("id", id)
                .query(Account.class).single();
    }

    /** Gives the account another address; false where that has an account already. */
    boolean move(UUID id, String email) {
        return sql.sql(MOVE).param("id", id).param("email", email).param("key", key(email)).update() > 0;
    }

    /** Addresses are compared without regard to case, though the part before the @ could legally differ by it. */
    private static String key(String email) {
        return email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
    }
}
