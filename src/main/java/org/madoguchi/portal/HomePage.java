package org.madoguchi.portal;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The front page: what this is for and the two ways in. */
@Controller
class HomePage {

    @GetMapping("/")
    String home(Model model) {
        model.addAttribute("purposes", List.of("NEW", "RENEWAL", "REISSUE", "CHANGE"));
        return "portal/Home";
    }
}
