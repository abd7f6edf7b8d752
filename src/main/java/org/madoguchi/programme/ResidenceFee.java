package org.madoguchi.programme;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;

/** What a base procedure costs: table {@code residence-fee}. */
@Component
public class ResidenceFee {

    private static final String TABLE = "residence-fee";

    /**
     * @param yen null where it is not known yet or was never published; the reason says which
     * @param paymentChargeYen what paying online costs besides
     */
    public record Fee(Integer yen, int paymentChargeYen, Ruling ruling) {}

    private final DecisionTables tables;

    ResidenceFee(DecisionTables tables) {
        this.tables = tables;
    }

    /**
     * @param acceptedOn decides which scale counts, whenever the procedure is granted; null is unknown
     * @param baseProcedure null is unknown
     * @param granted whether it is granted, so that the period granted is known
     * @param grantedMonths the period of stay granted; null for an indefinite one
     * @param channel COUNTER, MUNICIPALITY or ONLINE; null is unknown
     * @param hardship reduces the fee at the counter, on evidence
     */
    public Fee of(LocalDate acceptedOn, String baseProcedure, boolean granted, Integer grantedMonths, String channel,
            boolean hardship) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("baseProcedure", baseProcedure == null ? "UNKNOWN" : baseProcedure);
        inputs.put("acceptedOn", acceptedOn);
        inputs.put("granted", granted);
        inputs.put("grantedMonths", grantedMonths);
        inputs.put("channel", channel == null ? "UNKNOWN" : channel);
        inputs.put("hardship", hardship);
        Map<String, Object> row = tables.single(TABLE, inputs);
        return new Fee((Integer) row.get("feeYen"), (Integer) row.get("paymentChargeYen"), Ruling.of(TABLE, row));
    }
}
