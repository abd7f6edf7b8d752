package org.madoguchi.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** What sign-in, firewall or server refuse before a page is reached is told like any other refusal. */
@Controller
class EarlyAnswers implements ErrorController {

    private final Answers answers;

    EarlyAnswers(Answers answers) {
        this.answers = answers;
    }

    @RequestMapping("/error")
    Object answer(HttpServletRequest request, Locale locale) {
        return answers.early(request, locale);
    }
}
