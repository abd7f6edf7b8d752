package org.madoguchi.reporting;

/** Something a list of a letter says in more than one line. */
interface Worded {

    String in(Sheet sheet);
}
