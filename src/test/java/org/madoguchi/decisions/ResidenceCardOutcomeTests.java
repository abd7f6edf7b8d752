package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidenceCardOutcomeTests {

    private static final TableUnderTest TABLE = new TableUnderTest("residence-card-outcome");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # decision | eligible | asked | channel      | procedure      | group                      | outcome                   | code
            REFUSED    | yes      | true  | COUNTER      | EXTENSION      | MID_TO_LONG_TERM           | NO_NEW_CARD               | BASE_REFUSED
            REFUSED    | unknown  | true  | UNKNOWN      | UNKNOWN        | UNKNOWN                    | NO_NEW_CARD               | BASE_REFUSED
            GRANTED    | yes      | true  | COUNTER      | EXTENSION      | MID_TO_LONG_TERM           | SPECIFIED_RESIDENCE_CARD  | MERGED_AS_ASKED
            GRANTED    | yes      | true  | MUNICIPALITY | ADDRESS_CHANGE | MID_TO_LONG_TERM           | SPECIFIED_RESIDENCE_CARD  | MERGED_AS_ASKED
            GRANTED    | yes      | true  | MUNICIPALITY | SPR_PROCEDURE  | SPECIAL_PERMANENT_RESIDENT | SPECIFIED_SPR_CERTIFICATE | MERGED_AS_ASKED
            GRANTED    | yes      | true  | ONLINE       | EXTENSION      | MID_TO_LONG_TERM           | RESIDENCE_CARD            | ONLINE_NOT_OPEN
            GRANTED    | yes      | true  | ONLINE       | SPR_PROCEDURE  | SPECIAL_PERMANENT_RESIDENT | SPR_CERTIFICATE           | ONLINE_NOT_OPEN
            GRANTED    | yes      | false | COUNTER      | EXTENSION      | MID_TO_LONG_TERM           | RESIDENCE_CARD            | SEPARATE_CARDS
            GRANTED    | yes      | false | ONLINE       | EXTENSION      | MID_TO_LONG_TERM           | RESIDENCE_CARD            | SEPARATE_CARDS
            GRANTED    | yes      | false | UNKNOWN      | EXCHANGE       | MID_TO_LONG_TERM           | RESIDENCE_CARD            | SEPARATE_CARDS
            GRANTED    | yes      | false | MUNICIPALITY | SPR_PROCEDURE  | SPECIAL_PERMANENT_RESIDENT | SPR_CERTIFICATE           | SEPARATE_CARDS
            GRANTED    | yes      | false | MUNICIPALITY | FIRST_ADDRESS  | MID_TO_LONG_TERM           | NO_NEW_CARD               | ADDRESS_WRITTEN_ON_CARD
            GRANTED    | yes      | false | MUNICIPALITY | ADDRESS_CHANGE | SPECIAL_PERMANENT_RESIDENT | NO_NEW_CARD               | ADDRESS_WRITTEN_ON_CARD
            GRANTED    | no       | true  | COUNTER      | EXTENSION      | MID_TO_LONG_TERM           | RESIDENCE_CARD            | NOT_ELIGIBLE_FOR_MERGED
            GRANTED    | no       | false | COUNTER      | REISSUE_LOSS   | MID_TO_LONG_TERM           | RESIDENCE_CARD            | NOT_ELIGIBLE_FOR_MERGED
            GRANTED    | no       | true  | ONLINE       | REISSUE_LOSS   | SPECIAL_PERMANENT_RESIDENT | SPR_CERTIFICATE           | NOT_ELIGIBLE_FOR_MERGED
            GRANTED    | no       | true  | MUNICIPALITY | FIRST_ADDRESS  | MID_TO_LONG_TERM           | NO_NEW_CARD               | NO_CARD_FOR_STATUS
            GRANTED    | no       | false | COUNTER      | EXTENSION      | TEMPORARY_VISITOR          | NO_NEW_CARD               | NO_CARD_FOR_STATUS
            GRANTED    | no       | true  | COUNTER      | NONE           | MID_TO_LONG_TERM           | NO_NEW_CARD               | NO_CARD_FOR_STATUS
            GRANTED    | unknown  | false | COUNTER      | EXTENSION      | MID_TO_LONG_TERM           |                           | FACT_UNKNOWN
            GRANTED    | yes      | true  | UNKNOWN      | EXTENSION      | MID_TO_LONG_TERM           |                           | FACT_UNKNOWN
            """)
    void the_rows_of_table_b_2(String decision, String eligible, boolean asked, String channel, String procedure, String group,
            String outcome, String code) {
        assertThat(ask(decision, eligible, asked, channel, procedure, group)).containsEntry("cardOutcome", outcome)
                .containsEntry("reasonCode", code);
    }

    @Test
    void nobody_who_did_not_ask_or_is_not_eligible_ever_gets_a_merged_card() {
        for (String eligible : new String[] {"yes", "no", "unknown"}) {
            for (boolean asked : new boolean[] {true, false}) {
                for (String channel : new String[] {"COUNTER", "MUNICIPALITY", "ONLINE", "UNKNOWN"}) {
                    for (String procedure : new String[] {"EXTENSION", "REISSUE_LOSS", "FIRST_ADDRESS", "SPR_PROCEDURE", "NONE"}) {
                        for (String group : new String[] {"MID_TO_LONG_TERM", "SPECIAL_PERMANENT_RESIDENT", "NO_STATUS"}) {
                            String outcome = String.valueOf(ask("GRANTED", eligible, asked, channel, procedure, group).get("cardOutcome"));
                            assertThat(outcome.startsWith("SPECIFIED")).as("%s %s %s %s %s", eligible, asked, channel, procedure, group)
                                    .isEqualTo(eligible.equals("yes") && asked && !group.equals("NO_STATUS")
                                            && (channel.equals("COUNTER") || channel.equals("MUNICIPALITY")));
                        }
                    }
                }
            }
        }
    }

    private static Map<String, Object> ask(String decision, String eligible, boolean asked, String channel, String procedure,
            String group) {
        return TABLE.askOne(facts("baseDecision", decision, "eligible", eligible, "asked", asked, "channel", channel,
                "baseProcedure", procedure, "statusGroup", group));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
