package org.madoguchi.programme;

/** The procedure of residence that a merged card is asked for with; there is no card by itself. */
public enum BaseProcedure {
    EXTENSION, CHANGE_OF_STATUS, PERMANENT_RESIDENCE, VALIDITY_RENEWAL, REISSUE_DAMAGE, REISSUE_LOSS, EXCHANGE, CHANGE_OF_DETAILS,
    FIRST_ADDRESS, ADDRESS_CHANGE, ADDRESS_AFTER_STATUS_CHANGE, SPR_PROCEDURE, NONE
}
