package org.madoguchi.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;

/** A phone or computer with passkeys, as Chromium plays one; whoever holds it is recognised, until told otherwise. */
final class Device {

    private final CDPSession chromium;
    private final String id;

    /** Connected to this visitor's browser. */
    Device(Visitor visitor) {
        chromium = visitor.context().newCDPSession(visitor.page());
        chromium.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var arguments = new JsonObject();
        arguments.add("options", options);
        id = chromium.send("WebAuthn.addVirtualAuthenticator", arguments).get("authenticatorId").getAsString();
    }

    /** The face, finger or PIN is not that of the device's owner. */
    void heldBySomebodyElse() {
        var arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        arguments.addProperty("isUserVerified", false);
        chromium.send("WebAuthn.setUserVerified", arguments);
    }

    int passkeys() {
        var arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        return chromium.send("WebAuthn.getCredentials", arguments).getAsJsonArray("credentials").size();
    }
}
