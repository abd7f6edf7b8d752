package org.madoguchi.casefile;

import java.util.Optional;
import java.util.UUID;

/** How the producer knows a card in force. Kept by issuance. */
public interface ProducedCards {

    /** The producer's number; empty for a card it did not make, such as an ordinary residence card. */
    Optional<String> numberOf(UUID card);
}
