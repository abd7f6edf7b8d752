package org.madoguchi.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.CardItems;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
class CardItemsPagesTests {

    @Autowired
    private MockMvcTester http;

    @Autowired
    private CardItems list;

    @ParameterizedTest
    @CsvSource({"ja", "en"})
    void anybody_sees_every_item_of_every_card(Locale language) {
        MvcTestResult page = open("/open/card-items", language);
        assertThat(page).hasStatusOk();
        assertThat(page).bodyText().contains(list.register().items().stream().map(item -> item.name().in(language)).toList())
                .contains(list.register().cards().stream().map(card -> card.name().in(language)).toList())
                .contains(list.register().readers().stream().map(reader -> reader.name().in(language)).toList());
    }

    @Test
    void one_card_is_shown_alone_with_who_may_read_each_item() {
        assertThat(open("/open/card-items?card=MY_NUMBER_CARD", Locale.ENGLISH)).hasStatusOk().bodyText()
                .contains("<h2 id=\"items\">My Number Card</h2>").contains("<option value=\"MY_NUMBER_CARD\" selected=\"selected\">")
                .contains("Who may read it").contains("Those who need the My Number by law").doesNotContain("Immigration, police");
    }

    @Test
    void the_wide_table_says_how_to_see_the_rest_of_it() {
        assertThat(open("/open/card-items", Locale.ENGLISH)).bodyText().contains("The table goes on to the right")
                .containsPattern("<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"[^>]*aria-describedby=\"items-scroll\"");
        assertThat(open("/open/card-items?card=MY_NUMBER_CARD", Locale.ENGLISH)).bodyText().doesNotContain("items-scroll");
    }

    @Test
    void a_card_that_there_is_not_is_not_found() {
        assertThat(open("/open/card-items?card=LIBRARY_CARD", Locale.ENGLISH)).hasStatus(404).bodyText()
                .contains("There is no such kind of card in the list.");
    }

    @Test
    void the_list_is_published_as_data() {
        MvcTestResult data = open("/api/v1/open/card-items", Locale.ENGLISH);
        assertThat(data).hasStatusOk().bodyJson().extractingPath("$.items[?(@.code == 'PERIOD_OF_STAY')].standing.SPECIFIED_RESIDENCE_CARD[*].place")
                .asArray().containsExactly("CHIP");
        assertThat(data).bodyJson().extractingPath("$.grants[?(@.reader == 'EMPLOYER')].basis.en").asArray().isNotEmpty();
        assertThat(data).bodyJson().extractingPath("$.uses[*].purpose.ja").asArray().isNotEmpty();
        assertThat(data).bodyJson().doesNotHavePath("$.items[0].words");
    }

    @Test
    void the_data_is_described() {
        assertThat(open("/api/openapi.json", Locale.ENGLISH)).hasStatusOk().bodyJson()
                .extractingPath("$.paths['/api/v1/open/card-items'].get.tags[0]").isEqualTo("Open");
    }

    private MvcTestResult open(String path, Locale language) {
        return http.get().uri(path).header("Accept-Language", language.getLanguage()).locale(language).exchange();
    }
}
