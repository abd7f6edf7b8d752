package org.madoguchi.worklist;

import java.time.Duration;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Assumptions about work on tasks.
 *
 * @param undoWithin how long one may take back what one did with a task
 * @param holdAtMost how far away the last day of a hold may be; the clocks of the law run on meanwhile
 * @param followUpAtMost how far away the day to look again may be
 */
@ConfigurationProperties("madoguchi.work")
record WorkSettings(@DefaultValue("10m") Duration undoWithin, @DefaultValue("P30D") Period holdAtMost,
        @DefaultValue("P1Y") Period followUpAtMost) {}
