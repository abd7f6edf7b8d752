package org.madoguchi.accessregister;

/** What a case holds, as the access register grants it. What each is stands in {@code access-register.yaml}. */
public enum Fact {
    PROGRESS, IDENTITY, PLACE, REPRESENTATIVE, CONTACT, STATEMENT, STAY, HELD_CARD, WISH, PHOTO, DOCUMENTS, LAST_FOUR, NUMBER, RECORD,
    TIMELINE, MESSAGES, VISIT, FEE
}
