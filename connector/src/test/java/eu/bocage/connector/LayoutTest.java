package eu.bocage.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the walls of the house: who may know whom, how long a line is, and that packages have no cycles. */
@AnalyzeClasses(packages = "eu.bocage", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule onlyTheEdcPackageKnowsEdc = noClasses()
        .that().resideOutsideOfPackage("eu.bocage.connector.edc..")
        .should().dependOnClassesThat().resideInAPackage("org.eclipse.edc..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule policiesKnowNeitherComputeNorTheNode = noClasses()
        .that().resideInAPackage("eu.bocage.policies..")
        .should().dependOnClassesThat().resideInAnyPackage("eu.bocage.compute..", "eu.bocage.connector..",
            "io.vertx..", "org.eclipse.edc..", "java.sql..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule computeKnowsNeitherPoliciesNorTheNode = noClasses()
        .that().resideInAPackage("eu.bocage.compute..")
        .should().dependOnClassesThat().resideInAnyPackage("eu.bocage.policies..", "eu.bocage.connector..",
            "io.vertx..", "org.eclipse.edc..")
        .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
        slices().matching("eu.bocage.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    @Test
    void noLineIsLongerThan120Characters() {
        List<String> long_ = new ArrayList<>();
        for (String folder : List.of("policies/src", "compute/src", "connector/src", "examples", ".ci")) {
            for (Path file : javaFiles(Path.of("..", folder))) {
                List<String> lines = lines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).length() > 120) {
                        long_.add(file + ":" + (i + 1));
                    }
                }
            }
        }
        assertThat(long_).isEmpty();
    }

    @Test
    void theCompositionRootIsShort() {
        assertThat(lines(Path.of("src/main/java/eu/bocage/connector/node/Node.java"))).hasSizeLessThanOrEqualTo(200);
    }

    private static List<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
