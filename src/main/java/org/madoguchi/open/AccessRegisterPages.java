package org.madoguchi.open;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.accessregister.Grants;
import org.madoguchi.accessregister.Grants.Description;
import org.madoguchi.accessregister.Grants.Grant;
import org.madoguchi.accessregister.Grants.Reader;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** The access register for everybody: who may see which facts of a case and why; and the same as data. No sign-in. */
@Controller
@Tag(name = "Open")
class AccessRegisterPages {

    /** Something to choose. */
    record Choice(String code, String name, boolean chosen) {}

    /** A fact and all who may see it. */
    record FactRow(String name, String what, List<String> readers) {}

    record GrantRow(String reader, List<String> programmes, List<String> facts, String purpose, String basis, boolean verified) {}

    record NothingRow(String reader, String why) {}

    record AccessPage(LocalDate asOf, List<Choice> readers, List<GrantRow> grants, List<NothingRow> nothing, List<FactRow> facts) {}

    private final Grants grants;

    AccessRegisterPages(Grants grants) {
        this.grants = grants;
    }

    @GetMapping("/open/access")
    String access(@RequestParam(name = "reader", defaultValue = "") String chosen, Locale locale, Model model) {
        Grants.Register register = grants.register();
        Map<String, String> readers = register.readers().stream().collect(Collectors.toMap(Reader::code, reader -> reader.name().in(locale)));
        if (!chosen.isEmpty() && !readers.containsKey(chosen)) {
            throw Refusal.notFound("READER_UNKNOWN");
        }
        model.addAttribute("page", new AccessPage(register.asOf(),
                register.readers().stream().map(reader -> new Choice(reader.code(), readers.get(reader.code()), reader.code().equals(chosen))).toList(),
                register.grants().stream().filter(grant -> chosen.isEmpty() || grant.reader().equals(chosen))
                        .map(grant -> new GrantRow(readers.get(grant.reader()), grant.programmes(),
                                grant.facts().stream().map(fact -> grants.name(fact).in(locale)).toList(), grant.purpose().in(locale),
                                grant.basis().in(locale), grant.verified())).toList(),
                register.readers().stream().filter(reader -> reader.nothing() != null && (chosen.isEmpty() || reader.code().equals(chosen)))
                        .map(reader -> new NothingRow(readers.get(reader.code()), reader.nothing().in(locale))).toList(),
                chosen.isEmpty() ? register.facts().stream().map(fact -> row(fact, register, readers, locale)).toList() : List.of()));
        return "open/Access";
    }

    private static FactRow row(Description fact, Grants.Register register, Map<String, String> readers, Locale locale) {
        return new FactRow(fact.name().in(locale), fact.what().in(locale), register.grants().stream().filter(grant -> sees(grant, fact.code()))
                .map(grant -> readers.get(grant.reader())).distinct().toList());
    }

    private static boolean sees(Grant grant, Fact fact) {
        return grant.facts().contains(fact);
    }

    @GetMapping("/api/v1/open/access")
    @ResponseBody
    @Operation(summary = "Which reader may see which facts of a case of which programme, for which purpose, on which basis")
    Grants.Register all() {
        return grants.register();
    }
}
