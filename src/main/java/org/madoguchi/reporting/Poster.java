package org.madoguchi.reporting;

import java.net.URI;

/**
 * A poster for the wall of a mission (窓口用ポスター), to be handed out as well.
 *
 * @param address printed in letters and as a QR code; a visit to it is counted for this mission
 */
public record Poster(Place mission, URI address) {
}
