package org.madoguchi.eligibility;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The public check: no sign-in, nothing stored. */
@RestController
@Tag(name = "Eligibility")
class EligibilityApi {

    private static final String OVERSEAS = """
            {"programme": "overseas", "purpose": "NEW", "japaneseNational": true, "residentRecordInJapan": false,
             "everRegistered": true, "residentRecordSinceNumbering": true, "registeredDomicileKnown": true,
             "dateOfBirth": "1990-03-10", "channel": "ONLINE", "card": {"held": false}}
            """;
    private static final String RESIDENCE = """
            {"programme": "residence", "statusGroup": "MID_TO_LONG_TERM", "periodOfStayMonths": 36, "residentRecordInJapan": true,
             "cardRequested": true, "baseProcedure": "EXTENSION", "baseDecision": "GRANTED", "channel": "COUNTER",
             "dateOfBirth": "1990-03-10", "asOf": "2026-11-22"}
            """;
    private static final String ONLINE = """
            {"programme": "residence", "statusGroup": "SPECIAL_PERMANENT_RESIDENT", "residentRecordInJapan": true,
             "cardRequested": true, "baseProcedure": "SPR_PROCEDURE", "channel": "ONLINE"}
            """;

    private final Eligibility eligibility;

    EligibilityApi(Eligibility eligibility) {
        this.eligibility = eligibility;
    }

    @PostMapping("/api/v1/eligibility")
    @Operation(summary = "Whether a person may apply, for what kind of card, why or why not, and what it would cost",
            requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(required = true, content = @Content(
                    mediaType = MediaType.APPLICATION_JSON_VALUE, schema = @Schema(implementation = EligibilityRequest.class),
                    examples = {@ExampleObject(name = "overseas", summary = "A first card abroad", value = OVERSEAS),
                        @ExampleObject(name = "residence", summary = "A merged card with a granted extension", value = RESIDENCE),
                        @ExampleObject(name = "residence-online", summary = "A merged card asked for online", value = ONLINE)})))
    Assessment assess(@RequestBody EligibilityRequest request) {
        return eligibility.assess(request);
    }
}
