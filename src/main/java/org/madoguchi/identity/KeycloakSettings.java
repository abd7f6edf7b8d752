package org.madoguchi.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where Keycloak is, under the profile {@code keycloak}.
 *
 * @param url its address as browsers and this product know it
 * @param webSecret secret of the client {@code madoguchi-web}
 * @param provisioningSecret secret of the client {@code madoguchi-provisioning}
 * @param sessionAtMost how long somebody can work without signing in again
 * @param secondFactorWithin how long a second factor that was shown counts for what cannot be taken back
 */
@ConfigurationProperties("madoguchi.keycloak")
record KeycloakSettings(String url, @DefaultValue("madoguchi") String realm, String webSecret, String provisioningSecret,
        @DefaultValue("10h") Duration sessionAtMost, @DefaultValue("5m") Duration secondFactorWithin) {

    String issuer() {
        return url + "/realms/" + realm;
    }

    /** An endpoint of OpenID Connect. Written out, since asking for them would need Keycloak at the start. */
    String endpoint(String name) {
        return issuer() + "/protocol/openid-connect/" + name;
    }
}
