package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.access.RunFile;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.schemas.records.ListProgress;
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

/** Bulk decisions from the command line on the real stack: dry run, canary, the end of each lead, Ctrl-C, abort. */
class BulkCommandTest {
    private static final int LEADS = 6;
    private static final int EXIT_INTERRUPTED = 130;
    private static final int EXIT_NOT_DONE = 1;
    private static final int EXIT_REFUSED = 2;
    private static final char CTRL_C = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern JOB = Pattern.compile("bulk job ([-0-9a-f]{36})");

    @Test
    void approvesAListWithACanaryAndLeavesAJobRunning() throws Exception {
        try (Installation installation = Installation.create("bulk-command").start()) {
            Path data = data(installation);
            ListSettings settings = ListSettings.newBuilder(installation.listSettings())
                    .setRequireApproval(true)
                    .build();
            installation.submit("first", GeneratedLeads.of(1, LEADS), settings);
            installation.submit("second", GeneratedLeads.of(2, LEADS), settings);
            long first = installation.awaitSettled("first", PATIENCE).getParked();
            long second = installation.awaitSettled("second", PATIENCE).getParked();
            assertThat(first).isGreaterThan(2);
            assertThat(second).isGreaterThan(2);
            // The handler may not have read the last of them yet.
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(run(data, 0, "approve", "--list", "first", "--dry-run"))
                            .contains(first + " dead letters selected, " + first + " can take the decision now")
                            .contains("nothing was decided"));
            assertThat(run(data, 0, "retry", "--list", "first", "--dry-run"))
                    .contains(first + " pass the current gate, 0 fail it");
            assertThat(installation.outcome("first").results()).hasSize((int) (LEADS - first));

            String printed = run(data, 0, "approve", "--list", "first", "--canary", "2", "--max-failures", "0");
            assertThat(printed).contains("DONE: " + first + " of " + first + " dispatched, 0 skipped");
            ListProgress ended = Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> installation.awaitSettled("first", PATIENCE), ListProgress::getComplete);
            assertThat(ended.getDelivered()).isEqualTo(first);
            String job = job(printed);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    run(data, 0, "status", "--items", job).split("DELIVERED", -1))
                            .hasSize((int) first + 1));

            decline(installation.folder(), data);
            String left = leave(installation.folder(), data);
            assertThat(run(data, 0, "status")).contains(left, "RUNNING");
            assertThat(run(data, 0, "pause", left)).contains("PAUSED");
            assertThat(run(data, 0, "resume", left)).contains("RUNNING");
            assertThat(run(data, 0, "abort", left)).contains("ABORTED");
            assertThat(run(data, EXIT_REFUSED, "resume", left)).contains("has ended (ABORTED)");
            assertThat(run(data, EXIT_REFUSED, "approve")).contains("say which dead letters");
        }
    }

    /** Says no at the question: nothing is started. */
    private static void decline(Path folder, Path data) throws Exception {
        String before = run(data, 0, "status");
        try (CommandProcess command = slow(folder, data)) {
            answer(command, 'n');
            assertThat(command.await(PATIENCE)).as(command.out()).isEqualTo(EXIT_NOT_DONE);
            assertThat(command.out()).contains("nothing was decided").doesNotContain("bulk job");
        }
        assertThat(run(data, 0, "status")).isEqualTo(before);
    }

    private static void answer(CommandProcess command, char key) throws Exception {
        Awaitility.await("it asks").atMost(PATIENCE).until(() -> command.out().contains("Start? [y/N]"));
        command.type(key);
        command.type('\n');
    }

    private static CommandProcess slow(Path folder, Path data) {
        return CommandProcess.startInTerminal(
                folder,
                Map.of(),
                "triage",
                "bulk",
                "approve",
                "--list",
                "second",
                "--rate",
                "0.02",
                "--data",
                data.toString());
    }

    /** Starts a slow job in a terminal, presses Ctrl-C and gives the job's id. */
    private static String leave(Path folder, Path data) throws Exception {
        try (CommandProcess command = slow(folder, data)) {
            answer(command, 'y');
            Awaitility.await("it follows the job")
                    .atMost(PATIENCE)
                    .until(() -> command.out().contains(" running"));
            command.type(CTRL_C);
            assertThat(command.await(PATIENCE)).as(command.out()).isEqualTo(EXIT_INTERRUPTED);
            String id = job(command.out());
            assertThat(command.out()).contains("the job goes on", "triage bulk status " + id);
            return id;
        }
    }

    private static String job(String printed) {
        Matcher job = JOB.matcher(printed);
        assertThat(job.find()).as(printed).isTrue();
        return job.group(1);
    }

    private static String run(Path data, int exitCode, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("triage", "bulk"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        try (CommandProcess command = CommandProcess.start(data, Map.of(), Map.of(), all.toArray(String[]::new))) {
            int code = command.await(PATIENCE);
            String printed = command.out() + command.err();
            assertThat(code).as(printed).isEqualTo(exitCode);
            return printed;
        }
    }

    /** A data folder as an installation writes it, which tells the commands where the desk is. */
    private static Path data(Installation installation) {
        Path data = installation.folder().resolve("data");
        String desk = "http://127.0.0.1:"
                + installation.service("dead-letter-handler").httpPort();
        new RunFile(ProcessHandle.current().pid(), "", "", "", desk, "", "").write(data);
        return data;
    }
}
