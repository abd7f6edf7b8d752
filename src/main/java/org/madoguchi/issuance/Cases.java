package org.madoguchi.issuance;

import java.util.LinkedHashMap;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;

/** How issuance reads a case. */
final class Cases {

    private Cases() {}

    /** The computed kind; where a supervisor let a case pass that the tables had refused, what the applicant asked for. */
    static String kind(CaseFile file) {
        if (file.kind() != null) {
            return file.kind();
        }
        return switch (file.purpose()) {
            case "RENEWAL" -> "RENEWAL";
            case "REISSUE" -> "DAMAGED".equals(answers(file).get("card.state")) ? "REISSUE_DAMAGED" : "REISSUE_LOST";
            case "CHANGE" -> "CHANGE_BY_NEW_CARD";
            default -> "NEW";
        };
    }

    /** The answers for the eligibility tables, flat: {@code card.state} where they nest. */
    static Map<String, Object> answers(CaseFile file) {
        Map<String, Object> flat = new LinkedHashMap<>();
        flatten("", file.applicant().answers(), flat);
        return flat;
    }

    private static void flatten(String prefix, Map<?, ?> answers, Map<String, Object> flat) {
        answers.forEach((name, value) -> {
            if (value instanceof Map<?, ?> nested) {
                flatten(prefix + name + ".", nested, flat);
            } else if (value != null) {
                flat.put(prefix + name, value);
            }
        });
    }

    /** The holder has or had a card that must be handed in at the visit. */
    static boolean bringsOldCard(CaseFile file) {
        return file.renewsCard() != null && !kind(file).equals("REISSUE_LOST")
                || switch (kind(file)) {
                    case "RENEWAL", "REISSUE_DAMAGED", "CHANGE_BY_NEW_CARD" -> true;
                    default -> false;
                };
    }
}
