package org.madoguchi.reporting;

import java.util.stream.Stream;
import org.madoguchi.platform.Refusal;

/**
 * A letter that would come out with a gap is not printed: {@link #field()} is the path of what is wrong inside the letter,
 * such as {@code applicant.name} or {@code toBring[2].en}. It never holds the text itself.
 */
public class UnprintableText extends Refusal {

    private UnprintableText(String code, String field, Object... more) {
        super(Kind.BAD_INPUT, code, field, Stream.concat(Stream.of(field), Stream.of(more)).toArray());
    }

    /** The field holds a character that the letters' fonts cannot show. */
    static UnprintableText noGlyph(String field, int codePoint) {
        return new UnprintableText("UNPRINTABLE_TEXT", field, "U+%04X".formatted(codePoint));
    }

    /** The field must be on the page and is not there. */
    static UnprintableText missing(String field) {
        return new UnprintableText("MISSING_TEXT", field);
    }
}
