package org.madoguchi.worklist;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.madoguchi.platform.Refusal;

/** Cursors as they stand in an address. */
final class Cursors {

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

    private Cursors() {}

    static String write(WorkStore.Cursor last) {
        String text = last.priority() + "|" + last.at() + "|" + last.taskId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the database knows this moment: ISO dates reach a billion years further. */
    static boolean storable(Instant moment) {
        return !moment.isBefore(Instant.EPOCH) && moment.isBefore(END_OF_TIME);
    }

    /** @throws Refusal CURSOR_MALFORMED */
    static WorkStore.Cursor read(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|", 3);
            Instant due = Instant.parse(parts[1]);
            if (!storable(due) || parts[2].indexOf(0) >= 0) {
                throw new IllegalArgumentException("Nothing of ours");
            }
            return new WorkStore.Cursor(Integer.parseInt(parts[0]), due, parts[2]);
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw Refusal.badInput("CURSOR_MALFORMED", "cursor");
        }
    }
}
