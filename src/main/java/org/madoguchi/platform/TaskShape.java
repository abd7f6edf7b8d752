package org.madoguchi.platform;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmActivity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.stereotype.Component;

/**
 * What a model says of a human task beyond the engine's own: who, where, which form, whose eyes must differ. Read once
 * when the model is parsed.
 *
 * @param role the candidate group
 * @param where {@code mission}, {@code municipality}, {@code counter}, {@code cardLocation} or {@code linkage}; null for the role's own place
 * @param fourEyesOf the task whose doer may not do this one, or null
 */
public record TaskShape(String taskKey, String formKey, String role, String where, String fourEyesOf) {

    private static final String PROPERTY = "madoguchi.task";

    /** The shape of the human task this execution stands at; works in the task itself and in its boundary timer. */
    public static TaskShape of(DelegateExecution execution) {
        PvmActivity activity = ((ExecutionEntity) execution).getActivity();
        return (TaskShape) activity.getProperty(PROPERTY);
    }

    @Component
    static class Reader extends AbstractBpmnParseListener implements BpmnParseListener {

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
            String role = task.getCandidateGroupIdExpressions().stream().findFirst()
                    .map(expression -> expression.getExpressionText()).orElse(null);
            String form = task.getFormKey() == null ? null : task.getFormKey().getExpressionText();
            activity.setProperty(PROPERTY, new TaskShape(task.getKey(), form, role, property(element, "office"),
                    property(element, "fourEyesOf")));
        }

        private static String property(Element element, String name) {
            Element extensions = element.element("extensionElements");
            Element properties = extensions == null ? null : extensions.element("properties");
            List<Element> entries = properties == null ? List.of() : properties.elements("property");
            return entries.stream().filter(entry -> name.equals(entry.attribute("name"))).map(entry -> entry.attribute("value"))
                    .findFirst().orElse(null);
        }
    }
}
