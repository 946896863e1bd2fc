package eu.bocage.connector.edc.tck;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The process in which the test kit runs: its cases are JUnit tests, so JUnit runs them. One line per event is written
 * as it happens ({@link Results}), so that a kit that never ends still tells what it was doing.
 */
final class KitRun {

    private static final String CASES = "org.eclipse.dataspacetck.dsp.verification";

    private KitRun() {
    }

    public static void main(String[] arguments) throws IOException {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
            .selectors(selectPackage(CASES))
            .filters(includeClassNamePatterns(".*Test"), includeEngines("junit-jupiter"))
            .build();
        try (PrintStream out = new PrintStream(Path.of(arguments[0]).toFile())) {
            LauncherFactory.create().execute(request, new Reporter(out));
            Results.finished(out);
        }
        System.exit(0);
    }

    private record Reporter(PrintStream out) implements TestExecutionListener {

        @Override
        public void executionStarted(TestIdentifier test) {
            if (test.isTest()) {
                Results.started(out, test.getDisplayName());
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            Results.skipped(out, test.getDisplayName());
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean failed = result.getStatus() != TestExecutionResult.Status.SUCCESSFUL;
            if (failed) {
                result.getThrowable().ifPresent(Throwable::printStackTrace);
                Results.failed(out, test.getDisplayName(), result.getThrowable().map(Throwable::toString).orElse(""));
            } else if (test.isTest()) {
                Results.passed(out, test.getDisplayName());
            }
        }
    }
}
