package org.madoguchi.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.partners.PartnerCall;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What the models name is there: methods, forms, templates, workers, texts. */
@MadoguchiTest
class ModelReferencesTests {

    private static final Pattern CALL = Pattern.compile("\\$\\{(\\w+)\\.(\\w+)\\(execution\\)}");
    private static final Pattern USER_TASK = Pattern.compile("<bpmn:userTask id=\"(\\w+)\"|<userTask id=\"(\\w+)\"");
    private static final Pattern FORM_KEY = Pattern.compile("formKey=\"([^\"]+)\"");
    private static final Pattern TOPIC = Pattern.compile("topic=\"([^\"]+)\"");

    @Autowired
    ApplicationContext context;

    @Autowired
    ObjectProvider<TaskForm<?>> forms;

    @Autowired
    ObjectProvider<PartnerCall<?, ?>> calls;

    @Autowired
    org.springframework.context.MessageSource messages;

    @Test
    void every_method_a_model_calls_is_a_public_method_of_a_process_bean() throws IOException {
        var ghosts = new TreeSet<String>();
        for (String model : models().values()) {
            Matcher call = CALL.matcher(model);
            while (call.find()) {
                if (!context.containsBean(call.group(1)) || Arrays.stream(context.getBean(call.group(1)).getClass().getMethods())
                        .noneMatch(method -> takesExecution(method, call.group(2)))) {
                    ghosts.add(call.group());
                }
            }
        }
        assertThat(ghosts).isEmpty();
    }

    private static boolean takesExecution(Method method, String name) {
        return method.getName().equals(name) && Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1
                && method.getParameterTypes()[0] == DelegateExecution.class;
    }

    @Test
    void every_human_task_has_its_form_its_template_and_its_name() throws IOException {
        var known = new TreeSet<String>();
        forms.stream().forEach(form -> known.add(form.taskKey()));
        var inModels = new TreeSet<String>();
        var missing = new TreeSet<String>();
        for (String model : models().values()) {
            Matcher task = USER_TASK.matcher(model);
            while (task.find()) {
                String key = task.group(1) != null ? task.group(1) : task.group(2);
                inModels.add(key);
                for (var language : new java.util.Locale[] {java.util.Locale.JAPANESE, java.util.Locale.ENGLISH}) {
                    if (messages.getMessage("task." + key, null, null, language) == null) {
                        missing.add("text task." + key + " " + language);
                    }
                }
            }
            Matcher form = FORM_KEY.matcher(model);
            while (form.find()) {
                if (!Files.exists(Path.of("src/main/resources/templates", form.group(1) + ".html"))) {
                    missing.add("template " + form.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(known).isEqualTo(inModels);
    }

    @Test
    void every_topic_has_a_worker() throws IOException {
        var topics = new TreeSet<String>();
        for (String model : models().values()) {
            TOPIC.matcher(model).results().forEach(hit -> topics.add(hit.group(1)));
        }
        var workers = new TreeSet<String>();
        calls.stream().forEach(call -> workers.add(call.topic()));
        assertThat(workers).isEqualTo(topics);
    }

    private static Map<String, String> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).collect(Collectors.toMap(
                    file -> file.getFileName().toString(), file -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }));
        }
    }
}
