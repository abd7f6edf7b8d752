package org.madoguchi.casefile;

import org.madoguchi.casefile.CardsInForce.CardInForce;

/** Hears, in the same transaction, that a card has ended; implemented by steps that have something going on about it. */
public interface CardEndListener {

    void cardEnded(CardInForce card);
}
