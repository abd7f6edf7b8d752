package org.madoguchi.worklist;

import java.util.List;
import java.util.Locale;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.worklist.CaseNow.Waiting;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What each outcome of a task rests on, leads to and tells whom, before anybody decides. */
@Component
class TaskOutcomes {

    /**
     * @param value of the field that decides; empty for whatever is not named
     * @param title null where there is nothing to choose
     * @param basis in words, null where no table and no law is named
     * @param tells what the holder is sent, by its subject
     */
    record Outcome(String value, String title, String basis, List<Waiting> next, List<String> tells) {}

    private final NextSteps steps;
    private final CaseNow now;
    private final CaseFlow flow;
    private final MessageSource messages;

    TaskOutcomes(NextSteps steps, CaseNow now, CaseFlow flow, MessageSource messages) {
        this.steps = steps;
        this.now = now;
        this.flow = flow;
        this.messages = messages;
    }

    List<Outcome> of(WorkItem task, CaseFile file, TaskForm<?> form, Locale locale) {
        return steps.outcomes(flow.standing(task.caseNumber()), task.taskKey()).stream().map(one -> new Outcome(
                one.value() == null ? "" : one.value(), "ja".equals(locale.getLanguage()) ? one.nameJa() : one.nameEn(), basis(form, file, one.value(), locale),
                one.next().stream().map(stop -> now.in(stop, locale)).distinct().toList(),
                one.tells().stream().map(template -> subject(template, file, locale)).toList())).toList();
    }

    private String basis(TaskForm<?> form, CaseFile file, String outcome, Locale locale) {
        String basis = form.legalBasis(file, outcome, locale);
        return basis == null ? null : messages.getMessage("law." + basis, null, basis, locale);
    }

    /** Without what stands before it in every mail and the number of the case after it. */
    private String subject(String template, CaseFile file, Locale locale) {
        String subject = messages.getMessage("notice." + template + ".subject", new Object[] {file.number(), "", "", ""}, template, locale);
        return subject.replaceAll("^\\[[^]]*\\]\\s*|^【[^】]*】\\s*|\\s*[(（]" + file.number() + "[)）]", "");
    }
}
