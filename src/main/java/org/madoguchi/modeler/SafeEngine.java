package org.madoguchi.modeler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.stereotype.Component;

/** Inside the engine: whoever deploys, by whatever door, only what {@link SafeModels} lets pass is deployed. */
@Component
class SafeEngine extends AbstractProcessEnginePlugin {

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<Deployer> before = engine.getCustomPreDeployers() == null ? new ArrayList<>() : engine.getCustomPreDeployers();
        before.add(0, SafeEngine::refuseUnsafe);
        engine.setCustomPreDeployers(before);
        engine.setCmmnEnabled(false);
    }

    private static void refuseUnsafe(DeploymentEntity deployment) {
        // what is read again from the database after a restart has passed here when it came
        if (deployment.isNew()) {
            Map<String, byte[]> files = new TreeMap<>();
            deployment.getResources().forEach((name, file) -> files.put(name, file.getBytes()));
            List<Finding> findings = SafeModels.check(files);
            if (!findings.isEmpty()) {
                throw new ProcessEngineException(findings.stream().limit(10).map(one -> one.model() + ' ' + one.element() + ": " + one.code() + ' ' + one.words())
                        .collect(Collectors.joining("; ", "Refused: ", "")));
            }
        }
    }
}
