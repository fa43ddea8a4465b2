package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.cli.access.Cluster;
import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.schemas.records.ListSettings;
import dev.leadrelay.system.support.CommandProcess;
import dev.leadrelay.system.support.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code triage rebuild} on the real stack: a real handler with its store in a file, on a real broker. */
class RebuildCommandTest {
    private static final int LEADS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern REBUILT = Pattern.compile("rebuilt from (\\d+) records");

    @Test
    void holdsTheSameDeadLettersAndDecisionsAfterwards() throws Exception {
        try (Installation installation = Installation.create("rebuild-command").start()) {
            String url = "http://127.0.0.1:"
                    + installation.service("dead-letter-handler").httpPort();
            Path data = installation.folder().resolve("data");
            new RunFile(ProcessHandle.current().pid(), "", "", "", url, "", "").write(data);
            ListSettings settings = ListSettings.newBuilder(installation.listSettings())
                    .setRequireApproval(true)
                    .build();
            installation.submit("reviewed", GeneratedLeads.of(1, LEADS), settings);
            long parked = installation.awaitSettled("reviewed", PATIENCE).getParked();
            assertThat(parked).isGreaterThan(1);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            get(url, "/dead-letters?state=open").get("items").size() == parked);
            String first = get(url, "/dead-letters").at("/items/0/deadLetterId").asText();
            run(data, 0, "approve", first);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> get(url, "/dead-letters/" + first + "/decisions")
                            .at("/0/outcome")
                            .asText()
                            .equals("APPLIED"));
            JsonNode letters = get(url, "/dead-letters");
            JsonNode decisions = get(url, "/dead-letters/" + first + "/decisions");

            Matcher rebuilt = REBUILT.matcher(run(data, 0, "rebuild"));

            assertThat(rebuilt.find()).isTrue();
            // Each dead letter, the decision, its outcome, the result of each lead that ended, and what marks
            // transactions.
            assertThat(Long.parseLong(rebuilt.group(1))).isGreaterThanOrEqualTo(parked + 2 + LEADS - parked + 1);
            assertThat(get(url, "/dead-letters")).isEqualTo(letters);
            assertThat(get(url, "/dead-letters/" + first + "/decisions")).isEqualTo(decisions);
            assertThat(decisions.at("/0/contentHashBefore").asText()).hasSize(64);
            assertThat(run(data, 0, "list")).doesNotContain(first);
        }
    }

    @Test
    void withoutAHandlerItIsOneLine(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        new RunFile(ProcessHandle.current().pid(), "", "", "", "http://127.0.0.1:1", "", "").write(folder);
        assertThat(run(folder, 2, "rebuild").strip())
                .contains("the dead-letter handler does not answer")
                .doesNotContain("\n");
    }

    private static JsonNode get(String url, String path) throws Exception {
        return new ObjectMapper().readTree(Cluster.get("the desk", url + path));
    }

    private static String run(Path data, int exitCode, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("triage"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        try (CommandProcess command = CommandProcess.start(data, Map.of(), Map.of(), all.toArray(String[]::new))) {
            int code = command.await(PATIENCE);
            String printed = command.out() + command.err();
            assertThat(code).as(printed).isEqualTo(exitCode);
            return printed;
        }
    }
}
