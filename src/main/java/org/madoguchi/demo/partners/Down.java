package org.madoguchi.demo.partners;

/** How a partner is down. For a port on which nobody listens see {@link Simulators#stop()}. */
public enum Down {
    /** Answers 503 to everything. */
    UNAVAILABLE,
    /** Drops every connection without an answer. */
    HANGS_UP
}
