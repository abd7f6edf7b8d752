package org.madoguchi.casefile;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long we wait for the applicant. No official figure was found for missions; these are assumptions, set by
 * configuration.
 */
@ConfigurationProperties("madoguchi.deadlines")
public record Deadlines(
        @DefaultValue("P14D") Period informationReminder,
        @DefaultValue("P60D") Period informationLapse,
        @DefaultValue("P7D") Period paymentReminder,
        @DefaultValue("P30D") Period paymentLapse,
        @DefaultValue("P7D") Period holderReminder,
        @DefaultValue("P60D") Period holderLapse,
        @DefaultValue("P21D") Period production,
        @DefaultValue("P60D") Period secondNotice,
        @DefaultValue("P150D") Period collection,
        @DefaultValue("P30D") Period collectionGrace,
        @DefaultValue("P14D") Period collectionLastCall) {}
