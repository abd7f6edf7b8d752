package org.madoguchi.modeler;

import java.util.List;
import java.util.Locale;
import org.madoguchi.modeler.ModelDifference.Line;
import org.madoguchi.modeler.ModelDifference.What;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Models, their differences and their faults in the words of their readers. */
@Component
class ModelWords {

    /** A fault in words. */
    record Told(String severity, String model, String element, String code, String text, String mend) {}

    /** A difference in words; the values stand beside. */
    record Difference(String kind, String element, String text, String before, String after) {}

    private final MessageSource messages;

    ModelWords(MessageSource messages) {
        this.messages = messages;
    }

    /** The name people know it by: of a model the product came with as its texts say, of another as it calls itself. */
    String name(ModelFile file, Locale locale) {
        String known = messages.getMessage("model." + file.key(), null, "", locale);
        if (!known.isEmpty()) {
            return known;
        }
        try {
            String own = ModelXml.name(ModelXml.main(ModelXml.read(file.xml())), locale);
            return own.isBlank() ? file.key() : own;
        } catch (Refusal unreadable) {
            return file.key();
        }
    }

    List<Told> findings(List<Finding> findings, Locale locale) {
        return findings.stream().map(one -> new Told(one.severity().name(), one.model(), one.element(), one.code(),
                messages.getMessage("finding." + one.code(), one.words().toArray(), one.code(), locale),
                messages.getMessage("finding." + one.code() + ".mend", one.words().toArray(), "", locale))).toList();
    }

    /** Of a file that nobody can read there is nothing to tell but that. */
    List<Difference> between(ModelFile before, ModelFile after, Locale locale) {
        try {
            return ModelDifference.between(before, after, locale).stream().map(line -> new Difference(line.what().name(), line.element(), text(line, locale),
                    line.before(), line.after())).toList();
        } catch (Refusal unreadable) {
            return List.of(new Difference(What.CHANGED.name(), "", messages.getMessage(unreadable.messageKey(), unreadable.args(), locale), null, null));
        }
    }

    private String text(Line line, Locale locale) {
        String type = messages.getMessage("models.shape." + line.type(), null, line.type(), locale);
        String name = line.name().isEmpty() ? line.element() : line.name();
        String property = line.property() == null ? "" : messages.getMessage("models.property." + line.property(), null, line.property(), locale);
        return messages.getMessage("models.difference." + line.what(), new Object[] {type, name, property, line.what() == What.DRAWN ? line.after() : ""}, locale);
    }
}
