package org.madoguchi.partners;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.madoguchi.identity.CurrentUser;

/** Handlers that keep what they were told and do what a test says. */
public class ScriptedHandlers {

    public final List<PartnerEvent> events = Collections.synchronizedList(new ArrayList<>());
    public final List<String> actors = Collections.synchronizedList(new ArrayList<>());

    public volatile Consumer<PartnerEvent> handling;

    void reset() {
        events.clear();
        actors.clear();
        handling = event -> { };
    }

    PartnerEventHandler handler(String partner, String type) {
        return new PartnerEventHandler() {
            @Override
            public String partner() {
                return partner;
            }

            @Override
            public String type() {
                return type;
            }

            @Override
            public void handle(PartnerEvent event) {
                handling.accept(event);
                events.add(event);
                actors.add(CurrentUser.find().map(CurrentUser::id).orElse("nobody"));
            }
        };
    }
}
