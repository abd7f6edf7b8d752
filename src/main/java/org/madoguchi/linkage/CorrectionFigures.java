package org.madoguchi.linkage;

import java.math.BigDecimal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often links were wrong and what became of it: numbers for the public, of nobody in particular. */
@Component
public class CorrectionFigures {

    /**
     * @param reported links somebody reported as wrong
     * @param dismissed anonymous reports in which an officer found nothing
     * @param noError links that two people found right
     * @param confirmed links that two people found wrong
     * @param corrected those of them that are closed
     * @param copies downstream copies that were traced
     * @param thirdPartyViews third persons who saw what was not theirs to see
     * @param medianDays from the report to the end of a correction, in days with one decimal; null while there is none
     */
    public record Figures(long reported, long dismissed, long noError, long confirmed, long corrected, long copies,
            long thirdPartyViews, BigDecimal medianDays) {}

    private static final String FIGURES = """
            -- anonymous ones that led to no case; settled_why of the others is the case they led to
            with loose as (
                select settled_at from correction_report r
                 where correction_id is null
                   and not exists (select 1 from linkage_correction c where c.case_number = r.settled_why))
            select count(*) + (select count(*) from loose) as reported,
                   count(*) filter (where outcome = 'DISMISSED')
                       + (select count(*) from loose where settled_at is not null) as dismissed,
                   count(*) filter (where outcome = 'NO_ERROR') as no_error,
                   count(*) filter (where decided_at is not null and proposal <> 'NO_ERROR') as confirmed,
                   count(*) filter (where outcome = 'CORRECTED') as corrected,
                   (select count(*) from correction_copy) as copies,
                   coalesce(sum(third_party_views), 0) as third_party_views,
                   round((percentile_cont(0.5) within group (order by extract(epoch from closed_at - opened_at) / 86400)
                          filter (where outcome = 'CORRECTED'))::numeric, 1) as median_days
              from linkage_correction
            """;

    private final JdbcClient sql;

    CorrectionFigures(JdbcClient sql) {
        this.sql = sql;
    }

    /** All corrections since the beginning. */
    public Figures published() {
        return sql.sql(FIGURES).query(Figures.class).single();
    }
}
