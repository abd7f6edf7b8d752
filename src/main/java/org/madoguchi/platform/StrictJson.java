package org.madoguchi.platform;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.LocalDate;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Facts about people are not guessed: "true" is not true, 1 is no purpose, half a month is no month, and no field comes twice. Text holds nothing
 * that a database cannot keep.
 */
@Component
public class StrictJson implements JsonMapperBuilderCustomizer {

    /** Refuses the character NUL and halves of a surrogate pair, of which the one cannot be stored and the other becomes "?". */
    public static JacksonModule storableText() {
        return new SimpleModule("storable-text").addDeserializer(String.class, new StringDeserializer() {
            @Override
            public String deserialize(JsonParser json, DeserializationContext context) {
                String text = super.deserialize(json, context);
                if (text != null && text.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
                    throw context.weirdStringException("", String.class, "Text that cannot be stored");
                }
                return text;
            }
        });
    }

    @Override
    public void customize(JsonMapper.Builder json) {
        json.addModule(storableText())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withConfigOverride(LocalDate.class, day -> day.setFormat(JsonFormat.Value.forLeniency(false)));
    }
}
