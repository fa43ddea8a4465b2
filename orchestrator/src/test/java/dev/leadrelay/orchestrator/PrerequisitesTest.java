package dev.leadrelay.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.service.SettingsSource;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class PrerequisitesTest {
    @Test
    void refusesUnequalPartitionCounts() {
        assertThat(Prerequisites.same(Map.of("a", 3, "b", 3))).isEqualTo(3);
        assertThatThrownBy(() -> Prerequisites.same(Map.of("a", 3, "b", 12)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("{a=3, b=12}");
    }

    @Test
    void passesSettingsThroughToKafkaStreams() {
        OrchestratorSettings settings = SettingsSource.ofProcess(
                        Map.of("leadrelay.orchestrator.commit-interval-ms", "25"), null)
                .read(OrchestratorSettings.class);
        Properties streams = StreamsSettings.of(
                settings,
                Map.of("bootstrap.servers", "b:1", "security.protocol", "SSL"),
                Map.of("poll.ms", "7"),
                "h:1",
                1_000,
                (short) 3);
        assertThat(streams)
                .containsEntry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2)
                .containsEntry("commit.interval.ms", 25)
                .containsEntry("security.protocol", "SSL")
                .containsEntry("poll.ms", "7")
                .containsEntry("producer.max.request.size", 4_000)
                .containsEntry("topic.max.message.bytes", "4000")
                .containsEntry("replication.factor", 3);
    }
}
