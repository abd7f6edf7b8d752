package org.madoguchi.journeys;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.NewCase;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.programme.Tokyo;
import org.springframework.boot.test.context.TestComponent;

/** Residents who hold a card already; how they came by it does not matter here. */
@TestComponent
public class ResidentCards {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final CaseFiles cases;
    private final CardsInForce cards;
    private final ApplicantAccounts accounts;
    private final Clock clock;

    ResidentCards(CaseFiles cases, CardsInForce cards, ApplicantAccounts accounts, Clock clock) {
        this.cases = cases;
        this.cards = cards;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The case that issued the card; {@code channel} is the counter, COUNTER (of the bureau) or MUNICIPALITY. */
    public String handedOver(String email, String channel) {
        int n = COUNT.incrementAndGet();
        LocalDate today = Tokyo.today(clock);
        UUID account = accounts.findOrCreate(email, "en");
        var applicant = new Applicant("RIVERA", "MARIA " + (char) ('A' + n % 26), "", "", "RIVERA", "MARIA", LocalDate.of(1991, 3, 3).plusDays(n),
                "FEMALE", "東京都千代田区麹町" + n + "番", null, null, true, "ADULT", null, null, null, Map.of());
        var residence = Residence.stated("EXTENSION", "MID_TO_LONG_TERM", "ENGINEER", 36, today.plusYears(3), "PH", null, "SEPARATE",
                "AB12345678CD", today.plusYears(3), null, false);
        String number = cases.receive(NewCase.residence(channel, account, "en", World.MUNICIPALITY, World.BUREAU, null, applicant, null,
                residence), CurrentUser.SYSTEM);
        for (CaseState state : List.of(CaseState.ACCEPTED, CaseState.EXAMINING, CaseState.READY_FOR_COLLECTION, CaseState.HANDED_OVER)) {
            cases.become(number, state, Event.of("CARD_HANDED_OVER", CurrentUser.SYSTEM));
        }
        cards.begin(new CardInForce(UUID.randomUUID(), account, number, "RESIDENCE", "SPECIFIED_RESIDENCE_CARD", today.minusDays(90),
                today.plusYears(3), null, null, null));
        return number;
    }
}
