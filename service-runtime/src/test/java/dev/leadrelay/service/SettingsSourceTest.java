package dev.leadrelay.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSourceTest {
    @TempDir
    Path folder;

    @Test
    void givesDefaultsWhereNothingIsSet() {
        TopicSettings topics = given(Map.of()).read(TopicSettings.class);

        assertThat(topics.partitions()).isEqualTo(12);
        assertThat(topics.prefix()).isEmpty();
    }

    @Test
    void prefersGivenValuesToTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("settings.yaml"), """
                leadrelay:
                  topics:
                    partitions: 3
                    prefix: "test."
                """);

        SettingsSource source = SettingsSource.ofProcess(Map.of("leadrelay.topics.partitions", "5"), file);

        assertThat(source.read(TopicSettings.class).partitions()).isEqualTo(5);
        assertThat(source.read(TopicSettings.class).prefix()).contains("test.");
    }

    @Test
    void saysInOneLineWhichValueIsMalformed() {
        assertThatThrownBy(() ->
                        given(Map.of("leadrelay.topics.partitions", "many")).read(TopicSettings.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("leadrelay.topics.partitions")
                .hasMessageContaining("many")
                .message()
                .doesNotContain("\n", "Exception");
    }

    @Test
    void refusesAnUnknownNameBelowAPrefix() {
        assertThatThrownBy(
                        () -> given(Map.of("leadrelay.topics.partition", "3")).read(TopicSettings.class))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("leadrelay.topics.partition")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path missing = folder.resolve("missing.yaml");

        assertThatThrownBy(() -> SettingsSource.ofProcess(Map.of(), missing))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("missing.yaml");
    }

    @Test
    void refusesAFileThatIsNotYaml() throws IOException {
        Path file = Files.writeString(folder.resolve("broken.yaml"), "leadrelay: [unclosed\n  : :");

        assertThatThrownBy(() -> SettingsSource.ofProcess(Map.of(), file))
                .isInstanceOf(SettingsException.class)
                .message()
                .contains("broken.yaml")
                .doesNotContain("\n");
    }

    @Test
    void passesLibrarySettingsThroughUnderTheirOwnNames() {
        Map<String, String> found = given(Map.of(
                        "leadrelay.kafka-client.security.protocol",
                        "SASL_SSL",
                        "leadrelay.kafka.bootstrap-servers",
                        "x:1"))
                .passThrough("leadrelay.kafka-client");

        assertThat(found).containsExactly(Map.entry("security.protocol", "SASL_SSL"));
    }

    private static SettingsSource given(Map<String, String> settings) {
        return SettingsSource.ofProcess(settings, null);
    }
}
