package dev.leadrelay.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.scoring.domain.UnusableProfileException;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileDirectoryTest {
    private static final String YAML = """
            name: movers
            version: 1
            description: Companies that move goods.
            criteria:
              - id: goods
                question: Does it move goods?
                weight: 100
                levels:
                  - {id: none, share: 0, description: no}
                  - {id: core, share: 100, description: yes it does}
            """;

    @TempDir
    Path dir;

    @Test
    void aNewFileIsFoundWithoutARestart() throws IOException {
        ProfileDirectory profiles = ProfileDirectory.open(dir);
        assertThat(profiles.find("movers")).isNull();
        Files.writeString(dir.resolve("movers.yaml"), YAML);
        assertThat(profiles.find("movers"))
                .isNotNull()
                .satisfies(found -> assertThat(found.name()).isEqualTo("movers"));
    }

    @Test
    void whatWasReadStays() throws IOException {
        Path file = Files.writeString(dir.resolve("movers.yaml"), YAML);
        ProfileDirectory profiles = ProfileDirectory.open(dir);
        Files.delete(file);
        assertThat(profiles.find("movers")).isNotNull();
    }

    @Test
    void saysAtStartWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> ProfileDirectory.open(dir.resolve("none")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("leadrelay.scoring.profiles-dir");
        Files.writeString(dir.resolve("movers.yaml"), YAML.replace("weight: 100", "weight: 90"));
        assertThatThrownBy(() -> ProfileDirectory.open(dir))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("movers.yaml")
                .hasMessageContaining("sum to 90")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileIsNamedAsItsProfile() throws IOException {
        ProfileDirectory profiles = ProfileDirectory.open(dir);
        Files.writeString(dir.resolve("other.yaml"), YAML);
        assertThatThrownBy(() -> profiles.find("other"))
                .isInstanceOf(UnusableProfileException.class)
                .hasMessageContaining("name the file movers.yaml");
    }

    @Test
    void aNameIsNoPath() throws IOException {
        Path inner = Files.createDirectory(dir.resolve("inner"));
        Files.writeString(dir.resolve("movers.yaml"), YAML);
        ProfileDirectory profiles = ProfileDirectory.open(inner);
        assertThat(profiles.find("../movers")).isNull();
        assertThat(profiles.find("")).isNull();
    }
}
