package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProfileCommandTest {
    private static final Path SAMPLE = Path.of("..", "samples", "profile.yaml");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aFineProfileIsShownInShort() {
        assertThat(run("check", SAMPLE.toString())).isZero();
        assertThat(out.toString())
                .contains(
                        "profile shippers, version 1, is fine",
                        "core 30, resale 15, services 0",
                        "totals 0 to 100; tier A from 75, B from 55, C from 35, else D; delivered from tier C",
                        "disqualified by competitor, insolvent");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyMistakeIsALineWithItsFileAndAGoodFileBesideItIsStillShown() throws IOException {
        Path bad = folder.resolve("bad.yaml");
        Files.writeString(
                bad,
                Files.readString(SAMPLE).replace("weight: 30", "weight: 31").replace("A: 75", "A: 5"));

        assertThat(run("check", bad.toString(), SAMPLE.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        bad + ": /criteria: the weights sum to 101; make them sum to 100",
                        bad + ": /thresholds: must fall from A to C (A 5, B 55, C 35); reorder them");
        assertThat(out.toString()).contains("is fine");
    }

    @Test
    void theExampleOfTheDocumentationIsFine() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "profiles.md"));
        int begin = page.indexOf("```yaml") + "```yaml".length();
        Path example = Files.writeString(
                folder.resolve("cold-stores.yaml"), page.substring(begin, page.indexOf("```", begin)));

        assertThat(run("check", example.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("cooling", "own 50, rented 20, none 0", "pharma 30, food 21, other 0");
    }

    @Test
    void theSchemaPrintedIsTheOneBesideTheSample() throws IOException {
        assertThat(run("schema")).isZero();
        assertThat(out.toString()).isEqualTo(Files.readString(SAMPLE.resolveSibling("profile.schema.json")));
    }

    private int run(String... arguments) {
        return new CommandLine(new ProfileCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
