package org.madoguchi.identity;

import java.io.Serializable;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.madoguchi.identity.PasskeyStore.Passkey;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationRequestToken;
import org.springframework.security.web.webauthn.management.ImmutableRelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyPublicKey;
import org.springframework.security.web.webauthn.management.RelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sign-in of applicants by a passkey. Spring does the ceremonies; here stand our rules about them: a passkey belongs to
 * an applicant who is signed in, verifies the person, and is found without an address being typed; an account has a few.
 */
@Component
class Passkeys implements WebAuthnRelyingPartyOperations {

    /** Kept with a session: the passkey that opened it. */
    private record OpenedBy(UUID passkey) implements Serializable {}

    static final int MOST = 10;

    private static final int LABEL_LENGTH = 60;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}]");

    private final WebAuthnRelyingPartyOperations ceremonies;
    private final PasskeyStore store;
    private final ApplicationEventPublisher events;

    /** @param site a passkey works at this address only, and only as long as its host keeps its name */
    Passkeys(PasskeyStore store, PasskeyHolders holders, ApplicationEventPublisher events,
            @Value("${madoguchi.public-url:http://localhost:8080}") URI site) {
        var spring = new Webauthn4JRelyingPartyOperations(holders, store,
                PublicKeyCredentialRpEntity.builder().id(site.getHost()).name("窓口 Madoguchi").build(),
                Set.of(site.getScheme() + "://" + site.getRawAuthority()));
        spring.setCustomizeCreationOptions(options -> options.authenticatorSelection(AuthenticatorSelectionCriteria.builder()
                .residentKey(ResidentKeyRequirement.REQUIRED).userVerification(UserVerificationRequirement.REQUIRED).build()));
        spring.setCustomizeRequestOptions(options -> options.userVerification(UserVerificationRequirement.REQUIRED));
        this.ceremonies = spring;
        this.store = store;
        this.events = events;
    }

    List<Passkey> of(UUID account) {
        return store.of(account);
    }

    /**
     * Removes a passkey; the sessions it opened end with it (see {@link #stillOpen}), but for the one in which that is said.
     *
     * @throws Refusal PASSKEY_GONE
     */
    @Transactional
    public void remove(UUID account, UUID id) {
        if (!store.remove(account, id)) {
            throw Refusal.notFound("PASSKEY_GONE");
        }
        events.publishEvent(new PasskeyChange(id, account, false));
    }

    /** @throws Refusal TOO_MANY_PASSKEYS, before a device makes one that nobody keeps */
    @Override
    @Transactional
    public PublicKeyCredentialCreationOptions createPublicKeyCredentialCreationOptions(PublicKeyCredentialCreationOptionsRequest request) {
        makeRoomFor(applicant());
        return ceremonies.createPublicKeyCredentialCreationOptions(request);
    }

    /** @throws Refusal PASSKEY_REFUSED, TOO_MANY_PASSKEYS, TEXT_FORM, TEXT_TOO_LONG */
    @Override
    @Transactional
    public CredentialRecord registerCredential(RelyingPartyRegistrationRequest request) {
        UUID account = applicant();
        Refusal refused = Refusal.badInput("PASSKEY_REFUSED", null);
        if (!request.getCreationOptions().getUser().getId().equals(PasskeyHolders.handle(account))) {
            throw refused;
        }
        makeRoomFor(account);
        RelyingPartyPublicKey key = request.getPublicKey();
        var labelled = new ImmutableRelyingPartyRegistrationRequest(request.getCreationOptions(),
                new RelyingPartyPublicKey(key.getCredential(), label(key.getLabel())));
        CredentialRecord added = judged(() -> ceremonies.registerCredential(labelled), refused);
        events.publishEvent(new PasskeyChange(store.id(added.getCredentialId()), account, true));
        return added;
    }

    /** The route of the options is answered before the routes' own rules are asked, so the right is asked for here. */
    private static UUID applicant() {
        return CurrentUser.find().filter(CurrentUser::isApplicant).map(CurrentUser::id).map(UUID::fromString)
                .orElseThrow(() -> new AccessDeniedException("Passkeys are for applicants"));
    }

    private void makeRoomFor(UUID account) {
        if (store.countHeld(account) >= MOST) {
            throw Refusal.conflict("TOO_MANY_PASSKEYS", MOST);
        }
    }

    private static String label(String typed) {
        String label = typed.strip();
        if (label.length() > LABEL_LENGTH) {
            throw Refusal.badInput("TEXT_TOO_LONG", "label", LABEL_LENGTH);
        }
        if (INVISIBLE.matcher(label).find()) {
            throw Refusal.badInput("TEXT_FORM", "label");
        }
        return label;
    }

    /** Nobody is asked who they are: whichever passkey the person picks says so. */
    @Override
    public PublicKeyCredentialRequestOptions createCredentialRequestOptions(PublicKeyCredentialRequestOptionsRequest request) {
        return ceremonies.createCredentialRequestOptions(() -> null);
    }

    /** @throws BadCredentialsException where the passkey does not open an account */
    @Transactional
    public Authentication signIn(Authentication shown) {
        var passkey = ((WebAuthnAuthenticationRequestToken) shown).getWebAuthnRequest();
        var holder = judged(() -> authenticate(passkey), new BadCredentialsException("PASSKEY_UNKNOWN"));
        CurrentUser applicant = CurrentUser.applicant(PasskeyHolders.account(holder.getId()).toString());
        var session = UsernamePasswordAuthenticationToken.authenticated(applicant, null, applicant.getAuthorities());
        session.setDetails(new OpenedBy(store.id(passkey.getPublicKey().getRawId())));
        return session;
    }

    /** Whether nothing has closed this session: not so where the passkey that opened it has been removed, on whichever node. */
    boolean stillOpen(Authentication session) {
        return !(session != null && session.getDetails() instanceof OpenedBy opened) || store.exists(opened.passkey());
    }

    /** Whoever removes the very passkey they came in by stays, as if they had come by a code. */
    Authentication withoutPasskey(Authentication session, UUID removed) {
        if (!(session.getDetails() instanceof OpenedBy opened) || !opened.passkey().equals(removed)) {
            return session;
        }
        return UsernamePasswordAuthenticationToken.authenticated(session.getPrincipal(), null, session.getAuthorities());
    }

    @Override
    public PublicKeyCredentialUserEntity authenticate(RelyingPartyAuthenticationRequest passkey) {
        PublicKeyCredentialUserEntity holder = ceremonies.authenticate(passkey);
        // WebAuthn 7.2, step 6: Spring looks at the credential only
        if (!holder.getId().equals(passkey.getPublicKey().getResponse().getUserHandle())) {
            throw new IllegalArgumentException("The passkey says that it is somebody else's");
        }
        return holder;
    }

    /** What a client sends can be wrong in any way, and is refused; only a database that fails is a fault. */
    private static <T> T judged(Supplier<T> ceremony, RuntimeException refused) {
        try {
            return ceremony.get();
        } catch (DataIntegrityViolationException wrong) {
            throw refused;
        } catch (DataAccessException fault) {
            throw fault;
        } catch (RuntimeException wrong) {
            throw refused;
        }
    }
}
