package org.madoguchi.platform;

import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.stereotype.Component;

/**
 * Listens to the engine's table evaluations, because its {@code DecisionService} answers with outputs only and not with
 * the rules they came from. An evaluation runs in the thread that asked for it.
 */
@Component
class MatchedRules extends AbstractProcessEnginePlugin {

    private final ThreadLocal<Listening> listening = new ThreadLocal<>();

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        if (engine.getDmnEngineConfiguration() == null) {
            engine.setDmnEngineConfiguration(
                    (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration());
        }
        engine.setDmnReturnBlankTableOutputAsNull(true);
        engine.getDmnEngineConfiguration().getCustomPostDecisionTableEvaluationListeners().add(this::hear);
    }

    /** Runs the evaluation and answers with what happened in the table of this key. */
    DmnDecisionTableEvaluationEvent during(String table, Runnable evaluation) {
        Listening outer = listening.get();
        var mine = new Listening(table);
        listening.set(mine);
        try {
            evaluation.run();
        } finally {
            if (outer == null) {
                listening.remove();
            } else {
                listening.set(outer);
            }
        }
        if (mine.heard == null) {
            throw new IllegalStateException("The engine did not report the evaluation of " + table);
        }
        return mine.heard;
    }

    private void hear(DmnDecisionTableEvaluationEvent event) {
        Listening current = listening.get();
        if (current != null && current.table.equals(event.getDecisionTable().getKey())) {
            current.heard = event;
        }
    }

    private static final class Listening {

        private final String table;
        private DmnDecisionTableEvaluationEvent heard;

        private Listening(String table) {
            this.table = table;
        }
    }
}
