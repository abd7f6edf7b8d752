package org.madoguchi.demo;

import java.util.Locale;
import java.util.stream.Collectors;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.OneClick;
import org.madoguchi.identity.Staff;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last thing on the console of the demonstration: where to go and as whom. */
@Component
@Profile("demo")
class Welcome {

    private final Staff staff;
    private final OneClick oneClick;
    private final MessageSource messages;
    private final Environment environment;

    Welcome(Staff staff, OneClick oneClick, MessageSource messages, Environment environment) {
        this.staff = staff;
        this.oneClick = oneClick;
        this.messages = messages;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    void say() {
        String site = "http://localhost:" + environment.getProperty("local.server.port", "8080");
        String people = oneClick.staffIds().stream().flatMap(id -> staff.find(id).stream())
                .map(person -> "    %-10s %-20s %s".formatted(person.id(), person.nameEn(), roles(person)))
                .collect(Collectors.joining(System.lineSeparator()));
        System.out.printf("%n  Madoguchi is ready: %s%n%n  Applicants: %s/apply (mails are at %s/demo/mail)%n"
                + "  Staff: %s/sign-in, one click for each of%n%s%n%n", site, site, site, site, people);
    }

    private String roles(CurrentUser person) {
        return person.posts().stream().map(post -> messages.getMessage("role." + post.role().id(), null, Locale.ENGLISH)
                + ", " + post.office()).collect(Collectors.joining("; "));
    }
}
