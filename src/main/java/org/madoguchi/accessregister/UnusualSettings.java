package org.madoguchi.accessregister;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From when on reading stands out. No official figure exists; these are assumptions, to be set by who watches.
 *
 * @param habitDays over how many days what is usual for a reader is looked at
 * @param volumeTimes how many times what is usual stands out
 * @param volumeFrom but never fewer cases a day than this
 * @param taskWithin how long after a task was closed its case may still be read as part of the work
 * @param withoutTaskFrom how many cases a day without a task stand out
 * @param hoursMargin how long before opening and after closing is still no odd hour
 * @param outOfHoursFrom how many cases in odd hours stand out
 * @param searchWithin how soon after a list a case is opened as if it had been searched for
 * @param searchFrom how many of these, without a task, stand out on a day
 */
@ConfigurationProperties("madoguchi.unusual-reading")
public record UnusualSettings(
        @DefaultValue("28") int habitDays,
        @DefaultValue("3") int volumeTimes,
        @DefaultValue("30") int volumeFrom,
        @DefaultValue("P3D") Duration taskWithin,
        @DefaultValue("5") int withoutTaskFrom,
        @DefaultValue("1h") Duration hoursMargin,
        @DefaultValue("1") int outOfHoursFrom,
        @DefaultValue("2m") Duration searchWithin,
        @DefaultValue("5") int searchFrom) {}
