package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.cli.LeadRelayMain;
import dev.leadrelay.schemas.records.LeadStatus;
import dev.leadrelay.simulator.DemoCompanies;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A script in another language, with none of LeadRelay's jars, produces leads and reads results and their flat twins. */
class NodeClientTest {
    private static final Path CLIENT = Path.of(System.getProperty("leadrelay.home", ".."))
            .resolve("samples/clients/node")
            .toAbsolutePath()
            .normalize();
    private static final long PATIENCE_SECONDS = 120;

    @Test
    void producesThreeLeadsAndReadsTheirResultsAndFlatTwins() throws Exception {
        assumeTrue(installed("node") && installed("npm"), "skipped: node and npm are not installed; .ci/setup does it");
        try (Installation installation = Installation.create("node")) {
            Path folder = installation.folder();
            if (!Files.isDirectory(CLIENT.resolve("node_modules"))) {
                String said = run(folder, Map.of(), "npm", "ci", "--no-audit", "--no-fund");
                assertThat(CLIENT.resolve("node_modules")).as(said).isDirectory();
            }
            prepare(installation);
            installation.start();
            List<String> domains = IntStream.range(0, 3)
                    .mapToObj(i -> DemoCompanies.byIndex(21, i).domain())
                    .toList();
            Map<String, String> environment = Map.of(
                    "BOOTSTRAP", Platform.shared().bootstrapServers(),
                    "REGISTRY", Platform.shared().registryUrl(),
                    "TOPIC_PREFIX", installation.prefix(),
                    "LIST_ID", "from-node",
                    "PROFILE", installation.listSettings().getProfile(),
                    "DOMAINS", String.join(",", domains));
            String printed = run(folder, environment, "node", "produce-and-read.mjs");
            System.out.print("NodeClientTest " + printed.replace("\n", "\nNodeClientTest "));

            ObjectMapper json = new ObjectMapper();
            List<JsonNode> results = printed.lines()
                    .filter(line -> line.startsWith("{"))
                    .map(line -> parsed(json, line))
                    .toList();
            assertThat(results).as(printed).hasSize(3).allSatisfy(result -> {
                assertThat(result.path("status").asText()).isEqualTo(LeadStatus.DELIVERED.name());
                assertThat(result.path("flatStatus").asText())
                        .isEqualTo(result.path("status").asText());
                assertThat(result.path("flatExternalId").asText())
                        .isEqualTo(result.path("externalId").asText());
                assertThat(result.path("campaign").asText()).isEqualTo("node");
                assertThat(result.path("subject").asText()).isNotBlank();
            });
            assertThat(results.stream().map(result -> result.path("externalId").asText()))
                    .containsExactlyInAnyOrder("crm-1", "crm-2", "crm-3");
        }
    }

    /** The step of a deployment that registers the schemas; a foreign producer finds them there. */
    private static void prepare(Installation installation) throws IOException, InterruptedException {
        Map<String, String> environment = Map.of(
                "LEADRELAY_KAFKA_BOOTSTRAP_SERVERS", Platform.shared().bootstrapServers(),
                "LEADRELAY_REGISTRY_URL", Platform.shared().registryUrl(),
                "LEADRELAY_TOPICS_PREFIX", installation.prefix(),
                "LEADRELAY_TOPICS_PARTITIONS", Integer.toString(Installation.PARTITIONS));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        String said = run(
                installation.folder(), environment, java, "-cp", classPath, LeadRelayMain.class.getName(), "prepare");
        assertThat(said).contains("topics and their schemas are there");
    }

    private static JsonNode parsed(ObjectMapper json, String line) {
        try {
            return json.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    /** What the command printed; fails unless it ends with 0. */
    private static String run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        File log = Files.createTempFile(folder, "command", ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(CLIENT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(() -> String.join(" ", command) + " ends")
                    .isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
        String said = Files.readString(log.toPath());
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
