package dev.leadrelay.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls of the house: which module may know which. */
class WallsTest {
    private static final String ROOT = "dev.leadrelay.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.leadrelay");

    private static final Set<String> AGENT_NEEDS = Set.of("agent", "schemas", "validation", "gateway", "service");
    private static final Set<String> CONTROL_NEEDS = Set.of("schemas", "validation", "service");

    /** What each module may use besides itself; cli and the system tests may use everything. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("schemas", Set.of()),
            Map.entry("validation", Set.of("schemas")),
            Map.entry("gateway", Set.of("schemas")),
            Map.entry("service", Set.of("schemas")),
            Map.entry("agent", Set.of("schemas", "validation", "gateway", "service")),
            Map.entry("research", AGENT_NEEDS),
            Map.entry("scoring", AGENT_NEEDS),
            Map.entry("writer", AGENT_NEEDS),
            Map.entry("orchestrator", CONTROL_NEEDS),
            Map.entry("deadletter", CONTROL_NEEDS),
            Map.entry("simulator", Set.of()));

    @TestFactory
    Stream<DynamicTest> aModuleKnowsOnlyWhatItMay() {
        return ALLOWED.entrySet().stream()
                .map(module -> DynamicTest.dynamicTest(
                        module.getKey(),
                        () -> knowsOnly(module.getKey(), module.getValue()).check(CLASSES)));
    }

    @Test
    void everyModuleIsNamedInTheRules() {
        Set<String> found = new TreeSet<>();
        CLASSES.forEach(
                c -> found.add(c.getPackageName().substring(ROOT.length()).split("\\.")[0]));

        assertThat(found).containsAll(ALLOWED.keySet());
        found.removeAll(ALLOWED.keySet());
        assertThat(found).isSubsetOf("cli", "system");
    }

    @Test
    void aRuleThatScansNothingFails() {
        assertThatThrownBy(() -> knowsOnly("nosuchmodule", Set.of()).check(CLASSES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }

    @Test
    void aForbiddenUseIsFound() {
        assertThatThrownBy(() -> knowsOnly("agent", Set.of()).check(CLASSES)).isInstanceOf(AssertionError.class);
    }

    @Test
    void gatesArePure() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "validation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "java.net.http..", "dev.langchain4j..", "io.javalin..", "java.nio.file..")
                .check(CLASSES);
    }

    @Test
    void theMachinesArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "orchestrator.lead..", ROOT + "orchestrator.list..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..", "java.net..", "java.nio.file..", "io.javalin..", "io.micrometer..")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void theModelGatewayKnowsNoKafka() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> theDomainOfAnAgentKnowsNoPlumbing() {
        return Stream.of("research", "scoring", "writer")
                .map(agent -> DynamicTest.dynamicTest(
                        agent,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(ROOT + agent + ".domain..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage("org.apache.kafka..", "java.net.http..", "dev.langchain4j..")
                                .check(CLASSES)));
    }

    @Test
    void onlyTheGatewayKnowsLangChain4j() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.langchain4j..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        for (String avoided : List.of("Manager", "Util", "Utils", "Helper", "Helpers", "Impl", "Base")) {
            classes()
                    .that()
                    .resideOutsideOfPackage(ROOT + "schemas.records..")
                    .should()
                    .haveSimpleNameNotEndingWith(avoided)
                    .check(CLASSES);
        }
    }

    private static ArchRule knowsOnly(String module, Set<String> others) {
        String[] forbidden = ALLOWED.keySet().stream()
                .filter(name -> !name.equals(module) && !others.contains(name))
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        String[] all = Stream.concat(Stream.of(forbidden), Stream.of(ROOT + "cli..", ROOT + "system.."))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(all);
    }
}
