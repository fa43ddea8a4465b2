package dev.leadrelay.cli.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
    private static final long NOBODY = Long.MAX_VALUE;

    @TempDir
    Path data;

    @Test
    void isFoundWhileItsProcessLives() throws IOException {
        RunFile run = run(ProcessHandle.current().pid());

        run.write(data);

        assertThat(RunFile.find(data)).contains(run);
        try (var files = Files.list(data)) {
            assertThat(files.toList()).isEqualTo(List.of(data.resolve("run.json")));
        }
        RunFile.delete(data);
        assertThat(RunFile.find(data)).isEmpty();
    }

    @Test
    void whatADeadProcessLeftIsPassedOver() {
        run(NOBODY).write(data);

        assertThat(RunFile.find(data)).isEmpty();
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Files.writeString(data.resolve("run.json"), "{");

        assertThatThrownBy(() -> RunFile.find(data))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("run.json");
    }

    private static RunFile run(long pid) {
        return new RunFile(pid, "127.0.0.1:1", "http://r", "http://o", "http://d", "", "profiles");
    }
}
