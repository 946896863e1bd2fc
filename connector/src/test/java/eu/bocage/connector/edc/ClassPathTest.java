package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.junit.jupiter.api.Test;

/** What a node must not even have: another web server, EDC's data planes, its management API, other protocols. */
class ClassPathTest {

    @Test
    void holdsNoOtherWebServerThanVertx() {
        assertThat(entries("org/eclipse/jetty/", "jakarta/servlet/", "org/glassfish/jersey/servlet/",
            "org/apache/catalina/", "io/undertow/", "org/glassfish/grizzly/")).isEmpty();
    }

    @Test
    void holdsNoExtensionOfEdcBeyondControlPlaneAndDsp2025() {
        List<String> extensions = ServiceLoader.load(ServiceExtension.class).stream()
            .map(provider -> provider.type().getName()).toList();
        assertThat(extensions).isNotEmpty().noneMatch(name -> name.contains(".management.")
            || name.contains(".dataplane.") || name.contains(".iam.mock") || name.contains(".sql.")
            || name.contains("V08") || name.contains("V2024") || name.contains(".jetty.")
            || name.contains(".jersey.") || name.contains(".callback.") || name.contains(".api.auth."));
    }

    private static List<String> entries(String... packages) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> jar.endsWith(".jar")).flatMap(ClassPathTest::names)
            .filter(name -> Arrays.stream(packages).anyMatch(name::startsWith)).toList();
    }

    private static Stream<String> names(String jar) {
        try (ZipFile zip = new ZipFile(jar)) {
            return zip.stream().map(entry -> entry.getName()).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(jar, e);
        }
    }
}
