package org.madoguchi.partners;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import tools.jackson.databind.JsonNode;

/**
 * Data of {@code task.completed} of the partner {@code municipality}: a municipality that does not sign in here does a
 * task by event. {@code officer} is its own name for who did it (four eyes are told apart by it), {@code form} has the
 * fields of the task's form page.
 */
public record MunicipalTask(@NotBlank String taskKey, @NotNull @Pattern(regexp = "\\d{6}") String municipalityCode,
        @NotBlank @Size(max = 80) String officer, @NotNull JsonNode form) {

    public static final String PARTNER = "municipality";

    public static final String COMPLETED = "task.completed";

    @Override
    public String toString() {
        return taskKey + " by " + municipalityCode;
    }
}
