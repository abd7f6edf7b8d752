package org.madoguchi.identity;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.GroupResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.AdminEventRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.madoguchi.identity.CurrentUser.Post;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keycloak as the directory of staff. A post is the membership in a group, {@code /offices/<office>/<role>}, that carries
 * the role. Everything here goes over the network, so nothing of it is called inside a transaction, nor to show a page.
 */
@Component
@Profile("keycloak")
class KeycloakDirectory implements DisposableBean {

    /**
     * What has changed since.
     *
     * @param until the time of the last change, by Keycloak's clock
     * @param ids of the changes, to know them again
     * @param subjects people to read anew
     * @param groups whether a group went, and with it the posts of people who are not named
     */
    record Changes(long until, Set<String> ids, Set<String> subjects, boolean groups) {}

    private static final int PAGE = 200;
    private static final String TOP = "/offices";

    private final Keycloak client;
    private final String realm;

    KeycloakDirectory(KeycloakSettings settings) {
        realm = settings.realm();
        client = KeycloakBuilder.builder().serverUrl(settings.url()).realm(realm).grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId("madoguchi-provisioning").clientSecret(settings.provisioningSecret())
                .resteasyClient(ClientBuilder.newBuilder().connectTimeout(3, TimeUnit.SECONDS).readTimeout(20, TimeUnit.SECONDS)
                        .register(JacksonProvider.class, 100).build())
                .build();
    }

    @Override
    public void destroy() {
        client.close();
    }

    private RealmResource realm() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("Keycloak is never called inside a transaction");
        }
        return client.realm(realm);
    }

    /** Empty for whoever was deleted. */
    Optional<StaffEntry> find(String subject) {
        try {
            UserResource user = realm().users().get(subject);
            Set<Post> posts = StaffEntry.posts(pages(first -> user.groups(first, PAGE)).stream().map(GroupRepresentation::getPath).toList());
            return Optional.of(entry(user.toRepresentation(), posts));
        } catch (NotFoundException gone) {
            return Optional.empty();
        }
    }

    private static StaffEntry entry(UserRepresentation user, Set<Post> posts) {
        Map<String, List<String>> attributes = user.getAttributes() == null ? Map.of() : user.getAttributes();
        String name = user.getUsername();
        return new StaffEntry(user.getId(), name, attributes.getOrDefault("nameJa", List.of(name)).get(0),
                attributes.getOrDefault("nameEn", List.of(name)).get(0), user.getEmail(), Boolean.TRUE.equals(user.isEnabled()), posts,
                new TreeSet<>(attributes.getOrDefault("skills", List.of())));
    }

    private static <T> List<T> pages(IntFunction<List<T>> page) {
        List<T> all = new ArrayList<>();
        List<T> some;
        do {
            some = page.apply(all.size());
            all.addAll(some);
        } while (some.size() == PAGE);
        return all;
    }

    private List<GroupRepresentation> children(String group) {
        GroupResource parent = realm().groups().group(group);
        return pages(first -> parent.getSubGroups(first, PAGE, false));
    }

    private List<GroupRepresentation> offices() {
        return children(realm().getGroupByPath(TOP).getId());
    }

    /** Everybody who has a post, office by office; {@code heartbeat} runs after each. */
    Collection<StaffEntry> everybody(Runnable heartbeat) {
        Map<String, StaffEntry> people = new LinkedHashMap<>();
        for (GroupRepresentation office : offices()) {
            for (GroupRepresentation group : children(office.getId())) {
                Set<Post> post = StaffEntry.posts(Set.of(group.getPath()));
                GroupResource members = realm().groups().group(group.getId());
                pages(first -> members.members(first, PAGE, false))
                        .forEach(user -> people.merge(user.getId(), entry(user, post), StaffEntry::and));
            }
            heartbeat.run();
        }
        return people.values();
    }

    /** When the last change was, by Keycloak's clock. */
    long lastChange() {
        return events(0, 0, 1, "desc").stream().mapToLong(AdminEventRepresentation::getTime).findFirst().orElse(0);
    }

    /** What administrators, and we ourselves, changed since this moment of Keycloak's clock, without what is known already. */
    Changes since(long from, Set<String> known) {
        List<AdminEventRepresentation> all = pages(first -> events(from, first, PAGE, "asc"));
        List<AdminEventRepresentation> news = all.stream().filter(event -> !known.contains(event.getId())).toList();
        return new Changes(all.stream().mapToLong(AdminEventRepresentation::getTime).max().orElse(from),
                all.stream().map(AdminEventRepresentation::getId).collect(Collectors.toSet()),
                news.stream().map(AdminEventRepresentation::getResourcePath).filter(path -> path.startsWith("users/"))
                        .map(path -> path.split("/")[1]).collect(Collectors.toSet()),
                news.stream().anyMatch(event -> event.getResourcePath().startsWith("groups/") && !event.getOperationType().equals("CREATE")));
    }

    private List<AdminEventRepresentation> events(long from, int first, int max, String order) {
        return realm().getAdminEvents(null, null, null, null, null, null, List.of("USER", "GROUP_MEMBERSHIP", "GROUP"), from,
                Long.MAX_VALUE, first, max, order);
    }

    /**
     * Somebody as they are in Keycloak now.
     *
     * @param firstPassword to be changed at the first sign-in; null for an account that was there already
     */
    record Account(StaffEntry entry, String firstPassword) {}

    /** Makes or changes an account, its posts last; whoever has none any more is closed out. */
    Account put(StaffEntry wanted) {
        var account = new UserRepresentation();
        UserResource user = null;
        String password = null;
        if (wanted.subject() != null) {
            user = realm().users().get(wanted.subject());
            account = user.toRepresentation();
        }
        account.setUsername(wanted.username());
        account.setEnabled(wanted.enabled());
        account.setEmail(wanted.email());
        Map<String, List<String>> attributes = account.getAttributes() == null ? new LinkedHashMap<>() : new LinkedHashMap<>(account.getAttributes());
        attributes.put("nameJa", List.of(wanted.nameJa()));
        attributes.put("nameEn", List.of(wanted.nameEn()));
        attributes.put("skills", List.copyOf(wanted.skills()));
        account.setAttributes(attributes);
        if (user == null) {
            password = randomPassword();
            var credential = new CredentialRepresentation();
            credential.setType(CredentialRepresentation.PASSWORD);
            credential.setValue(password);
            credential.setTemporary(true);
            account.setCredentials(List.of(credential));
            account.setGroups(wanted.posts().stream().map(KeycloakDirectory::path).toList());
            try (Response made = realm().users().create(account)) {
                user = realm().users().get(CreatedResponseUtil.getCreatedId(made));
            }
        } else {
            user.update(account);
        }
        UserResource changed = user;
        Map<Post, String> has = new LinkedHashMap<>();
        pages(first -> changed.groups(first, PAGE)).forEach(group -> StaffEntry.post(group.getPath()).ifPresent(post -> has.put(post, group.getId())));
        has.forEach((post, group) -> {
            if (!wanted.posts().contains(post)) {
                changed.leaveGroup(group);
            }
        });
        wanted.posts().stream().filter(post -> !has.containsKey(post)).forEach(post ->
                changed.joinGroup(realm().getGroupByPath(path(post)).getId()));
        if (!wanted.enabled()) {
            changed.logout();
        }
        String subject = wanted.subject() != null ? wanted.subject() : changed.toRepresentation().getId();
        return new Account(new StaffEntry(subject, wanted.username(), wanted.nameJa(), wanted.nameEn(), wanted.email(), wanted.enabled(), wanted.posts(),
                wanted.skills()), password);
    }

    private static String path(Post post) {
        return TOP + "/" + post.office() + "/" + post.role().id();
    }

    private static String randomPassword() {
        byte[] random = new byte[15];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }

    /** Makes the groups of offices and posts that are not there yet; may be repeated. Returns how many were made. */
    int provision(Collection<Office> offices) {
        String top = realm().getGroupByPath(TOP).getId();
        Map<String, GroupRepresentation> present = children(top).stream()
                .collect(Collectors.toMap(GroupRepresentation::getName, office -> office));
        int made = 0;
        for (Office office : offices) {
            GroupRepresentation group = present.get(office.code());
            String id = group != null ? group.getId() : create(top, office.code());
            Map<String, GroupRepresentation> posts = children(id).stream()
                    .collect(Collectors.toMap(GroupRepresentation::getName, post -> post));
            for (Role role : Role.values()) {
                if (role.officeKind() == office.kind() && !carries(posts.get(role.id()), role)) {
                    GroupRepresentation post = posts.get(role.id());
                    giveRole(post != null ? post.getId() : create(id, role.id()), role);
                    made++;
                }
            }
        }
        return made;
    }

    private static boolean carries(GroupRepresentation post, Role role) {
        return post != null && post.getRealmRoles() != null && post.getRealmRoles().contains(role.id());
    }

    private String create(String parent, String name) {
        var child = new GroupRepresentation();
        child.setName(name);
        try (Response made = realm().groups().group(parent).subGroup(child)) {
            return made.readEntity(GroupRepresentation.class).getId();
        }
    }

    /** The role itself comes with the realm file; to make one that is missing our client would have to rule the realm. */
    private void giveRole(String group, Role role) {
        var mappings = realm().groups().group(group).roles().realmLevel();
        List<RoleRepresentation> wanted = mappings.listAvailable().stream().filter(one -> one.getName().equals(role.id())).toList();
        if (wanted.isEmpty()) {
            try {
                realm().roles().create(new RoleRepresentation(role.id(), null, false));
            } catch (ForbiddenException no) {
                throw new IllegalStateException("The realm has no role " + role.id() + ". Add it, or import the realm file anew.", no);
            }
            wanted = mappings.listAvailable().stream().filter(one -> one.getName().equals(role.id())).toList();
        }
        mappings.add(wanted);
    }
}
