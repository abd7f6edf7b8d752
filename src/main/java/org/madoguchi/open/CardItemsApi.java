package org.madoguchi.open;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.madoguchi.accessregister.CardItems;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The reviewed list of the cards' items as data: no sign-in. */
@RestController
@Tag(name = "Open")
class CardItemsApi {

    private final CardItems items;

    CardItemsApi(CardItems items) {
        this.items = items;
    }

    @GetMapping("/api/v1/open/card-items")
    @Operation(summary = "Where each item of each card stands, who may read it on what basis, and where this product needs what no face shows")
    CardItems.Register all() {
        return items.register();
    }
}
