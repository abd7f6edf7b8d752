package org.madoguchi.reporting;

import org.jspecify.annotations.Nullable;

/** An embassy, consulate or municipality as it signs a letter; what is null is left off the page. */
public record Place(
        Bilingual name,
        Bilingual address,
        @Nullable String telephone,
        @Nullable String email,
        @Nullable Bilingual hours) {
}
