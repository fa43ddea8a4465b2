package dev.leadrelay.agent.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptLibraryTest {
    private static final PromptUse USE = new PromptUse("plain", Set.of("lead", "evidence"), 500);

    @Test
    void loadsFromTheClasspath() {
        PromptLibrary library = PromptLibrary.load(List.of(USE), Map.of(), Optional.empty());

        assertThat(library.prompt("plain").id()).isEqualTo("plain/1");
        assertThat(library.prompt("plain").variables()).containsExactly("evidence", "lead");
    }

    @Test
    void loadsTheVersionInUseFromADirectory(@TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve("plain"));
        Files.writeString(directory.resolve("plain/2.md"), "<!-- system -->\ns\n<!-- user -->\n{{lead}}\n");

        PromptLibrary library = PromptLibrary.load(List.of(USE), Map.of("plain", "2"), Optional.of(directory));

        assertThat(library.prompt("plain").id()).isEqualTo("plain/2");
    }

    @Test
    void takesThePromptsOwnVersionWhereTheSettingsNameNone(@TempDir Path directory) throws Exception {
        Files.createDirectory(directory.resolve("plain"));
        for (String version : List.of("1", "2")) {
            Files.writeString(
                    directory.resolve("plain/" + version + ".md"), "<!-- system -->\ns\n<!-- user -->\n{{lead}}\n");
        }
        List<PromptUse> uses = List.of(new PromptUse("plain", "2", Set.of("lead"), 500));

        assertThat(PromptLibrary.load(uses, Map.of(), Optional.of(directory))
                        .prompt("plain")
                        .id())
                .isEqualTo("plain/2");
        assertThat(PromptLibrary.load(uses, Map.of("plain", "1"), Optional.of(directory))
                        .prompt("plain")
                        .id())
                .isEqualTo("plain/1");
    }

    @Test
    void saysWhatIsMissing(@TempDir Path directory) {
        assertThatThrownBy(() -> PromptLibrary.load(List.of(USE), Map.of("plain", "9"), Optional.empty()))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("plain/9");
        assertThatThrownBy(() -> PromptLibrary.load(List.of(USE), Map.of(), Optional.of(directory)))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("1.md");
        PromptUse without = new PromptUse("plain", Set.of("lead"), 500);
        assertThatThrownBy(() -> PromptLibrary.load(List.of(without), Map.of(), Optional.empty()))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("evidence");
    }

    @Test
    void aVersionIsNoPath() {
        assertThatThrownBy(() -> PromptLibrary.load(List.of(USE), Map.of("plain", "../../secret"), Optional.empty()))
                .isInstanceOf(PromptException.class)
                .hasMessageContaining("not a name or version");
    }
}
