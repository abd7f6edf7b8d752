package org.madoguchi.worklist;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.madoguchi.sla.Sla;
import org.springframework.stereotype.Component;

/** The engine's timers at the targets of human tasks: they only say "look", and go where the ledger goes. */
@Component
class TaskTimers {

    private final TaskService tasks;
    private final ManagementService management;

    TaskTimers(TaskService tasks, ManagementService management) {
        this.tasks = tasks;
        this.management = management;
    }

    /** A timer that has fired is not set again: the look at the whole ledger once a minute finds what is late without it. */
    void move(Map<String, Sla.Target> byTask) {
        List<Task> open = tasks.createTaskQuery().taskIdIn(byTask.keySet().toArray(String[]::new)).list();
        for (Task task : open) {
            Set<String> ofTarget = management.createJobDefinitionQuery().processDefinitionId(task.getProcessDefinitionId())
                    .activityIdIn("Timer_" + task.getTaskDefinitionKey().replaceFirst("^Task_", "") + "Sla").list().stream().map(JobDefinition::getId)
                    .collect(Collectors.toSet());
            for (Job timer : management.createJobQuery().executionId(task.getExecutionId()).timers().list()) {
                if (ofTarget.contains(timer.getJobDefinitionId())) {
                    management.setJobDuedate(timer.getId(), Date.from(byTask.get(task.getId()).dueAt()));
                }
            }
        }
    }
}
