/**
 * From the decision to the card in the holder's hand: examination, fee, order, chain of custody, activation, hand-over,
 * or the end of a card that nobody collects. Which of these comes when is for the models to say.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile", "sla",
        "notifications", "partners"})
package org.madoguchi.issuance;

import org.springframework.modulith.ApplicationModule;
