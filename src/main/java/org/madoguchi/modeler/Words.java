package org.madoguchi.modeler;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The little languages in which models and tables may speak, and nothing else: a call of one method of a process bean with the
 * execution, a comparison of variables with constants, and the cells of tables. Whatever these do not read is refused, so
 * that no expression reaches the engine's own languages with more in it.
 */
final class Words {

    /** Deeper than anybody writes, and no danger for a reader that calls itself. */
    private static final int DEEPEST = 20;
    private static final int LONGEST = 2000;
    private static final Set<String> BOTH = Set.of("&&", "||", "and", "or");
    private static final Set<String> COMPARES = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> TAKEN = Set.of("and", "or", "not", "true", "false", "null", "empty", "execution", "task", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod", "instanceof");

    private static final class Unreadable extends RuntimeException {
        Unreadable() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int at;
    private int depth;
    private final Set<String> variables = new TreeSet<>();

    private Words(String text) {
        this.text = text;
    }

    /** The step {@code bean.method} of {@code ${bean.method(execution)}}; empty for anything else. */
    static Optional<String> step(String expression) {
        return read(expression, words -> {
            words.expect("${");
            String bean = words.name();
            words.expect(".");
            String method = words.name();
            words.expect("(");
            words.expect("execution");
            words.expect(")");
            words.expect("}");
            words.end();
            if (!bean.endsWith("Process")) {
                throw new Unreadable();
            }
            return bean + '.' + method;
        });
    }

    /** The variables that {@code ${a == 'X' and b != true}} compares; empty for anything that is no such comparison. */
    static Optional<Set<String>> condition(String expression) {
        return read(expression, words -> {
            words.expect("${");
            words.either();
            words.expect("}");
            words.end();
            return words.variables;
        });
    }

    /** Whether a table can hold this as a cell of an input: constants, comparisons, ranges, {@code not(…)}, or nothing. */
    static boolean isCell(String cell) {
        return cell.isBlank() || cell.strip().equals("-") || read(cell, words -> {
            if (words.has("not")) {
                words.expect("(");
                words.tests();
                words.expect(")");
            } else {
                words.tests();
            }
            words.end();
            return true;
        }).isPresent();
    }

    /** Whether a table can answer this: one constant, or nothing. */
    static boolean isAnswer(String cell) {
        return cell.isBlank() || read(cell, words -> {
            words.constant();
            words.end();
            return true;
        }).isPresent();
    }

    /** Whether this is a list of constants, as a column lists what it knows. */
    static boolean isList(String values) {
        return read(values, words -> {
            do {
                words.constant();
            } while (words.has(","));
            words.end();
            return true;
        }).isPresent();
    }

    /** Whether this is the name of a variable and nothing more. */
    static boolean isVariable(String name) {
        return read(name, words -> {
            String variable = words.name();
            words.end();
            return TAKEN.contains(variable) ? null : variable;
        }).isPresent();
    }

    private interface Reading<T> {
        T read(Words words);
    }

    private static <T> Optional<T> read(String text, Reading<T> reading) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(reading.read(new Words(text)));
        } catch (Unreadable no) {
            return Optional.empty();
        }
    }

    private void either() {
        one();
        for (String word = word(); BOTH.contains(word); word = word()) {
            expect(word);
            one();
        }
    }

    private void one() {
        if (++depth > DEEPEST) {
            throw new Unreadable();
        }
        if (has("(")) {
            either();
            expect(")");
        } else if (word().equals("!") || word().equals("not")) {
            expect(word());
            one();
        } else {
            String variable = name();
            if (TAKEN.contains(variable)) {
                throw new Unreadable();
            }
            variables.add(variable);
            if (COMPARES.contains(word())) {
                expect(word());
                plain();
            }
        }
        depth--;
    }

    /** What a variable is compared with: a text between single quotes, a number, or a truth. */
    private void plain() {
        if (!has("true") && !has("false") && !has("null") && !number()) {
            quoted('\'');
        }
    }

    private void tests() {
        do {
            if (has("[") || has("(") || has("]")) {
                constant();
                expect("..");
                constant();
                if (!has("]") && !has(")") && !has("[")) {
                    throw new Unreadable();
                }
            } else {
                if (COMPARES.contains(word()) && !word().equals("==") && !word().equals("!=")) {
                    expect(word());
                }
                constant();
            }
        } while (has(","));
    }

    private void constant() {
        if (has("true") || has("false") || number()) {
            return;
        }
        if (has("date")) {
            expect("(");
            quoted('"');
            expect(")");
        } else {
            quoted('"');
        }
    }

    private boolean number() {
        space();
        int from = at;
        int i = at;
        if (i < text.length() && text.charAt(i) == '-') {
            i++;
        }
        int digits = i;
        while (i < text.length() && (Character.isDigit(text.charAt(i)) || text.charAt(i) == '.' && i + 1 < text.length() && Character.isDigit(text.charAt(i + 1)))) {
            i++;
        }
        at = i > digits ? i : from;
        return at > from;
    }

    private void quoted(char quote) {
        space();
        if (at >= text.length() || text.charAt(at) != quote) {
            throw new Unreadable();
        }
        int end = text.indexOf(quote, at + 1);
        String between = end < 0 ? "\\" : text.substring(at + 1, end);
        // nothing that the engine's languages read as more than text
        if (between.indexOf('\\') >= 0 || between.contains("${") || between.contains("#{")) {
            throw new Unreadable();
        }
        at = end + 1;
    }

    private String name() {
        String word = word();
        // letters of other scripts look like these and are others
        if (word.isEmpty() || word.charAt(0) > 127 || !Character.isLetter(word.charAt(0))) {
            throw new Unreadable();
        }
        at += word.length();
        return word;
    }

    /** The word or mark that comes next, which is not taken yet. */
    private String word() {
        space();
        int end = at;
        while (end < text.length() && (Character.isLetterOrDigit(text.charAt(end)) && text.charAt(end) < 128 || text.charAt(end) == '_')) {
            end++;
        }
        if (end == at && end < text.length()) {
            for (String mark : List.of("==", "!=", "<=", ">=", "&&", "||", "${", "..")) {
                if (text.startsWith(mark, at)) {
                    return mark;
                }
            }
            end++;
        }
        return text.substring(at, end);
    }

    private boolean has(String word) {
        if (word().equals(word)) {
            at += word.length();
            return true;
        }
        return false;
    }

    private void expect(String word) {
        if (!has(word)) {
            throw new Unreadable();
        }
    }

    private void end() {
        space();
        if (at < text.length()) {
            throw new Unreadable();
        }
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
