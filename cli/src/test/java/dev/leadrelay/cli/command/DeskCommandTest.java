package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.service.SettingsException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeskCommandTest {
    private final StringWriter out = new StringWriter();
    private String problem = "";

    @Test
    void printsTheHashOfALineOfItsInput() {
        assertThat(hash("correct horse battery\nnot read\n")).isZero();
        String first = out.toString();
        assertThat(first)
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}\\R")
                .doesNotContain("horse");

        out.getBuffer().setLength(0);
        assertThat(hash("correct horse battery")).isZero();
        assertThat(out.toString()).as("another salt").isNotEqualTo(first);
    }

    @Test
    void refusesWhatIsTooShort() {
        assertThat(hash("too short\n")).isEqualTo(2);
        assertThat(problem).contains("12 to 1000 characters");
        assertThat(hash("")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    private int hash(String input) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return new CommandLine(new RootCommand())
                    .setOut(new PrintWriter(out, true))
                    .setExecutionExceptionHandler((e, line, result) -> {
                        assertThat(e).isInstanceOf(SettingsException.class);
                        problem = String.valueOf(e.getMessage());
                        return 2;
                    })
                    .execute("desk", "hash-password");
        } finally {
            System.setIn(before);
        }
    }
}
