package org.madoguchi.identity;

import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * How staff come in through Keycloak: at the browser by OpenID Connect, with a second factor, at the API with a token. Once
 * somebody is in, no page asks Keycloak anything: posts are read from the mirror in our own table.
 */
@Component
@Profile("keycloak")
class KeycloakDoor {

    static final String SIGN_IN = "/oauth2/authorization/keycloak";
    static final String SECOND_FACTOR = "second-factor";
    static final String READ_TASKS = "tasks.read";
    static final String WRITE_TASKS = "tasks.write";
    static final String DRAFT_MODELS = "models.draft";

    /** Session attribute: the page to come back to. */
    static final String BACK = "signin.back";

    private static final String AUDIENCE = "madoguchi";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KeycloakSettings settings;
    private final Staff staff;
    private final StaffSessions sessions;
    private final String publicUrl;
    private final Clock clock;
    private final ClientRegistrationRepository client;
    private final JwtDecoder tokens;

    KeycloakDoor(KeycloakSettings settings, Staff staff, StaffSessions sessions, @Value("${madoguchi.public-url}") String publicUrl,
            Clock clock, Environment environment) throws MalformedURLException {
        if (settings.url() == null || settings.webSecret() == null || settings.provisioningSecret() == null) {
            throw new IllegalStateException("The profile keycloak needs madoguchi.keycloak.url, .web-secret and .provisioning-secret.");
        }
        if (environment.acceptsProfiles(Profiles.of("production"))
                && (settings.webSecret().startsWith("demo-") || settings.provisioningSecret().startsWith("demo-"))) {
            throw new IllegalStateException("Production needs secrets of its own for Keycloak, not those of the demonstration.");
        }
        this.settings = settings;
        this.staff = staff;
        this.sessions = sessions;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.client = new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("keycloak")
                .clientId("madoguchi-web").clientSecret(settings.webSecret()).scope("openid")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(publicUrl + "/login/oauth2/code/keycloak")
                .issuerUri(settings.issuer()).authorizationUri(settings.endpoint("auth")).tokenUri(settings.endpoint("token"))
                .jwkSetUri(settings.endpoint("certs")).userNameAttributeName("preferred_username").build());
        this.tokens = tokens(settings);
    }

    /** The keys of Keycloak are kept while it is away. */
    private static JwtDecoder tokens(KeycloakSettings settings) throws MalformedURLException {
        var keys = JWKSourceBuilder.<SecurityContext>create(URI.create(settings.endpoint("certs")).toURL())
                .outageTolerantForever().retrying(true).build();
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys).build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(List.of(
                new org.springframework.security.oauth2.jwt.JwtIssuerValidator(settings.issuer()),
                new JwtClaimValidator<List<String>>("aud", audience -> audience != null && audience.contains(AUDIENCE)))));
        return decoder;
    }

    /** Where forms may lead to besides our own pages: signing out ends at Keycloak. */
    String origin() {
        return UriComponentsBuilder.fromUriString(settings.url()).replacePath(null).build().toUriString();
    }

    void pages(HttpSecurity http) {
        http.oauth2Login(login -> login
                        .loginPage(Security.SIGN_IN)
                        .clientRegistrationRepository(client)
                        .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                        .oidcSessionRegistry(sessions)
                        .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(withSecondFactor()))
                        .tokenEndpoint(endpoint -> endpoint.accessTokenResponseClient(exchangeOfCodes()))
                        .successHandler(this::enter)
                        .failureHandler(KeycloakDoor::refuse))
                .oidcLogout(logout -> logout.clientRegistrationRepository(client).oidcSessionRegistry(sessions)
                        .backChannel(Customizer.withDefaults()));
    }

    /** As Spring's own, but a Keycloak that does not answer holds no thread for long. */
    private static RestClientAuthorizationCodeTokenResponseClient exchangeOfCodes() {
        var requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        requests.setReadTimeout(PATIENCE);
        var exchange = new RestClientAuthorizationCodeTokenResponseClient();
        exchange.setRestClient(RestClient.builder().requestFactory(requests)
                .configureMessageConverters(converters -> converters.disableDefaults().addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build());
        return exchange;
    }

    /** The code exchange is protected by PKCE, as Spring does unasked and the realm demands. */
    private OAuth2AuthorizationRequestResolver withSecondFactor() {
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(client, "/oauth2/authorization");
        resolver.setAuthorizationRequestCustomizer(request -> request.additionalParameters(parameters -> {
            parameters.put("acr_values", SECOND_FACTOR);
            parameters.put("ui_locales", LocaleContextHolder.getLocale().getLanguage());
        }));
        return resolver;
    }

    /** Keycloak's word for who somebody is becomes a session of ours. */
    private void enter(HttpServletRequest request, HttpServletResponse response, Authentication authentication) throws IOException {
        var idToken = ((OidcUser) authentication.getPrincipal()).getIdToken();
        HttpSession session = request.getSession();
        Object back = session.getAttribute(BACK);
        session.removeAttribute(BACK);
        try {
            if (!SECOND_FACTOR.equals(idToken.getClaimAsString("acr"))) {
                throw Refusal.forbidden("SECOND_FACTOR_NEEDED");
            }
            CurrentUser person = staff.mirror(StaffEntry.of(idToken.getClaims()))
                    .orElseThrow(() -> Refusal.forbidden("STAFF_WITHOUT_POST"));
            var now = clock.instant();
            sessions.open(StaffSession.of(person, new StaffSession.Keycloak(idToken.getSubject(), idToken.getClaimAsString("sid"),
                    idToken.getTokenValue(), now, now.plus(settings.sessionAtMost()))), request, response);
            response.sendRedirect(back != null ? (String) back : asked(request, response).orElse(SignInPages.home(person)));
        } catch (Refusal no) {
            session.invalidate();
            throw no;
        }
    }

    /** The page that somebody wanted before they had to sign in. */
    private static Optional<String> asked(HttpServletRequest request, HttpServletResponse response) {
        var cache = new HttpSessionRequestCache();
        var saved = Optional.ofNullable(cache.getRequest(request, response));
        cache.removeRequest(request, response);
        return saved.filter(one -> one.getMethod().equals("GET")).map(one -> one.getRedirectUrl());
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, AuthenticationException failed)
            throws IOException {
        request.setAttribute(Refusal.EARLY, new Refusal(Refusal.Kind.NOT_SIGNED_IN, "STAFF_SIGN_IN_FAILED", null));
        response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    }

    /** Where signing out leads whoever came in through Keycloak: their session there ends too. */
    Optional<String> goodbye(Authentication session) {
        if (!(session instanceof StaffSession staffSession) || staffSession.keycloak() == null) {
            return Optional.empty();
        }
        sessions.end(staffSession.keycloak().sid());
        return Optional.of(UriComponentsBuilder.fromUriString(settings.endpoint("logout"))
                .queryParam("id_token_hint", staffSession.keycloak().idToken())
                .queryParam("post_logout_redirect_uri", "{home}").encode().buildAndExpand(publicUrl + "/").toUriString());
    }

    void api(HttpSecurity http) {
        var bearer = new DefaultBearerTokenResolver();
        http.oauth2ResourceServer(server -> server
                .bearerTokenResolver(request -> CurrentUser.find().isPresent() ? null : bearer.resolve(request))
                .authenticationEntryPoint((request, response, denied) -> {
                    response.setHeader("WWW-Authenticate", "Bearer");
                    response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                })
                .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(this::caller)));
    }

    /**
     * A member of staff has the posts that the mirror says, not those of the token. The system of an office, which signs in
     * with a secret of its own, has those of its service account.
     */
    private AbstractAuthenticationToken caller(Jwt token) {
        StaffEntry entry = StaffEntry.of(token.getClaims());
        String client = token.getClaimAsString("azp");
        if ((StaffEntry.SYSTEM + client).equals(entry.username())) {
            return new BearerToken(token, CurrentUser.partner(client, Set.copyOf(entry.posts())));
        }
        return new BearerToken(token, staff.ofSubject(entry.subject())
                .orElseThrow(() -> new InvalidBearerTokenException("not a member of staff")));
    }
}
