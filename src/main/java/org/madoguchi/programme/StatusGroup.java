package org.madoguchi.programme;

/** How a person stays in Japan, as far as residence cards are concerned (table {@code residence-eligibility}). */
public enum StatusGroup {
    MID_TO_LONG_TERM, SPECIAL_PERMANENT_RESIDENT, TEMPORARY_VISITOR, DIPLOMAT_OFFICIAL,
    /** Such as staff of the Taiwan and Palestinian offices and their family. */
    ORDINANCE_EXCLUDED,
    /** Overstay. */
    NO_STATUS,
    /** Temporary refuge, provisional stay, transitional stay. */
    NOT_MID_LONG_TERM, JAPANESE_NATIONAL
}
