package org.madoguchi.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.Secrets;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.ott.DefaultOneTimeToken;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.OneTimeToken;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sign-in of applicants by a code sent to their e-mail address: eight digits, ten minutes, five attempts, used once. The
 * address is typed with the code, so a code alone is worth nothing.
 */
@Component
class OneTimeCodes implements OneTimeTokenService {

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String PUT = """
            insert into one_time_code (account_id, code_hash, expires_at) values (:account, :hash, :expires)
            on conflict (account_id) do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at, attempts = 0
             where one_time_code.expires_at < :renewable
            """;

    private static final String TRY = """
            update one_time_code set attempts = attempts + 1
             where account_id = :account and expires_at > :now and attempts < :most
            returning code_hash
            """;

    private final JdbcClient sql;
    private final ApplicantAccounts accounts;
    private final Mail mail;
    private final MessageSource messages;
    private final Secrets secrets;
    private final Clock clock;

    OneTimeCodes(JdbcClient sql, ApplicantAccounts accounts, Mail mail, MessageSource messages, Secrets secrets, Clock clock) {
        this.sql = sql;
        this.accounts = accounts;
        this.mail = mail;
        this.messages = messages;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Sends a code to this address, making an account for it at the first time; at most one each 20 seconds. */
    @Override
    @Transactional
    public OneTimeToken generate(GenerateOneTimeTokenRequest request) {
        String language = org.springframework.context.i18n.LocaleContextHolder.getLocale().getLanguage();
        UUID account = accounts.findOrCreate(request.getUsername(), language);
        String code = "%08d".formatted(RANDOM.nextInt(100_000_000));
        Instant expires = clock.instant().plus(LIFE);
        int put = sql.sql(PUT).param("account", account).param("hash", hash(account, code))
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .param("renewable", expires.minus(PAUSE).atOffset(ZoneOffset.UTC)).update();
        if (put > 0) {
            Locale locale = Locale.forLanguageTag(language);
            mail.send(accounts.get(account).email(), messages.getMessage("signin.mail.subject", null, locale),
                    messages.getMessage("signin.mail.body", new Object[] {code}, locale));
        }
        return new DefaultOneTimeToken("sent", request.getUsername(), expires);
    }

    /** @return null where the code does not open this account */
    @Override
    @Transactional
    public OneTimeToken consume(OneTimeTokenAuthenticationToken typed) {
        String[] addressAndCode = typed.getTokenValue().split(" ", 2);
        var account = accounts.byEmail(addressAndCode[0]);
        if (account.isEmpty() || addressAndCode.length < 2) {
            return null;
        }
        UUID id = account.get().id();
        var expected = sql.sql(TRY).param("account", id).param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("most", ATTEMPTS).query(String.class).optional();
        if (expected.isEmpty() || !expected.get().equals(hash(id, addressAndCode[1].replaceAll("\\D", "")))) {
            return null;
        }
        sql.sql("delete from one_time_code where account_id = :account").param("account", id).update();
        return new DefaultOneTimeToken("used", id.toString(), clock.instant().plus(LIFE));
    }

    private String hash(UUID account, String code) {
        return secrets.digest("one-time-code", account + code);
    }
}
