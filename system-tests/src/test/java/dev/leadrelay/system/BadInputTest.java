package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.leadrelay.cli.embedded.LoopbackPorts;
import dev.leadrelay.system.support.CommandProcess;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.Platform;
import dev.leadrelay.system.support.TopicRecords;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a person can get wrong: one line that says what to do, exit code 2, nothing half-done. */
class BadInputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path SAMPLES = Path.of(System.getProperty("leadrelay.home"))
            .resolve("samples")
            .toAbsolutePath()
            .normalize();
    private static final String GOOD = SAMPLES.resolve("leads.csv").toString();

    @TempDir
    static Path folder;

    private static Installation installation;

    @BeforeAll
    static void writeFiles() throws IOException {
        installation = Installation.create("bad-input");
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        Files.createFile(folder.resolve("empty.csv"));
        Files.createDirectory(folder.resolve("folder.csv"));
        Files.write(folder.resolve("binary.csv"), noise);
        Files.writeString(folder.resolve("strange.csv"), "Colour,Shape\nred,round\n");
        Files.writeString(folder.resolve("unclosed.csv"), "Email,Company\na@b.example,\"Unclosed\nc@d.example,D\n");
        Files.writeString(folder.resolve("bad-profile.yaml"), "name: x\ncriteria: [not, a, list, of, criteria\n");
        Files.writeString(folder.resolve("empty-profile.yaml"), "name: x\n");
        Files.writeString(folder.resolve("bad-seller.yaml"), "company: 7\nunknown: yes\n");
    }

    @AfterAll
    static void close() {
        installation.close();
    }

    @TestFactory
    Stream<DynamicTest> filesThatMakeNoSense() {
        return Stream.of(
                refused("a missing file", "does not exist", "submit", "missing.csv"),
                refused("a folder without lists", "has no file that ends with", "submit", "folder.csv"),
                refused("an empty file", "is empty", "submit", "empty.csv"),
                refused("a binary file", "is not a text file", "submit", "binary.csv"),
                refused("no known column", "--map", "submit", "strange.csv"),
                refused("an unknown column", "no column \"Mail\"", "submit", GOOD, "--map", "Mail=email"),
                refused("an unknown field", "no field \"mail\"", "submit", GOOD, "--map", "Email=mail"),
                refused("a broken profile", "bad-profile.yaml", "submit", GOOD, "--profile", "bad-profile.yaml"),
                refused(
                        "a profile without content",
                        "empty-profile.yaml",
                        "submit",
                        GOOD,
                        "--profile",
                        "empty-profile.yaml"),
                refused("a missing profile", "no.yaml", "submit", GOOD, "--profile", "no.yaml"),
                refused("an impossible list id", "list id", "submit", GOOD, "--list-id", "a/b"),
                refused("a list that does not exist", "nosuch", "status", "nosuch"),
                refused("cancelling a list that does not exist", "nosuch", "cancel", "nosuch"),
                refused("an unknown command", "nosuch", "nosuch"),
                refused("an unknown service", "nosuch", "run", "nosuch"),
                refused("an impossible fault rate", "--faults", "demo", "--faults", "2"),
                refused("a count of nothing", "--count", "demo", "--count", "0"),
                refused("a demo of a missing file", "missing.csv", "demo", "--leads", "missing.csv"),
                refused("a demo of a broken seller", "bad-seller.yaml", "demo", "--seller", "bad-seller.yaml"));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotThere() {
        String nobody = "127.0.0.1:" + LoopbackPorts.free();
        Map<String, String> noBroker = Map.of("LEADRELAY_KAFKA_BOOTSTRAP_SERVERS", nobody);
        Map<String, String> noRegistry = Map.of("LEADRELAY_REGISTRY_URL", "http://" + nobody);
        return Stream.of(
                refused("submit without a broker", nobody, noBroker, "submit", GOOD),
                refused("status without a broker", nobody, noBroker, "status"),
                refused("submit without a registry", "registry", noRegistry, "submit", GOOD),
                refused(
                        "triage without a handler",
                        "dead-letter handler",
                        Map.of("LEADRELAY_DESK_URL", "http://" + nobody),
                        "triage",
                        "list"));
    }

    @TestFactory
    Stream<DynamicTest> settingsThatMakeNoSense() {
        return Stream.of(
                refused(
                        "a number that is none",
                        "partitions",
                        Map.of("LEADRELAY_TOPICS_PARTITIONS", "many"),
                        "submit",
                        GOOD),
                refused(
                        "an address that is none",
                        "bootstrap-servers",
                        Map.of("LEADRELAY_KAFKA_BOOTSTRAP_SERVERS", "no port"),
                        "status"),
                refused("a port that is none", "port", Map.of("LEADRELAY_LAPTOP_BROKER_PORT", "http"), "up"),
                refused(
                        "an agent's setting",
                        "in-flight",
                        Map.of("LEADRELAY_AGENT_IN_FLIGHT", "lots", "LEADRELAY_HTTP_PORT", "0"),
                        "run",
                        "research-agent"));
    }

    @Test
    void anUnclosedQuoteCostsNoOtherRow() throws Exception {
        try (CommandProcess command =
                CommandProcess.start(folder, Map.of(), Map.of(), "submit", "unclosed.csv", "--dry-run")) {
            assertThat(command.await(PATIENCE)).as(command.err()).isZero();
            assertThat(command.out()).contains("2 rows read = 2 leads submitted + 0 duplicates + 0 unreadable");
        }
    }

    @Test
    void aTakenPortIsNamedWithItsSettingAndWhatRanIsStopped() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPorts.HOST))) {
            String port = Integer.toString(taken.getLocalPort());
            Map<String, String> ports = new HashMap<>(CommandProcess.FREE_PORTS);
            ports.put("leadrelay.laptop.desk-port", port);
            Path data = folder.resolve("taken");
            try (CommandProcess up = CommandProcess.start(folder, ports, Map.of(), "up", "--data", data.toString())) {
                assertThat(up.await(PATIENCE)).isEqualTo(2);
                requireOneLine(up, "LEADRELAY_LAPTOP_DESK_PORT");
                assertThat(up.err()).contains(port);
                assertThat(up.children()).isPositive();
                assertThat(up.leftBehind()).isEmpty();
                assertThat(data.resolve("run.json")).doesNotExist();
            }
        }
    }

    private static DynamicTest refused(String what, String says, String... arguments) {
        return refused(what, says, Map.of(), arguments);
    }

    private static DynamicTest refused(String what, String says, Map<String, String> environment, String... arguments) {
        return dynamicTest(what, () -> {
            Map<String, String> all = new HashMap<>(Map.of(
                    "LEADRELAY_KAFKA_BOOTSTRAP_SERVERS",
                    Platform.shared().bootstrapServers(),
                    "LEADRELAY_REGISTRY_URL",
                    Platform.shared().registryUrl(),
                    "LEADRELAY_TOPICS_PREFIX",
                    installation.topics().lists().name().replace("leads.lists", "")));
            all.putAll(environment);
            List<String> before = files();
            try (CommandProcess command = CommandProcess.start(folder, Map.of(), all, arguments)) {
                int exitCode = command.await(PATIENCE);

                assertThat(exitCode).as(command.out() + command.err()).isEqualTo(2);
                requireOneLine(command, says);
                assertThat(command.leftBehind()).isEmpty();
            }
            assertThat(new TopicRecords(installation).raw(installation.topics().lists()))
                    .as("no list was submitted")
                    .isEmpty();
            assertThat(files()).isEqualTo(before);
        });
    }

    private static void requireOneLine(CommandProcess command, String says) {
        assertThat(command.err().lines().filter(line -> !line.isBlank()))
                .as(command.err())
                .singleElement()
                .asString()
                .startsWith("leadrelay")
                .contains(says)
                .doesNotContain("\tat ", "Exception");
        assertThat(command.out()).doesNotContain("at dev.leadrelay", "submitted as");
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.startsWith("command-") && !name.endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }
}
