package org.madoguchi.modeler;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.SortedMap;
import java.util.TreeMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** What the models can call of this product: methods of the {@code *Process} beans that take nothing but the execution. */
@Component
class ProcessSteps {

    private final ApplicationContext context;

    ProcessSteps(ApplicationContext context) {
        this.context = context;
    }

    /** Each as {@code bean.method}, and what it answers: a step answers nothing or a flag, a date is for a timer. */
    SortedMap<String, Class<?>> all() {
        SortedMap<String, Class<?>> steps = new TreeMap<>();
        for (String bean : context.getBeanDefinitionNames()) {
            if (bean.endsWith("Process")) {
                for (Method method : ClassUtils.getUserClass(context.getType(bean)).getMethods()) {
                    if (!Modifier.isStatic(method.getModifiers()) && method.getParameterCount() == 1 && method.getParameterTypes()[0] == DelegateExecution.class) {
                        steps.put(bean + '.' + method.getName(), method.getReturnType());
                    }
                }
            }
        }
        return steps;
    }
}
