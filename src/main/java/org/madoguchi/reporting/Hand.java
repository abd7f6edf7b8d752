package org.madoguchi.reporting;

import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One hand a card went through.
 *
 * @param at        in the zone of the office that signs the record
 * @param reference of a pouch, a seal or a disposal
 */
public record Hand(ZonedDateTime at, Bilingual event, @Nullable Bilingual office, @Nullable String reference) {
}
