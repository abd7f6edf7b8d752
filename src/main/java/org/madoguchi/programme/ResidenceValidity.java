package org.madoguchi.programme;

import java.time.LocalDate;
import java.util.Map;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;

/**
 * How long the residence function of a card is valid. The table {@code residence-validity} says how it is counted; here
 * the day is counted.
 */
@Component
public class ResidenceValidity {

    public enum Format {
        FIRST_GENERATION,
        /** Ordinary and merged cards since June 2026. */
        NEW
    }

    public enum Holder {
        /** Permanent residents and highly skilled professionals (ii): their stay has no end. */
        PERMANENT,
        SPECIAL_PERMANENT, OTHER;

        /** @param periodUntil the last day of the stay, null where it has none */
        public static Holder of(String statusGroup, LocalDate periodUntil) {
            return StatusGroup.SPECIAL_PERMANENT_RESIDENT.name().equals(statusGroup) ? SPECIAL_PERMANENT
                    : periodUntil == null ? PERMANENT : OTHER;
        }
    }

    private final DecisionTables tables;

    ResidenceValidity(DecisionTables tables) {
        this.tables = tables;
    }

    /**
     * The last day of a card.
     *
     * @param periodUntil the last day of the stay; counts for {@link Holder#OTHER} only
     * @return null where it cannot be told: the end of the stay is unknown, or nobody has published the rule
     */
    public LocalDate lastDay(Holder holder, LocalDate birthDate, LocalDate issuedOn, Format format, LocalDate periodUntil) {
        Map<String, Object> row = tables.single("residence-validity", Map.of("format", format.name(), "holder", holder.name(),
                "ageAtIssue", CardValidity.ageOn(issuedOn, birthDate), "issuedOn", issuedOn,
                "bornOn29February", CardValidity.bornOn29February(birthDate)));
        LocalDate counted = counted(row, birthDate, issuedOn);
        if (!(Boolean) row.get("withinPeriodOfStay") || periodUntil == null) {
            return (Boolean) row.get("withinPeriodOfStay") ? null : counted;
        }
        return counted == null || periodUntil.isBefore(counted) ? periodUntil : counted;
    }

    private static LocalDate counted(Map<String, Object> row, LocalDate birthDate, LocalDate issuedOn) {
        Integer count = (Integer) row.get("count");
        return switch ((String) row.get("anchor")) {
            case "YEARS_FROM_ISSUE" -> issuedOn.plusYears(count);
            case "AGE" -> birthDate.plusYears(count);
            case "DAY_BEFORE_AGE" -> birthDate.plusYears(count).minusDays(1);
            case "BIRTHDAY" -> {
                LocalDate birthday = CardValidity.birthdayAfter(issuedOn, birthDate, count);
                yield row.get("lastDay").equals("FEB_28") ? birthday.withDayOfMonth(28) : birthday;
            }
            default -> null;
        };
    }
}
