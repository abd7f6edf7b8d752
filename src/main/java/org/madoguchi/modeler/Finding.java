package org.madoguchi.modeler;

import java.util.List;

/**
 * What is wrong with a model, and where. What it is and why stands in the messages under {@code finding.<code>} with the
 * words as arguments, how to mend it under {@code finding.<code>.mend}.
 *
 * @param model the file, such as {@code card-return.bpmn}
 * @param element the id of the shape, rule or table; empty for the file itself
 */
public record Finding(Severity severity, String model, String element, String code, List<String> words) {

    public enum Severity { UNSAFE, ERROR, WARNING }
}
