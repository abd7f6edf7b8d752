package org.madoguchi.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * The one clock of the product. In production it runs with the machine. Tests and the walking of sample cases stop it
 * and move it; the engine's own clock, which is static in its JVM, is moved with it so that the two never disagree.
 */
public final class MovableClock extends Clock {

    private volatile Instant stopped;

    @Override
    public Instant instant() {
        Instant at = stopped;
        return at != null ? at : machineTime();
    }

    /** What the machine's clock says, also while this one is stopped. */
    public Instant machineTime() {
        return Clock.systemUTC().instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(instant(), zone);
    }

    /** Stops the clock at this instant. */
    public void stopAt(Instant instant) {
        stopped = instant;
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    /** Moves a stopped clock forward. */
    public void tick(Duration duration) {
        stopAt(instant().plus(duration));
    }

    /** Lets the clock run with the machine again. */
    public void run() {
        stopped = null;
        ClockUtil.reset();
    }
}
