package org.madoguchi.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
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
 * Codes sent by mail: eight digits, ten minutes, five attempts, used once; one living code an account and purpose. Twenty wrong
 * ones within an hour, over however many codes, and none works until the hour is over. With one an applicant signs in; the
 * address is typed with the code, so a code alone is worth nothing.
 */
@Component
class OneTimeCodes implements OneTimeTokenService {

    /** What a code is good for; a code for one is none for the other. */
    enum Purpose { SIGN_IN, NEW_ADDRESS }

    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;
    private static final Duration WATCHED = Duration.ofHours(1);
    private static final int WRONG = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String PUT = """
            insert into one_time_code (account_id, purpose, address, code_hash, expires_at)
            values (:account, :purpose, :address, :hash, :expires)
            on conflict (account_id, purpose) do update
               set address = excluded.address, code_hash = excluded.code_hash, expires_at = excluded.expires_at, attempts = 0
             where one_time_code.expires_at < :renewable
            """;

    private static final String TRY = """
            update one_time_code
               set attempts = attempts + 1,
                   wrong = case when wrong_since > :watched then wrong + 1 else 1 end,
                   wrong_since = case when wrong_since > :watched then wrong_since else :now end
             where account_id = :account and purpose = :purpose and expires_at > :now and attempts < :most
               and (wrong < :wrong or wrong_since <= :watched)
            returning code_hash
            """;

    private static final String WAITING = """
            select address from one_time_code where account_id = :account and purpose = :purpose and expires_at > :now
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
        put(account, Purpose.SIGN_IN, null).ifPresent(code -> {
            Locale locale = Locale.forLanguageTag(language);
            mail.send(accounts.get(account).email(), messages.getMessage("signin.mail.subject", null, locale),
                    messages.getMessage("signin.mail.body", new Object[] {code}, locale));
        });
        return new DefaultOneTimeToken("sent", request.getUsername(), clock.instant().plus(LIFE));
    }

    /** @return null where the code does not open this account */
    @Override
    @Transactional
    public OneTimeToken consume(OneTimeTokenAuthenticationToken typed) {
        String[] addressAndCode = typed.getTokenValue().split(" ", 2);
        var account = accounts.byEmail(addressAndCode[0]);
        if (account.isEmpty() || addressAndCode.length < 2 || !use(account.get().id(), Purpose.SIGN_IN, addressAndCode[1])) {
            return null;
        }
        return new DefaultOneTimeToken("used", account.get().id().toString(), clock.instant().plus(LIFE));
    }

    /** A new code in place of an older one, or empty where that is not yet 20 seconds old. */
    Optional<String> put(UUID account, Purpose purpose, String address) {
        String code = "%08d".formatted(RANDOM.nextInt(100_000_000));
        Instant expires = clock.instant().plus(LIFE);
        int put = sql.sql(PUT).param("account", account).param("purpose", purpose.name()).param("address", address)
                .param("hash", hash(account, code)).param("expires", expires.atOffset(ZoneOffset.UTC))
                .param("renewable", expires.minus(PAUSE).atOffset(ZoneOffset.UTC)).update();
        return put > 0 ? Optional.of(code) : Optional.empty();
    }

    /** The address for which a code is alive. */
    Optional<String> waiting(UUID account, Purpose purpose) {
        return sql.sql(WAITING).param("account", account).param("purpose", purpose.name())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).query(String.class).optional();
    }

    /** Whether this is the living code; it is then used up. */
    boolean use(UUID account, Purpose purpose, String typed) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        boolean right = sql.sql(TRY).param("account", account).param("purpose", purpose.name())
                .param("now", now).param("watched", now.minus(WATCHED)).param("most", ATTEMPTS).param("wrong", WRONG).query(String.class).optional()
                .filter(hash(account, typed.replaceAll("\\D", ""))::equals).isPresent();
        if (right) {
            sql.sql("delete from one_time_code where account_id = :account and purpose = :purpose").param("account", account)
                    .param("purpose", purpose.name()).update();
        }
        return right;
    }

    /** No code that was sent so far is good for anything any more. */
    void forget(UUID account) {
        sql.sql("delete from one_time_code where account_id = :account").param("account", account).update();
    }

    private String hash(UUID account, String code) {
        return secrets.digest("one-time-code", account + code);
    }
}
