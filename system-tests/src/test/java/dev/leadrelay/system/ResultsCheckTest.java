package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leadrelay.system.support.CommandProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code samples/checks/check-results.mjs}, which shares no code with the gates, over a run of 240 leads: it finds nothing,
 * and it finds each thing that is then put wrong.
 */
class ResultsCheckTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SCRIPT = Path.of(System.getProperty("leadrelay.home"))
            .resolve("samples/checks/check-results.mjs")
            .toAbsolutePath()
            .normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LEADS = 240;
    private static final Pattern DELIVERED = Pattern.compile("(\\d+) of them delivered");

    @TempDir
    Path folder;

    private record Said(int exit, String text) {}

    @Test
    void findsNothingInARunAndEverythingThatIsPutWrong() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "node"))),
                "skipped: node is not installed; .ci/setup does it");
        Path out = folder.resolve("out");
        runDemo(out);

        Said fine = check(out);
        System.out.println("ResultsCheckTest " + fine.text().replace("\n", "\nResultsCheckTest "));
        assertThat(fine.exit()).as(fine.text()).isZero();
        Matcher delivered = DELIVERED.matcher(fine.text());
        assertThat(delivered.find()).isTrue();
        assertThat(Integer.parseInt(delivered.group(1))).isGreaterThanOrEqualTo(200);

        requireFound(
                out,
                "evidence .* does not stand in",
                results -> evidence(results)
                        .put("quote", evidence(results).get("quote").asText() + " And more."));
        requireFound(
                out, "its text is not in pages/", results -> evidence(results).put("contentHash", "0".repeat(64)));
        requireFound(
                out,
                "nothing in the draft is true of this company alone",
                results -> draft(results, 0)
                        .put("subject", "Hello")
                        .put("body", "Hello, our product is good. Would you like to see it? Kind regards"));
        requireFound(
                out,
                "(?m)^no shared run of 12 words:$",
                results -> draft(results, 1)
                        .put(
                                "body",
                                draft(results, 1).get("body").asText() + "\n"
                                        + draft(results, 0).get("body").asText()));
        requireChangedPageFound(out);
        assertThat(check(folder).exit()).as("a folder without results").isEqualTo(2);
    }

    private void runDemo(Path out) throws Exception {
        try (CommandProcess demo = CommandProcess.start(
                folder,
                CommandProcess.FREE_PORTS,
                Map.of(),
                "demo",
                "--exit",
                "--count",
                Integer.toString(LEADS),
                "--data",
                folder.resolve("data").toString(),
                "--out",
                out.toString())) {
            int exitCode = demo.await(PATIENCE);
            assertThat(exitCode).as(demo.out() + demo.err()).isZero();
        }
    }

    private interface Mutation {
        void apply(List<ObjectNode> delivered);
    }

    /** Copies the run, puts one thing wrong in it and requires that the script says so. */
    private void requireFound(Path out, String said, Mutation mutation) throws Exception {
        Path wrong = copy(out);
        List<ObjectNode> results = new ArrayList<>();
        for (String line : Files.readAllLines(out.resolve("results.jsonl"))) {
            results.add((ObjectNode) JSON.readTree(line));
        }
        mutation.apply(results.stream()
                .filter(result -> result.get("status").asText().equals("DELIVERED"))
                .toList());
        Files.write(
                wrong.resolve("results.jsonl"),
                results.stream().map(JsonNode::toString).toList());
        Said found = check(wrong);
        assertThat(found.exit()).as(found.text()).isEqualTo(1);
        assertThat(found.text()).containsPattern(said);
    }

    private void requireChangedPageFound(Path out) throws Exception {
        Path wrong = copy(out);
        try (Stream<Path> pages = Files.walk(wrong.resolve("pages"))) {
            Path page = pages.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
            Files.writeString(page, Files.readString(page) + " It has 5,000 employees.");
        }
        Said found = check(wrong);
        assertThat(found.exit()).as(found.text()).isEqualTo(1);
        assertThat(found.text()).contains("was changed: its SHA-256 is not its name");
    }

    private static ObjectNode evidence(List<ObjectNode> results) {
        return (ObjectNode) results.getFirst().get("research").get("evidence").get(0);
    }

    private static ObjectNode draft(List<ObjectNode> results, int index) {
        return (ObjectNode) results.get(index).get("draft");
    }

    private Path copy(Path out) throws IOException {
        Path target = Files.createTempDirectory(folder, "wrong");
        try (Stream<Path> all = Files.walk(out)) {
            all.forEach(from -> {
                try {
                    Files.copy(
                            from, target.resolve(out.relativize(from).toString()), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    // The folder itself is there already.
                    if (!Files.isDirectory(from)) {
                        throw new UncheckedIOException(e);
                    }
                }
            });
        }
        return target;
    }

    private Said check(Path out) throws Exception {
        Path log = Files.createTempFile(folder, "check", ".log");
        Process process = new ProcessBuilder("node", SCRIPT.toString(), out.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Said(process.exitValue(), Files.readString(log));
    }
}
