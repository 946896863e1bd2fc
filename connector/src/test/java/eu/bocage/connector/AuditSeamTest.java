package eu.bocage.connector;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import eu.bocage.compute.Card;
import eu.bocage.compute.Table;
import java.nio.file.Path;

/** Exact figures are shown to the audit, which makes its own rows, and to nobody else. */
@AnalyzeClasses(packages = "eu.bocage", importOptions = ImportOption.DoNotIncludeTests.class)
class AuditSeamTest {

    private static final String SEAM = "eu\\.bocage\\.compute\\.UnsafeAuditSeam(\\$.*)?";

    @ArchTest
    static final ArchRule onlyTheAuditSeesExactFigures = noClasses()
        .that().resideOutsideOfPackage("eu.bocage.compute.audit").and().haveNameNotMatching(SEAM)
        .should().dependOnClassesThat().haveNameMatching(SEAM);

    @ArchTest
    static final ArchRule theAuditOpensNoDataset = noClasses()
        .that().resideInAPackage("eu.bocage.compute.audit")
        .should().callMethod(Table.class, "open", Path.class, Card.class);
}
