package org.madoguchi.search;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.accessregister.Grants;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.search.SearchStore.Entry;
import org.madoguchi.search.SearchWord.Beginning;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The search over the cases that a reader may open. */
@Component
public class CaseSearch {

    /** A case with what its reader may see of it; {@code otherName}: found only by another name of the same person. */
    public record Hit(CaseFile file, boolean otherName) {}

    /** The best first; {@code more}: there are others. */
    public record Answer(List<Hit> hits, boolean more) {}

    private static final int LONGEST = 60;
    private static final int MOST_WORDS = 5;

    /** A case number in pieces, as it is read out. */
    private static final String NUMBER_IN_PIECES = "(?i)[AB]\\d{2}[ -]?([0-9A-Z]+ ?){1,4}";

    private final SearchStore store;
    private final CaseFiles cases;
    private final AccessRegister access;
    private final Grants grants;

    CaseSearch(SearchStore store, CaseFiles cases, AccessRegister access, Grants grants) {
        this.store = store;
        this.cases = cases;
        this.access = access;
        this.grants = grants;
    }

    /**
     * The cases in which every word of the text is the beginning of a name, a date of birth, or part of a number. The reading is
     * recorded, the text is not.
     *
     * @throws Refusal SEARCH_TOO_SHORT, SEARCH_TOO_LONG
     */
    @Transactional
    public Answer find(CurrentUser reader, String text, int rows) {
        if (text.length() > LONGEST) {
            throw tooLong();
        }
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        List<SearchWord> words = store.words(clean.matches(NUMBER_IN_PIECES) ? clean.replace(" ", "") : clean);
        if (words.size() > MOST_WORDS) {
            throw tooLong();
        }
        BiPredicate<String, Fact> granted = (programme, fact) -> grants.of(reader, programme).contains(fact);
        List<List<Beginning>> beginnings = words.stream().map(word -> word.beginnings(granted)).toList();
        if (words.isEmpty() || words.stream().anyMatch(word -> word.beginnings((programme, fact) -> true).isEmpty())) {
            throw Refusal.badInput("SEARCH_TOO_SHORT", "text");
        }
        SearchWord all = new SearchWord(words.stream().map(SearchWord::word).collect(Collectors.joining()),
                words.stream().map(SearchWord::sound).collect(Collectors.joining()));
        List<Beginning> whole = all.beginnings(granted).stream().filter(Beginning::ofNow).toList();
        // a word that could only be what this reader is not granted finds nothing
        List<Entry> entries = beginnings.contains(List.<Beginning>of()) ? List.of()
                : store.find(beginnings, whole, access.seesEveryOffice(reader) ? null : access.caseOffices(reader), rows + 1);
        List<Entry> shown = entries.stream().limit(rows).toList();
        Map<String, CaseFile> files = cases.found(reader, shown.stream().map(Entry::caseNumber).toList()).stream()
                .collect(Collectors.toMap(CaseFile::number, Function.identity()));
        return new Answer(shown.stream().filter(entry -> files.containsKey(entry.caseNumber()))
                .map(entry -> new Hit(files.get(entry.caseNumber()), entry.otherName())).toList(), entries.size() > rows);
    }

    private static Refusal tooLong() {
        return Refusal.badInput("SEARCH_TOO_LONG", "text", LONGEST);
    }
}
