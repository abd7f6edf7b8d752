package org.madoguchi.journeys;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** All that the product writes to its log, faults and their causes included, from {@link #begin} on. */
class HeardLog extends AppenderBase<ILoggingEvent> {

    private static final HeardLog HEARD = new HeardLog();

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    /** Forgets what was written before. */
    static synchronized HeardLog begin() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (!root.isAttached(HEARD)) {
            HEARD.setContext(root.getLoggerContext());
            HEARD.start();
            root.addAppender(HEARD);
        }
        HEARD.lines.clear();
        return HEARD;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage() + ' ' + event.getMDCPropertyMap()
                + (event.getThrowableProxy() == null ? "" : '\n' + ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }

    String everything() {
        return String.join("\n", lines);
    }
}
