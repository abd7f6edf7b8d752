package org.madoguchi.numbers;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Assumptions about seeing a My Number in full.
 *
 * @param decideWithin how long a request waits for the second person
 * @param showWithin how long a number that was released can be opened
 */
@ConfigurationProperties("madoguchi.number-requests")
record NumberRequestSettings(@DefaultValue("8h") Duration decideWithin, @DefaultValue("5m") Duration showWithin) {}
