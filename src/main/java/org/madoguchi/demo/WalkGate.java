package org.madoguchi.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * While sample cases are walked the clock is not today's, so visitors see how far it is instead of the product. Partners'
 * events, health and static files pass.
 */
@Component
@Profile("demo")
@Order(Ordered.HIGHEST_PRECEDENCE)
class WalkGate extends OncePerRequestFilter {

    /** Browsers keep resources by their name; this page, made before names are known, asks for them anew after each start. */
    private static final long STARTED = System.currentTimeMillis();

    private final MessageSource messages;
    private volatile boolean open;
    private volatile int done;
    private volatile int total;

    WalkGate(MessageSource messages) {
        this.messages = messages;
    }

    void progress(int done, int total) {
        this.done = done;
        this.total = total;
    }

    void open() {
        open = true;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return open || path.startsWith("/assets/") || path.startsWith("/actuator/") || path.startsWith("/api/v1/partners/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Locale locale = request.getLocale().getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", "3");
        response.setHeader("Refresh", "3");
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("""
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8"><title>%s</title>
                <link rel="stylesheet" href="/assets/tokens.css?%9$d"><link rel="stylesheet" href="/assets/madoguchi.css?%9$d"></head>
                <body><main class="frame page narrow"><h1>%s</h1><p class="lead">%s</p>
                <p><progress class="progress-bar" max="%d" value="%d">%d/%d</progress></p></main></body></html>
                """.formatted(locale.getLanguage(), text("title", locale), text("title", locale),
                text("text", locale, done, total), Math.max(1, total), done, done, total, STARTED));
    }

    private String text(String key, Locale locale, Object... args) {
        return messages.getMessage("demo.walk." + key, args, locale);
    }
}
