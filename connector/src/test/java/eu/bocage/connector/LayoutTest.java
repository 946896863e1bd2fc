package eu.bocage.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the walls of the house: who may know whom, in which order, and how long lines and files are. */
@AnalyzeClasses(packages = "eu.bocage",
    importOptions = {ImportOption.DoNotIncludeTests.class, LayoutTest.WithoutBytecodeOfSeal.class})
class LayoutTest {

    /** Microsoft SEAL, compiled to bytecode by the build, is nobody's to lay out. */
    static final class WithoutBytecodeOfSeal implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/SealWasmMachine");
        }
    }

    private static final List<String> FOLDERS =
        List.of("policies/src", "compute/src", "connector/src", "examples", ".ci");

    /** From below: a package knows packages of lower rows only. */
    private static final List<List<String>> ORDER = List.of(List.of("storage"), List.of("member"),
        List.of("ledger", "budget", "web"), List.of("dataset"), List.of("approval"), List.of("agreement"),
        List.of("edc", "answer"),
        List.of("api"), List.of("node"), List.of("cli"));

    private static final Pattern SILENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern LOGIC = Pattern.compile("\\b(?:if|for|while|do|switch|case)\\b|\\?");

    @ArchTest
    static final ArchRule onlyTheEdcPackageKnowsEdc = noClasses()
        .that().resideOutsideOfPackage("eu.bocage.connector.edc..")
        .should().dependOnClassesThat().resideInAPackage("org.eclipse.edc..");

    @ArchTest
    static final ArchRule policiesKnowNeitherComputeNorTheNode = noClasses()
        .that().resideInAPackage("eu.bocage.policies..")
        .should().dependOnClassesThat().resideInAnyPackage("eu.bocage.compute..", "eu.bocage.connector..",
            "io.vertx..", "org.eclipse.edc..", "java.sql..");

    @ArchTest
    static final ArchRule computeKnowsNeitherPoliciesNorTheNode = noClasses()
        .that().resideInAPackage("eu.bocage.compute..")
        .should().dependOnClassesThat().resideInAnyPackage("eu.bocage.policies..", "eu.bocage.connector..",
            "io.vertx..", "org.eclipse.edc..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
        slices().matching("eu.bocage.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesKeepTheirOrder = order();

    @Test
    void noLineIsLongerThan120Characters() {
        List<String> long_ = new ArrayList<>();
        for (Path file : javaFiles()) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > 120) {
                    long_.add(file + ":" + (i + 1));
                }
            }
        }
        assertThat(long_).isEmpty();
    }

    @Test
    void noFileIsLongerThan400Lines() {
        assertThat(javaFiles()).isNotEmpty().allSatisfy(file -> assertThat(lines(file)).hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void theCompositionRootIsShortAndDecidesNothing() {
        List<String> lines = lines(Path.of("src/main/java/eu/bocage/connector/node/Node.java"));
        assertThat(lines).hasSizeLessThanOrEqualTo(200);
        assertThat(SILENT.matcher(String.join("\n", lines)).replaceAll("")).contains("class Node")
            .doesNotContainPattern(LOGIC);
    }

    private static ArchRule order() {
        Architectures.LayeredArchitecture order =
            Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : ORDER.stream().flatMap(List::stream).toList()) {
            order = order.layer(name).definedBy("eu.bocage.connector." + name + "..");
        }
        List<String> lower = new ArrayList<>();
        for (List<String> row : ORDER) {
            for (String name : row) {
                order = lower.isEmpty() ? order.whereLayer(name).mayNotAccessAnyLayer()
                    : order.whereLayer(name).mayOnlyAccessLayers(lower.toArray(String[]::new));
            }
            lower.addAll(row);
        }
        return order.whereLayer("web").mayOnlyAccessLayers("member")
            .whereLayer("web").mayOnlyBeAccessedByLayers("edc", "answer", "api", "node", "cli")
            .ensureAllClassesAreContainedInArchitectureIgnoring("eu.bocage.policies..", "eu.bocage.compute..",
                "eu.bocage.connector");
    }

    private static List<Path> javaFiles() {
        return FOLDERS.stream().map(folder -> Path.of("..", folder)).flatMap(root -> {
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
