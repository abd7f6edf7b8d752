package org.madoguchi.modeler;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
public class ModelChecks {

    public List<Finding> of(Map<String, byte[]> set) {
        return List.of();
    }
}
