package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({
        "'y\n', true",
        "'Y\n', true",
        "' yes \n', true",
        "'YES', true",
        "'n\n', false",
        "'\n', false",
        "'', false",
        "'yeah\n', false",
        "'no\ny\n', false"
    })
    void onlyAYesIsAYes(String typed, boolean agreed) {
        StringWriter out = new StringWriter();
        ByteArrayInputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        assertThat(Terminal.agrees(in, new PrintWriter(out), "Start?")).isEqualTo(agreed);
        assertThat(out.toString()).isEqualTo("Start? [y/N] ");
    }
}
