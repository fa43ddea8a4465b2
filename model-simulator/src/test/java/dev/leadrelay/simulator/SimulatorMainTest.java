package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {
    @Test
    void readsSettingsFromTheEnvironment() {
        SimulatorSettings settings = SimulatorMain.settings(Map.of(
                "LEADRELAY_SIMULATOR_PORT", "0",
                "LEADRELAY_SIMULATOR_HOST", "0.0.0.0",
                "LEADRELAY_SIMULATOR_SEED", "7",
                "LEADRELAY_SIMULATOR_FAULTS", "0.18",
                "LEADRELAY_SIMULATOR_LATENCY_MILLIS", "250",
                "LEADRELAY_SIMULATOR_GULLIBLE", "true",
                "LEADRELAY_SIMULATOR_INVENTING", "True"));
        assertThat(settings.gullible()).isTrue();
        assertThat(settings.inventing()).isTrue();
        assertThat(SimulatorMain.settings(Map.of()).gullible()).isFalse();
        assertThat(SimulatorMain.settings(Map.of()).inventing()).isFalse();
        assertThat(settings.port()).isZero();
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.seed()).isEqualTo(7);
        assertThat(settings.latencyMedian()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.faultRates()).hasSize(9).containsEntry(FaultKind.HANG, 0.02);
        assertThat(SimulatorMain.settings(Map.of()).port()).isEqualTo(18_099);
    }

    @Test
    void namesWhatIsWrong() {
        assertThatThrownBy(() -> SimulatorMain.settings(Map.of("LEADRELAY_SIMULATOR_GULLIBLE", "yes")))
                .hasMessage("LEADRELAY_SIMULATOR_GULLIBLE must be true or false, is 'yes'");
        assertThatThrownBy(() -> SimulatorMain.settings(Map.of("LEADRELAY_SIMULATOR_PORT", "many")))
                .hasMessage("LEADRELAY_SIMULATOR_PORT must be a number, is 'many'");
        assertThatThrownBy(() -> SimulatorMain.settings(Map.of("LEADRELAY_SIMULATOR_PORT", "70000")))
                .hasMessageContaining("port must be between 0 and 65535");
        assertThatThrownBy(() -> SimulatorMain.settings(Map.of("LEADRELAY_SIMULATOR_FAULTS", "2")))
                .hasMessageContaining("fault rates must");
    }
}
