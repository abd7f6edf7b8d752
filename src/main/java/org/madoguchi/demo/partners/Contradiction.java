package org.madoguchi.demo.partners;

/** What a partner can say that does not fit: the register of a person, J-LIS of an order, payment of an amount. */
public enum Contradiction {
    /** Another person's name under the same number. */
    OTHER_PERSON,
    OTHER_BIRTH_DATE,
    OTHER_SEX,
    SEX_MISSING,
    OTHER_DOMICILE,
    OTHER_DEPARTURE,
    /** The same person, written with older forms of characters. */
    VARIANT_CHARACTERS,
    /** A namesake whose every item is equal. */
    SEVERAL,
    /** Nobody, although there is an entry. */
    NONE,
    /** Before the true event one about an order that does not exist. */
    OTHER_ORDER,
    /** Before the true event one about another amount. */
    OTHER_AMOUNT
}
