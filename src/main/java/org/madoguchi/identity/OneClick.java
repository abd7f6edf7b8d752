package org.madoguchi.identity;

import java.util.List;

/** The members of staff as whom a visitor of the demonstration may work by one click; there is no such bean elsewhere. */
public record OneClick(List<String> staffIds) {}
