package org.madoguchi.open;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.madoguchi.identity.Offices;
import org.madoguchi.linkage.CorrectionFigures;
import org.madoguchi.open.WayFigures.Alert;
import org.madoguchi.open.WayFigures.Compared;
import org.madoguchi.open.WayFigures.Way;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What anybody may see, and what the privacy officer is told beside it. */
@Controller
class OpenPages {

    /** A figure of both ways, drawn to the same scale; {@code null} where there are too few people. */
    record Figure(String key, Double separate, Double merged) {

        /** The length of a bar in per cent of the longer one. */
        public long share(Double value) {
            double longer = Math.max(separate == null ? 0 : separate, merged == null ? 0 : merged);
            return value == null || longer == 0 ? 0 : Math.round(100 * value / longer);
        }
    }

    /** A counter's row of the table. */
    record Row(String office, String counter, Way separate, Way merged) {}

    record OpenPage(Compared country, List<Figure> figures, List<Row> rows, int from) {

        public boolean few(Way way) {
            return way.people() < from;
        }
    }

    record AlertRow(String month, String office, Alert alert) {}

    private final WayFigures ways;
    private final CorrectionFigures corrections;
    private final Offices offices;

    OpenPages(WayFigures ways, CorrectionFigures corrections, Offices offices) {
        this.ways = ways;
        this.corrections = corrections;
        this.offices = offices;
    }

    @GetMapping("/open")
    String open(Locale locale, Model model) {
        List<Compared> compared = new ArrayList<>(ways.comparison());
        Compared country = compared.remove(0);
        List<Figure> figures = List.of(figure("decisionDays", country, Way::decisionDays), figure("cardDays", country, Way::cardDays),
                figure("steps", country, Way::steps), figure("visits", country, Way::visits), figure("feeYen", country, Way::feeYen),
                figure("refusedPercent", country, Way::refusedPercent));
        model.addAttribute("page", new OpenPage(country, figures, compared.stream().map(one -> new Row(offices.get(one.office()).name(locale),
                one.counter(), one.separate(), one.merged())).toList(), WayFigures.PUBLISHED_FROM));
        model.addAttribute("corrections", corrections.published());
        return "open/Open";
    }

    private static Figure figure(String key, Compared compared, Function<Way, Double> value) {
        return new Figure(key, value.apply(compared.separate()), value.apply(compared.merged()));
    }

    @GetMapping("/open/alerts")
    String alerts(Locale locale, Model model) {
        model.addAttribute("alerts", ways.alerts().stream().map(one -> new AlertRow("%d-%02d".formatted(one.month().getYear(),
                one.month().getMonthValue()), offices.get(one.officeCode()).name(locale), one)).toList());
        return "open/Alerts";
    }
}
