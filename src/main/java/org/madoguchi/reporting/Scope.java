package org.madoguchi.reporting;

import java.time.LocalDate;

/**
 * What an office report is about.
 *
 * @param office whose figures these are, or words for all of them
 * @param from   the first day, {@code until} the last one
 */
public record Scope(Bilingual office, LocalDate from, LocalDate until, LocalDate writtenOn) {
}
