package org.madoguchi;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The rooms and the arrows between them are as the package-info files say. */
class BoundariesTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.madoguchi");

    @Test
    void features_use_only_what_their_front_door_allows() {
        var modules = ApplicationModules.of(Madoguchi.class);
        modules.verify();
        new Documenter(modules).writeModulesAsPlantUml();
    }

    @Test
    void only_a_few_classes_touch_the_engine() {
        noClasses().that().haveSimpleNameNotEndingWith("Process").and().doNotHaveSimpleName("CaseFlow")
                .and().resideOutsideOfPackages("..platform..", "..identity..", "..worklist..", "..supervision..", "..modeler..",
                        "..eligibility..", "..jobs..", "..demo..")
                .should().dependOnClassesThat(resideInAPackage("org.camunda.."))
                .check(CLASSES);
    }

    @Test
    void only_the_engine_calls_a_process_bean() {
        classes().that().haveSimpleNameEndingWith("Process").and().doNotHaveSimpleName("PartnerProcess")
                .should().onlyBeAccessed().byClassesThat().haveSimpleNameEndingWith("Process")
                .check(CLASSES);
    }

    @Test
    void nobody_but_the_case_flow_uses_the_runtime_service() {
        noClasses().that().doNotHaveSimpleName("CaseFlow").and().resideOutsideOfPackages("..modeler..", "..demo..")
                .should().dependOnClassesThat().haveFullyQualifiedName("org.camunda.bpm.engine.RuntimeService")
                .check(CLASSES);
    }

    /** {@code CaseFiles.open} decides whether the reader may and writes the reading down; {@code get} is for steps. */
    @Test
    void faces_open_cases_through_the_access_register() {
        noClasses().that().areAnnotatedWith(org.springframework.stereotype.Controller.class)
                .or().areAnnotatedWith(org.springframework.web.bind.annotation.RestController.class)
                .should().callMethod(org.madoguchi.casefile.CaseFiles.class, "get", String.class)
                .check(CLASSES);
    }

    @Test
    void the_time_comes_from_the_injected_clock() {
        noClasses().that().doNotHaveSimpleName("MovableClock")
                .should().callMethod(java.time.Instant.class, "now")
                .orShould().callMethod(java.time.LocalDate.class, "now")
                .orShould().callMethod(java.time.LocalDateTime.class, "now")
                .orShould().callMethod(java.time.OffsetDateTime.class, "now")
                .orShould().callMethod(java.time.ZonedDateTime.class, "now")
                .orShould().callMethod(java.time.Clock.class, "systemUTC")
                .check(CLASSES);
    }
}
