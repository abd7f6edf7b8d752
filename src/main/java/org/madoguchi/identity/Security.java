package org.madoguchi.identity;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.RefusedRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationProvider;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.NoOpPasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthenticationFilter;

/** Which route is open to whom. Whatever is not named here is closed. */
@Configuration(proxyBeanMethods = false)
class Security {

    static final String SIGN_IN = "/sign-in";

    private static final String[] STAFF = Arrays.stream(Role.values()).map(Role::id).toArray(String[]::new);
    private static final String[] CASEWORK = Stream.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR,
            Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR, Role.ISA_CLERK, Role.ISA_EXAMINER, Role.ISA_CARD_OFFICER,
            Role.ISA_SUPERVISOR, Role.LINKAGE_OFFICER, Role.PRIVACY_OFFICER).map(Role::id).toArray(String[]::new);
    private static final String NOTHING_THERE = Security.class.getName() + ".nothingThere";
    private static final String[] CASE_READERS = Stream.concat(Arrays.stream(CASEWORK), Stream.of(Role.PROGRAMME_MANAGER.id()))
            .toArray(String[]::new);
    private static final String[] REPORT_READERS = Stream.concat(Arrays.stream(CASE_READERS), Stream.of(Role.AUDITOR.id())).toArray(String[]::new);
    private static final String[] NUMBER_READERS = Stream.of(Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR, Role.LINKAGE_OFFICER)
            .map(Role::id).toArray(String[]::new);
    private static final String[] SUPERVISORS = Arrays.stream(Role.values()).filter(Role::supervises).map(Role::id)
            .toArray(String[]::new);

    /** An expired session reloads the page instead of putting a sign-in form into a table cell. */
    private static void reload(HttpServletResponse response) {
        response.setHeader("HX-Refresh", "true");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }

    /** What no rule speaks of is closed to everybody; who is signed in hears that nothing is there. */
    private static AuthorizationDecision nothingThere(Supplier<? extends Authentication> who, RequestAuthorizationContext asked) {
        asked.getRequest().setAttribute(NOTHING_THERE, true);
        return new AuthorizationDecision(false);
    }

    private static int denied(HttpServletRequest request) {
        return request.getAttribute(NOTHING_THERE) == null ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_NOT_FOUND;
    }

    /**
     * The JSON API: no cookies, hence no CSRF; a follow token, a token of Keycloak's, or HTTP Basic for the staff of the
     * demonstration.
     */
    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, FollowToken followToken, Staff staff, Optional<KeycloakDoor> keycloak,
            Environment environment) throws Exception {
        boolean demo = keycloak.isEmpty() && environment.acceptsProfiles(Profiles.of("demo"));
        http.securityMatcher("/api/**", "/engine-rest/**")
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, denied) -> {
                    response.setHeader("WWW-Authenticate", demo ? "Basic realm=\"Madoguchi\"" : "Bearer");
                    response.sendError(401);
                }).accessDeniedHandler((request, response, denied) -> response.sendError(denied(request))))
                .csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(followToken.filter(), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(route -> route
                        .dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                        .requestMatchers(GET, "/api/openapi.json").permitAll()
                        .requestMatchers(POST, "/api/v1/eligibility", "/api/v1/applications").permitAll()
                        .requestMatchers(GET, "/api/v1/slots", "/api/v1/open/access", "/api/v1/open/card-items").permitAll()
                        .requestMatchers(POST, "/api/v1/partners/*/events").permitAll()
                        .requestMatchers(GET, "/api/v1/applications/*").hasRole("applicant")
                        .requestMatchers(POST, "/api/v1/appointments").hasRole("applicant")
                        .requestMatchers(GET, "/api/v1/tasks", "/api/v1/tasks/**").access(with(KeycloakDoor.READ_TASKS, CASEWORK))
                        .requestMatchers("/api/v1/tasks", "/api/v1/tasks/**").access(with(KeycloakDoor.WRITE_TASKS, CASEWORK))
                        .requestMatchers(GET, "/engine-rest/version", "/engine-rest/deployment").access(with(KeycloakDoor.DRAFT_MODELS, Role.PROCESS_ANALYST.id()))
                        .requestMatchers(POST, "/engine-rest/deployment/create").access(with(KeycloakDoor.DRAFT_MODELS, Role.PROCESS_ANALYST.id()))
                        .anyRequest().access(Security::nothingThere));
        if (keycloak.isPresent()) {
            keycloak.get().api(http);
        }
        if (demo) {
            http.httpBasic(Customizer.withDefaults()).authenticationManager(new ProviderManager(demoStaff(staff)));
        }
        return http.build();
    }

    /** One of these roles; whoever comes with a token needs this scope besides. */
    private static AuthorizationManager<RequestAuthorizationContext> with(String scope, String... roles) {
        return AuthorizationManagers.allOf(AuthorityAuthorizationManager.hasAnyRole(roles), (caller, request) ->
                new AuthorizationDecision(!(caller.get() instanceof BearerToken token) || token.hasScope(scope)));
    }

    /** Demonstration only: every member of staff has the password "demo". */
    @SuppressWarnings("deprecation")
    private static DaoAuthenticationProvider demoStaff(Staff staff) {
        UserDetailsService people = id -> staff.find(id).<org.springframework.security.core.userdetails.UserDetails>map(
                DemoUser::new).orElseThrow(() -> new UsernameNotFoundException(id));
        var provider = new DaoAuthenticationProvider(people) {
            @Override
            protected org.springframework.security.core.Authentication createSuccessAuthentication(Object principal,
                    Authentication authentication,
                    org.springframework.security.core.userdetails.UserDetails user) {
                return super.createSuccessAuthentication(((DemoUser) user).person, authentication, user);
            }
        };
        provider.setPasswordEncoder(NoOpPasswordEncoder.getInstance());
        return provider;
    }

    /** A member of staff with the demonstration's password. */
    private static final class DemoUser extends User {

        private final transient CurrentUser person;

        DemoUser(CurrentUser person) {
            super(person.id(), "demo", person.getAuthorities());
            this.person = person;
        }
    }

    /** No text that the database cannot keep: NUL is nobody's name. */
    @Bean
    HttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value.indexOf(0) < 0);
        return firewall;
    }

    /** What the sign-in itself refuses is told like any other refusal, and is no fault for the log. */
    private static void tellRefusals(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (Refusal no) {
            request.setAttribute(Refusal.EARLY, no);
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    /** Whoever came in by a passkey that was removed since, perhaps with the device it is on, is signed out. */
    private static Filter sessionsEndWith(Passkeys passkeys) {
        var signOut = new SecurityContextLogoutHandler();
        return (request, response, chain) -> {
            var session = SecurityContextHolder.getContext().getAuthentication();
            if (!passkeys.stillOpen(session)) {
                signOut.logout((HttpServletRequest) request, (HttpServletResponse) response, session);
            }
            chain.doFilter(request, response);
        };
    }

    /** What Spring's filter leaves out: an applicant as principal, a new session id, words for a passkey that opens nothing. */
    private static ObjectPostProcessor<WebAuthnAuthenticationFilter> signInBy(Passkeys passkeys, HttpSecurity http) {
        return new ObjectPostProcessor<>() {
            @Override
            public <F extends WebAuthnAuthenticationFilter> F postProcess(F filter) {
                filter.setAuthenticationManager(passkeys::signIn);
                filter.setSessionAuthenticationStrategy(http.getSharedObject(SessionAuthenticationStrategy.class));
                filter.setAuthenticationFailureHandler((request, response, failed) -> {
                    request.setAttribute(Refusal.EARLY, new Refusal(Refusal.Kind.NOT_SIGNED_IN, "PASSKEY_UNKNOWN", null));
                    response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
                });
                return filter;
            }
        };
    }

    /** Whether the request brings this token; without one set, nobody's does. */
    private static boolean bears(RequestAuthorizationContext asked, String token) {
        String brought = asked.getRequest().getHeader(HttpHeaders.AUTHORIZATION);
        return !token.isEmpty() && brought != null && MessageDigest.isEqual(brought.getBytes(StandardCharsets.UTF_8),
                ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    /** The pages: session cookie, CSRF, one-time codes and passkeys for applicants, Keycloak for staff. */
    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, OneTimeCodes codes, Passkeys passkeys, StaffSessions sessions,
            Optional<KeycloakDoor> keycloak, ApplicationEventPublisher told, @Value("${madoguchi.metrics-token:}") String metricsToken)
            throws Exception {
        // asked for by the passkeys' configuration, and never called: see Passkeys.signIn
        http.setSharedObject(UserDetailsService.class, CurrentUser::applicant);
        var codeProvider = new OneTimeTokenAuthenticationProvider(codes, account -> {
            UUID.fromString(account);
            return CurrentUser.applicant(account);
        });
        http.authorizeHttpRequests(route -> route
                        .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll()
                        .requestMatchers("/", "/error", "/favicon.ico", "/assets/**", "/webjars/**").permitAll()
                        .requestMatchers(SIGN_IN, SIGN_IN + "/**").permitAll()
                        .requestMatchers(POST, "/webauthn/authenticate/options", "/login/webauthn").permitAll()
                        .requestMatchers(POST, "/webauthn/register/options", "/webauthn/register").hasRole("applicant")
                        .requestMatchers("/passkeys", "/passkeys/remove").hasRole("applicant")
                        .requestMatchers("/demo/**").permitAll()
                        .requestMatchers(GET, "/actuator/health", "/actuator/health/**").permitAll()
                        .requestMatchers(GET, "/actuator/prometheus").access((caller, asked) -> new AuthorizationDecision(bears(asked, metricsToken)))
                        .requestMatchers(GET, "/open", "/open/access", "/open/card-items").permitAll()
                        .requestMatchers(GET, "/open/alerts").hasAnyRole(Role.PRIVACY_OFFICER.id(), Role.PROGRAMME_MANAGER.id())
                        .requestMatchers("/access/seals", "/access/deletions", "/access/attempts", "/access/attempts.csv").hasAnyRole(Role.PRIVACY_OFFICER.id(), Role.AUDITOR.id())
                        .requestMatchers("/access", "/access/**").hasRole(Role.PRIVACY_OFFICER.id())
                        .requestMatchers("/apply", "/apply/check", "/residence", "/residence/check").permitAll()
                        .requestMatchers("/report-link", "/report-link/thanks").permitAll()
                        .requestMatchers("/apply/**", "/residence/apply", "/residence/apply/**", "/track", "/track/**", "/book/**")
                        .hasRole("applicant")
                        .requestMatchers("/tasks", "/tasks/**").hasAnyRole(CASE_READERS)
                        .requestMatchers("/search").hasAnyRole(CASE_READERS)
                        .requestMatchers("/cases/new").hasAnyRole(Role.ISA_CLERK.id(), Role.MUNICIPAL_OFFICER.id())
                        .requestMatchers("/cases/call", "/cases/call/*").hasRole(Role.CONTACT_CENTRE_AGENT.id())
                        .requestMatchers("/cases/*/number", "/cases/*/number/**").hasAnyRole(NUMBER_READERS)
                        .requestMatchers("/cases", "/cases/**").hasAnyRole(CASE_READERS)
                        .requestMatchers("/corrections", "/corrections/**").hasAnyRole(Role.LINKAGE_OFFICER.id(), Role.PRIVACY_OFFICER.id())
                        .requestMatchers(GET, "/reports/breach/**").hasAnyRole(Role.LINKAGE_OFFICER.id(), Role.PRIVACY_OFFICER.id())
                        .requestMatchers(GET, "/reports/poster/**").hasAnyRole(Role.CONSULAR_CLERK.id(), Role.CONSULAR_OFFICER.id(), Role.CONSULAR_SUPERVISOR.id(),
                                Role.PROGRAMME_MANAGER.id())
                        .requestMatchers(GET, "/reports", "/reports/*").hasAnyRole(REPORT_READERS)
                        .requestMatchers("/print-runs", "/print-runs/**").hasAnyRole(CASE_READERS)
                        .requestMatchers(GET, "/m/*").permitAll()
                        .requestMatchers("/supervision", "/supervision/**").hasAnyRole(SUPERVISORS)
                        .requestMatchers("/admin", "/admin/**").hasRole(Role.ADMINISTRATOR.id())
                        .requestMatchers(POST, "/models/changes/*/decision", "/models/releases/roll-back").hasRole(Role.PROCESS_APPROVER.id())
                        .requestMatchers(GET, "/models/parts.json", "/models/drafts/**", "/models/changes", "/models/changes/**", "/models/releases")
                        .hasAnyRole(Role.PROCESS_ANALYST.id(), Role.PROCESS_APPROVER.id(), Role.AUDITOR.id())
                        .requestMatchers(GET, "/models", "/models/**").hasAnyRole(STAFF)
                        .requestMatchers("/models/**").hasRole(Role.PROCESS_ANALYST.id())
                        .anyRequest().access(Security::nothingThere))
                .oneTimeTokenLogin(ott -> ott
                        .tokenService(codes)
                        .authenticationProvider(codeProvider)
                        .tokenGeneratingUrl(SIGN_IN + "/code")
                        .loginProcessingUrl(SIGN_IN + "/code/verify")
                        .showDefaultSubmitPage(false)
                        .authenticationConverter(request -> {
                            String email = request.getParameter("email");
                            String code = request.getParameter("code");
                            return email == null || code == null ? null
                                    : new OneTimeTokenAuthenticationToken(email.strip() + ' ' + code.strip());
                        })
                        .tokenGenerationSuccessHandler((request, response, token) -> {
                            request.getSession().setAttribute("signin.email", token.getUsername());
                            response.sendRedirect(SIGN_IN + "/code");
                        })
                        .failureHandler((request, response, failed) -> {
                            told.publishEvent(new RefusedRequest(request, HttpServletResponse.SC_UNAUTHORIZED, "CODE_WRONG"));
                            response.sendRedirect(SIGN_IN + "/code?wrong");
                        })
                        .loginPage(SIGN_IN))
                .addFilterAfter(sessionsEndWith(passkeys), SecurityContextHolderFilter.class)
                .addFilterAfter(sessions.filter(), SecurityContextHolderFilter.class)
                .addFilterAfter(Security::tellRefusals, CsrfFilter.class)
                .webAuthn(passkey -> passkey
                        .disableDefaultRegistrationPage(true)
                        .withObjectPostProcessor(signInBy(passkeys, http)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, denied) -> {
                    if (request.getHeader("HX-Request") != null) {
                        reload(response);
                    } else {
                        new LoginUrlAuthenticationEntryPoint(SIGN_IN).commence(request, response, denied);
                    }
                }).accessDeniedHandler((request, response, denied) -> {
                    if (denied instanceof CsrfException) {
                        // with the session its token has gone
                        if (request.getHeader("HX-Request") != null && CurrentUser.find().isEmpty()) {
                            reload(response);
                            return;
                        }
                        request.setAttribute(Refusal.EARLY, Refusal.forbidden("FORM_EXPIRED"));
                    }
                    response.sendError(denied(request));
                }))
                .logout(logout -> logout.logoutRequestMatcher(PathPatternRequestMatcher.withDefaults().matcher(POST, "/sign-out"))
                        .logoutSuccessHandler((request, response, session) ->
                                response.sendRedirect(keycloak.flatMap(door -> door.goodbye(session)).orElse("/"))));
        if (keycloak.isPresent()) {
            keycloak.get().pages(http);
        }
        return http.build();
    }
}
