package org.madoguchi.eligibility;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The public check: no sign-in, nothing stored. */
@RestController
@Tag(name = "Eligibility")
class EligibilityApi {

    private final Eligibility eligibility;

    EligibilityApi(Eligibility eligibility) {
        this.eligibility = eligibility;
    }

    @PostMapping("/api/v1/eligibility")
    @Operation(summary = "Whether a person may apply, for what kind of card, why or why not, and what it would cost")
    Assessment assess(@RequestBody EligibilityRequest request) {
        return eligibility.assess(request);
    }
}
