package eu.bocage.connector.edc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeMonitorTest {

    @Test
    void writesOneLineOfBoundedLengthWhateverACounterpartSaid() {
        NodeMonitor monitor = new NodeMonitor();
        assertThat(monitor.sanitizeMessage(() -> "first\nsecond")).doesNotContain("\n").contains("second");
        assertThat(monitor.sanitizeMessage(() -> "x".repeat(1 << 21))).hasSize(NodeMonitor.LONGEST + 1);
        assertThat(monitor.sanitizeMessage(() -> null)).isNotEmpty();
    }
}
