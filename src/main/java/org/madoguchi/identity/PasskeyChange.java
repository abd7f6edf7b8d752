package org.madoguchi.identity;

import java.util.UUID;

/** A passkey was added to an account or removed from it, in the transaction of whoever hears this. */
public record PasskeyChange(UUID passkey, UUID account, boolean added) {}
