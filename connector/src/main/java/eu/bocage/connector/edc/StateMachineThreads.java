package eu.bocage.connector.edc;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.eclipse.edc.spi.system.ExecutorInstrumentation;

/**
 * One daemon thread per state machine, in place of EDC's. When stopped it drops what is planned for later: EDC's would
 * wait for it, ten seconds for a policy monitor that looks every thirty, and log an error for each try to plan more.
 */
final class StateMachineThreads implements ExecutorInstrumentation {

    @Override
    public ScheduledExecutorService instrument(ScheduledExecutorService target, String name) {
        target.shutdown();
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("edc-" + name).factory(), new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }
}
