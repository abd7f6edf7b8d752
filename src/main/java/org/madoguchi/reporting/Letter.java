package org.madoguchi.reporting;

/** What a letter says, as a public record of public records; a template shows it and asks nobody else. */
public interface Letter {

    Heading heading();
}
