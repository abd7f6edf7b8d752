package org.madoguchi.portal;

import static org.madoguchi.portal.ResidentRules.PERIODS;
import static org.madoguchi.portal.ResidentRules.STATUSES;
import static org.madoguchi.portal.ResidentRules.STATUS_GROUPS;

import java.util.List;
import org.madoguchi.identity.Office;
import org.madoguchi.platform.Choices;
import org.madoguchi.platform.Choices.Choice;
import org.madoguchi.residence.Residences;
import org.springframework.stereotype.Component;

/** What there is to choose from in a resident's statement, in the language of the request. */
@Component
class ResidentOptions {

    record Options(List<Choice> procedures, List<Choice> channels, List<Choice> bureaus, List<Choice> municipalities,
            List<Choice> statusGroups, List<Choice> statuses, List<Choice> periods, List<Choice> countries) {}

    private final Choices choices;
    private final Words words;

    ResidentOptions(Choices choices, Words words) {
        this.choices = choices;
        this.words = words;
    }

    Options all() {
        return new Options(of("residence.procedure", ResidentRules.procedures()), of("portal.residence.channel", "COUNTER", "MUNICIPALITY", "ONLINE"),
                words.offices(Office.Kind.BUREAU), words.offices(Office.Kind.MUNICIPALITY), statusGroups(),
                of("portal.residence.status", STATUSES.toArray(String[]::new)), periods(), words.countries());
    }

    /** What an officer's counter takes; where there is one office there is nothing to choose. */
    Options at(boolean bureau) {
        Options all = all();
        List<String> taken = bureau ? Residences.ISA_PROCEDURES : Residences.MUNICIPAL_PROCEDURES;
        return new Options(all.procedures().stream().filter(one -> taken.contains(one.value())).toList(), List.of(),
                bureau ? List.of() : all.bureaus(), bureau ? all.municipalities() : List.of(), all.statusGroups(), all.statuses(),
                all.periods(), all.countries());
    }

    List<Choice> statusGroups() {
        return of("residence.statusGroup", STATUS_GROUPS.toArray(String[]::new));
    }

    /** Months as people say them: years and the months over. */
    List<Choice> periods() {
        return PERIODS.stream().map(period -> new Choice(period, words.period(period), null)).toList();
    }

    private List<Choice> of(String prefix, String... values) {
        return choices.of(prefix, values);
    }
}
