package org.madoguchi.eligibility;

import java.time.Clock;
import java.time.LocalDate;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** Answers whether a person may apply, for what, why or why not, what it costs and how long the card would be valid. */
@Component
public class Eligibility {

    /** No date of a living person or of a card lies outside; ISO dates reach a billion years further. */
    private static final int FIRST_YEAR = 1850;
    private static final int LAST_YEAR = 2200;

    private final OverseasEligibility overseas;
    private final ResidenceEligibility residence;
    private final Clock clock;

    Eligibility(OverseasEligibility overseas, ResidenceEligibility residence, Clock clock) {
        this.overseas = overseas;
        this.residence = residence;
        this.clock = clock;
    }

    /**
     * Judges by the released tables; texts come in the language of the current request.
     *
     * @throws Refusal for facts that cannot be
     */
    public Assessment assess(EligibilityRequest request) {
        if (request.programme() == null) {
            throw Refusal.badInput("FIELD_MISSING", "programme", "programme");
        }
        LocalDate asOf = request.asOf() != null ? request.asOf() : Tokyo.today(clock);
        possible("asOf", asOf);
        past("dateOfBirth", request.dateOfBirth(), asOf);
        return switch (request.programme()) {
            case "overseas" -> overseas.assess(request, asOf);
            case "residence" -> residence.assess(request, asOf);
            default -> throw Refusal.badInput("FIELD_INVALID", "programme", "programme");
        };
    }

    static void possible(String field, LocalDate day) {
        if (day != null && (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR)) {
            throw Refusal.badInput("DATE_IMPOSSIBLE", field);
        }
    }

    static void past(String field, LocalDate day, LocalDate asOf) {
        possible(field, day);
        if (day != null && day.isAfter(asOf)) {
            throw Refusal.badInput("DATE_IN_FUTURE", field);
        }
    }

    /** A fact that only the other programme asks for: whoever sends it means something else than we would answer. */
    static void foreign(String field, Object fact) {
        if (fact != null) {
            throw Refusal.badInput("FACT_OF_OTHER_PROGRAMME", field, field);
        }
    }
}
