package org.madoguchi.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Options of radio groups and lists for templates, with their words from the messages. */
@Component("choices")
public class Choices {

    /** One option; {@code hint} says what choosing it does, or is null. */
    public record Choice(String value, String label, String hint) {}

    private final MessageSource messages;

    Choices(MessageSource messages) {
        this.messages = messages;
    }

    /** Options whose label is the message {@code <prefix>.<value>} and whose hint is {@code <prefix>.<value>.hint}, if any. */
    public List<Choice> of(String prefix, String... values) {
        Locale locale = LocaleContextHolder.getLocale();
        return Arrays.stream(values).map(value -> new Choice(value, messages.getMessage(prefix + "." + value, null, locale),
                messages.getMessage(prefix + "." + value + ".hint", null, null, locale))).toList();
    }
}
