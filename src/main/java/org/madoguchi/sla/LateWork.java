package org.madoguchi.sla;

import java.util.List;
import java.util.UUID;

/**
 * Somebody is told of late work; published in the transaction that says so.
 *
 * @param occasion the same for what is told together
 */
public record LateWork(Escalations.Told told, String taskId, String caseNumber, List<String> staffIds, UUID occasion) {}
