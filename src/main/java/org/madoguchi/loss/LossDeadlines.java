package org.madoguchi.loss;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When we write to somebody whose card is lost. The fourteen days are the law's (Immigration Control Act, re-issue of a
 * residence card); how often to remind is our assumption.
 *
 * @param bureauDays within so many days of knowing, or of the next entry into Japan, a resident applies to the bureau
 * @param remindBefore so many days before that, and on the day
 * @param remindAfter so many days after the report, where no such day runs
 */
@ConfigurationProperties("madoguchi.loss")
record LossDeadlines(@DefaultValue("14") int bureauDays, @DefaultValue({"7", "2", "0"}) List<Integer> remindBefore,
        @DefaultValue({"7", "30", "90"}) List<Integer> remindAfter) {}
