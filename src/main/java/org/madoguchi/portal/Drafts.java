package org.madoguchi.portal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.portal.Draft.Programme;
import org.madoguchi.programme.MyNumber;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Applications that people have begun and not submitted. */
@Component
public class Drafts {

    private final PortalStore store;
    private final NumberVault vault;
    private final Clock clock;
    private final Duration life;

    Drafts(PortalStore store, NumberVault vault, Clock clock, @Value("${madoguchi.portal.draft-life:30d}") Duration life) {
        this.store = store;
        this.vault = vault;
        this.clock = clock;
        this.life = life;
    }

    /** The application from abroad that this account has begun. */
    Optional<Draft> of(UUID account) {
        return of(account, Programme.OVERSEAS);
    }

    Optional<Draft> of(UUID account, Programme programme) {
        return store.draft(account, programme, clock.instant());
    }

    /** The draft of this account, made anew; an earlier one of the programme is thrown away. */
    @Transactional
    Draft begin(UUID account, Programme programme, Answers answers, Statement known) {
        remove(account, programme);
        Instant now = clock.instant();
        store.insert(UUID.randomUUID(), account, programme, answers, known, now, now.plus(life));
        return of(account, programme).orElseThrow();
    }

    @Transactional
    void answer(Draft draft, Answers answers) {
        Instant now = clock.instant();
        store.save(draft.id(), answers, draft.statement(), draft.numberRef(), now, now.plus(life));
    }

    /**
     * Keeps what was typed, complete or not.
     *
     * @param number goes to the vault in place of an earlier one; null leaves that as it is
     */
    @Transactional
    void state(Draft draft, Answers answers, Statement statement, MyNumber number) {
        Instant now = clock.instant();
        UUID ref = number == null ? draft.numberRef() : vault.store(number);
        store.save(draft.id(), answers, statement, ref, now, now.plus(life));
        if (number != null && draft.numberRef() != null) {
            vault.forget(draft.numberRef());
        }
    }

    /** Takes back a My Number given earlier: giving it is voluntary. */
    @Transactional
    void forgetNumber(Draft draft) {
        if (draft.numberRef() != null) {
            Instant now = clock.instant();
            store.save(draft.id(), draft.answers(), draft.statement(), null, now, now.plus(life));
            vault.forget(draft.numberRef());
        }
    }

    void photo(Draft draft, byte[] jpeg) {
        Instant now = clock.instant();
        store.savePhoto(draft.id(), jpeg, now, now.plus(life));
    }

    Optional<byte[]> photoOf(Draft draft) {
        return store.photo(draft.id());
    }

    /** Throws the draft of this account away, with its number; there may be none. */
    @Transactional
    void remove(UUID account, Programme programme) {
        // expired or not: the account has room for one
        store.draft(account, programme, Instant.EPOCH).ifPresent(draft -> {
            store.remove(draft.id());
            if (draft.numberRef() != null) {
                vault.forget(draft.numberRef());
            }
        });
    }

    /** Throws away what nobody came back to. @return how many */
    @Transactional
    public int removeExpired() {
        var numbers = store.removeExpired(clock.instant());
        numbers.stream().filter(Objects::nonNull).forEach(vault::forget);
        return numbers.size();
    }
}
