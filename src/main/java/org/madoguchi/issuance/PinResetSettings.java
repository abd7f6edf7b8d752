package org.madoguchi.issuance;

import java.time.Period;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Assumptions about resetting PINs. Sources name the mission for the PINs of the two certificates only.
 *
 * @param within how long the holder may take to come
 * @param atMission the PINs that a mission can reset
 */
@ConfigurationProperties("madoguchi.pin-reset")
record PinResetSettings(@DefaultValue("P60D") Period within,
        @DefaultValue({"SIGNATURE", "USER_AUTHENTICATION"}) Set<PinResets.Pin> atMission) {}
