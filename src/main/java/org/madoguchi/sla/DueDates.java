package org.madoguchi.sla;

import java.util.Map;

/** Whoever keeps a copy of the targets of tasks, for lists that are ordered by them. */
public interface DueDates {

    /** New targets of open tasks, by task; in the transaction that moves the ledger. */
    void move(Map<String, Sla.Target> byTask);
}
