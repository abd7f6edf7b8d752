package org.madoguchi.demo.partners;

import java.util.Map;

/** What a simulated partner answers. Only an accepted request is remembered under its key. */
record Reply(int status, String contentType, String body, String location) {

    static Reply ok(Object answer) {
        return new Reply(200, "application/json", Json.write(answer), null);
    }

    static Reply created(Object answer) {
        return new Reply(201, "application/json", Json.write(answer), null);
    }

    static Reply refused(int status, String code) {
        return new Reply(status, "application/problem+json", Json.write(Map.of("title", code, "status", status, "code", code)), null);
    }

    static Reply page(String html) {
        return new Reply(200, "text/html; charset=utf-8", html, null);
    }

    static Reply seeOther(String location) {
        return new Reply(303, "text/plain", "", location);
    }

    boolean accepted() {
        return status < 300;
    }
}
