package org.madoguchi.linkage;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Clocks and bounds of corrections ({@code madoguchi.correction.*}). Those of breach reports are the law's (D 3.4), where
 * "about 3 to 5 days" is read as a warning at the third day and the end at the fifth; the others are assumptions.
 *
 * @param confirmationReminder how long a copy holder may take before an officer asks again
 * @param reportablePersons more persons than this make a breach to be reported, whoever saw the data
 * @param anonymousPerHour how many anonymous reports are taken in an hour
 */
@ConfigurationProperties("madoguchi.correction")
record CorrectionSettings(
        @DefaultValue("P7D") Period confirmationReminder,
        @DefaultValue("P3D") Period preliminaryWarning,
        @DefaultValue("P5D") Period preliminaryEnd,
        @DefaultValue("P30D") Period finalEnd,
        @DefaultValue("P60D") Period finalEndImproper,
        @DefaultValue("100") int reportablePersons,
        @DefaultValue("120") int anonymousPerHour) {}
