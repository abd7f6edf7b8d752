package org.madoguchi.reporting;

import java.awt.Font;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at every text of a letter, however deep in its records, before a page is made of it. */
class Printable {

    private final List<Font> fonts;

    Printable(List<Font> fonts) {
        this.fonts = fonts;
    }

    void check(Record letter) {
        checkRecord("", letter);
    }

    private void checkRecord(String path, Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            String field = path.isEmpty() ? component.getName() : path + "." + component.getName();
            Object value = valueOf(component, record);
            if (value != null) {
                checkValue(field, value);
            } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                throw UnprintableText.missing(field);
            }
        }
    }

    private void checkValue(String field, @Nullable Object value) {
        if (value == null) {
            throw UnprintableText.missing(field);
        } else if (value instanceof Record record) {
            checkRecord(field, record);
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                checkValue(field + "[" + i + "]", list.get(i));
            }
        } else if (value instanceof CharSequence || value instanceof URI) {
            checkText(field, value.toString());
        }
    }

    void checkText(String field, String text) {
        if (text.isBlank()) {
            throw UnprintableText.missing(field);
        }
        text.codePoints().filter(c -> !shows(c)).findFirst().ifPresent(c -> {
            throw UnprintableText.noGlyph(field, c);
        });
    }

    private boolean shows(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // The fonts accept some of these and draw nothing, or draw a mark beside its letter instead of on it.
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                 Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                 Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> false;
            default -> fonts.stream().allMatch(font -> font.canDisplay(codePoint));
        };
    }

    private static @Nullable Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A letter is a public record of public records", impossible);
        }
    }
}
