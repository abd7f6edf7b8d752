package org.madoguchi.programme;

/** What an applicant asks for. What they get is a {@link Kind}, computed by the table {@code overseas-application-kind}. */
public enum Purpose { NEW, RENEWAL, REISSUE, CHANGE }
