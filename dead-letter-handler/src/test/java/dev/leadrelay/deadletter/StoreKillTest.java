package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed with -9 again and again while two of its threads write to the store. What was through is there, nothing is
 * there by halves, and the next process goes on with it. {@code -Dleadrelay.test.kills=300} kills more often.
 */
class StoreKillTest {
    private static final int KILLS = Integer.getInteger("leadrelay.test.kills", 8);
    private static final int MOST_WRITES = 40;

    @Test
    void aKillBetweenTwoWritersLeavesNothingByHalves(@TempDir Path folder) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("store");
        Path index = folder.resolve("index");
        Random seeded = new Random(15);
        Through through = new Through(0, 0);
        for (int kill = 0; kill < KILLS; kill++) {
            through = killed(url, index, 2 + seeded.nextInt(MOST_WRITES), through);
            try (TestStore store = new TestStore(url, index)) {
                int takenIn = count(store, "dead_letter");
                assertThat(takenIn).as("kill %d", kill).isGreaterThanOrEqualTo(through.takenIn());
                assertThat(sum(store, "select sum(next_offset) from read_position where topic like '%.dead-letters'"))
                        .as("kill %d", kill)
                        .isEqualTo(takenIn);
                assertThat(List.of(count(store, "decision"), count(store, "outcome")))
                        .as("kill %d", kill)
                        .containsOnly((takenIn + 2) / 3);
                assertThat(sum(store, "select sum(dispatched) from bulk_job"))
                        .as("kill %d", kill)
                        .isGreaterThanOrEqualTo(through.workedOff())
                        .isEqualTo(
                                sum(
                                        store,
                                        "select count(*) from bulk_item where state = 'DISPATCHED' and decision_id is not null"))
                        .isEqualTo(sum(store, "select count(*) from bulk_item where state = 'DISPATCHED'"));
                assertThat(count(store, "bulk_item")).isEqualTo(TwoWriters.ITEMS * count(store, "bulk_job"));
            }
        }
        try (TestStore store = new TestStore(url, index);
                TestStore undisturbed = new TestStore()) {
            int takenIn = count(store, "dead_letter");
            System.out.printf(
                    "StoreKillTest: %d kills; %d dead letters taken in, %d items of %d jobs worked off, nothing by halves%n",
                    KILLS, takenIn, sum(store, "select sum(dispatched) from bulk_job"), count(store, "bulk_job"));
            undisturbed.store.apply(TwoWriters.facts(0, takenIn));
            Map<String, List<String>> content = store.content();
            undisturbed
                    .content()
                    .forEach((table, rows) ->
                            assertThat(content.get(table)).as(table).isEqualTo(rows));
            assertThat(store.queries.counts()).containsExactlyInAnyOrderElementsOf(Recount.kinds(store));
        }
    }

    /** What a process said was through, at least. */
    private record Through(int takenIn, int workedOff) {
        Through with(String line) {
            if (line.startsWith(TwoWriters.TOOK_IN)) {
                return new Through(number(line, TwoWriters.TOOK_IN), workedOff);
            }
            return line.startsWith(TwoWriters.WORKED_OFF)
                    ? new Through(takenIn, number(line, TwoWriters.WORKED_OFF))
                    : this;
        }

        private static int number(String line, String before) {
            return Integer.parseInt(line.substring(before.length()));
        }
    }

    /** Lets the two write until so many transactions more are through, both having written, and kills them. */
    private static Through killed(String url, Path index, int writes, Through before) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwoWriters.class.getName(),
                        url,
                        index.toString())
                .redirectErrorStream(true)
                .start();
        Through through = before;
        List<String> said = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            int written = 0;
            while (written < writes
                    || through.takenIn() == before.takenIn()
                    || through.workedOff() == before.workedOff()) {
                String line = output.readLine();
                assertThat(line).as("it ended by itself: %s", said).isNotNull();
                said.add(line);
                Through next = through.with(line);
                written += next.equals(through) ? 0 : 1;
                through = next;
            }
            // Unlike the process itself, its handle leaves the output open: what was said last counts too.
            process.toHandle().destroyForcibly();
            for (String line = last(output); line != null; line = last(output)) {
                through = through.with(line);
            }
            process.waitFor();
            return through;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /** The next whole line of a process that is gone; null when there is none. */
    private static String last(BufferedReader output) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = output.read(); next >= 0; next = output.read()) {
            if (next == '\n') {
                return line.toString();
            }
            line.append((char) next);
        }
        return null;
    }

    private static int count(TestStore store, String table) {
        return sum(store, "select count(*) from " + table);
    }

    private static int sum(TestStore store, String sql) {
        return store.database
                .jdbi()
                .withHandle(handle ->
                        handle.createQuery(sql).mapTo(Integer.class).findOne().orElse(0));
    }
}
