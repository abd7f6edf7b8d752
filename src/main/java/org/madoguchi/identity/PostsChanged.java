package org.madoguchi.identity;

import java.util.Set;

/** A member of staff has these posts from now on, none once they have left; heard in the transaction that writes it. */
public record PostsChanged(String staffId, Set<CurrentUser.Post> posts) {}
