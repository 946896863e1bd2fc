package eu.bocage.connector.edc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.eclipse.edc.boot.system.DefaultServiceExtensionContext;
import org.eclipse.edc.boot.system.ServiceLocator;
import org.eclipse.edc.boot.system.runtime.BaseRuntime;
import org.eclipse.edc.spi.monitor.Monitor;
import org.eclipse.edc.spi.system.ServiceExtension;
import org.eclipse.edc.spi.system.ServiceExtensionContext;
import org.eclipse.edc.spi.system.configuration.Config;
import org.eclipse.edc.spi.system.configuration.ConfigFactory;

/**
 * An EDC runtime inside a node: EDC's control plane and DSP extensions as the class path has them, and those given. Its
 * configuration is the given map and nothing else; environment and system properties, which all runtimes of a process
 * would share, are not looked at.
 */
final class EdcRuntime extends BaseRuntime {

    /** These read keys and certificates from a vault; a node's keys are no business of EDC's. */
    private static final Set<String> LEFT_OUT = Set.of(
        "org.eclipse.edc.connector.core.LocalPublicKeyDefaultExtension",
        "org.eclipse.edc.connector.core.SecurityDefaultServicesExtension");

    private final Map<String, String> config;
    private final Decoration decoration;
    private final NodeMonitor log = new NodeMonitor();

    /** What is registered in place of a service that an extension made. */
    @FunctionalInterface
    interface Decoration {
        <T> T of(Class<T> type, T service);
    }

    /**
     * Names the JSON-P implementation to the process, unless it is named already: EDC asks for one at every small step,
     * and JSON-P would search all jars each time.
     */
    EdcRuntime(Map<String, String> config, List<ServiceExtension> extensions, Decoration decoration) {
        super(new Extensions(extensions));
        System.getProperties().putIfAbsent("jakarta.json.provider", "org.eclipse.parsson.JsonProviderImpl");
        this.config = Map.copyOf(config);
        this.decoration = decoration;
    }

    /** A service of the booted runtime. */
    <T> T service(Class<T> type) {
        return context.getService(type);
    }

    @Override
    public void boot(boolean addShutdownHook) {
        super.boot(addShutdownHook);
        log.running();
    }

    @Override
    public void shutdown() {
        log.ending();
        super.shutdown();
    }

    @Override
    protected Monitor createMonitor() {
        return log;
    }

    @Override
    protected ServiceExtensionContext createContext(Monitor monitor, Config ignored) {
        return new DefaultServiceExtensionContext(monitor, ConfigFactory.fromMap(config)) {
            @Override
            public <T> void registerService(Class<T> type, T service) {
                super.registerService(type, type == Monitor.class ? service : decoration.of(type, service));
            }
        };
    }

    private record Extensions(List<ServiceExtension> own) implements ServiceLocator {
        @Override
        public <T> List<T> loadImplementors(Class<T> type, boolean required) {
            List<T> found = new ArrayList<>();
            if (type == ServiceExtension.class) {
                ServiceLoader.load(type, type.getClassLoader()).stream()
                    .filter(provider -> !LEFT_OUT.contains(provider.type().getName()))
                    .map(ServiceLoader.Provider::get).forEach(found::add);
                own.stream().map(type::cast).forEach(found::add);
            }
            return found;
        }

        @Override
        public <T> T loadSingletonImplementor(Class<T> type, boolean required) {
            return null;
        }
    }
}
