package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.service.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest extends StoreContract {
    @Override
    TestStore open() {
        return new TestStore();
    }

    @Test
    void goesOnWhereItStoppedAfterAHardStop(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("store");
        List<Fact> facts = new ArrayList<>();
        for (int number = 0; number < 30; number++) {
            facts.add(Samples.fact(Samples.parked(number), 0, number));
        }
        Map<String, List<String>> whole;
        try (TestStore undisturbed = new TestStore()) {
            undisturbed.store.apply(facts);
            whole = undisturbed.content();
        }
        TopicPartition partition =
                new TopicPartition(Samples.TOPICS.deadLetters(Stage.WRITER).name(), 0);

        try (TestStore store = new TestStore(url)) {
            store.store.apply(facts.subList(0, 10));
            List<Fact> broken = new ArrayList<>(facts.subList(10, 20));
            broken.add(null);
            assertThatThrownBy(() -> store.store.apply(broken)).isInstanceOf(NullPointerException.class);
        }
        try (TestStore store = new TestStore(url)) {
            assertThat(store.store.positions()).containsEntry(partition, 10L);
            store.store.apply(facts.subList(10, 20));
            assertThatThrownBy(() -> store.database.jdbi().useHandle(handle -> handle.execute("shutdown immediately")))
                    .hasStackTraceContaining("already closed");
        }
        try (TestStore store = new TestStore(url)) {
            // What was through is on the disk.
            long next = store.store.positions().getOrDefault(partition, 0L);
            assertThat(next).isEqualTo(20L);
            assertThat(store.content().get("dead_letter")).hasSize((int) next);
            store.store.apply(facts.subList((int) next, facts.size()));
            assertThat(store.content()).isEqualTo(whole);
        }
    }

    @Test
    void migratesAnEmptyDatabaseOnceAndKeepsItsContent(@TempDir Path folder) {
        String url = "jdbc:h2:file:" + folder.resolve("store");
        try (TestStore store = new TestStore(url)) {
            assertThat(store.queries.counts()).isEmpty();
            store.store.apply(List.of(Samples.fact(Samples.parked(1), 0, 0)));
        }
        try (TestStore store = new TestStore(url)) {
            assertThat(store.queries.record(Samples.parked(1).getDeadLetterId()))
                    .contains(Samples.parked(1));
        }
    }

    @Test
    void saysInOneLineThatTheStoreIsInUse(@TempDir Path folder) throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("store");
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.h2.tools.Shell",
                        "-url",
                        url)
                .redirectErrorStream(true)
                .start();
        try {
            awaitText(other, "sql>");
            other.getOutputStream().write("create table held (id int);\nselect 4711;\n".getBytes());
            other.getOutputStream().flush();
            awaitText(other, "4711");

            assertThatThrownBy(() -> new TestStore(url))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("in use by another process")
                    .hasMessageContaining("leadrelay.dead-letter-handler.store-url")
                    .hasMessageNotContaining("\n");
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void saysInOneLineThatAUrlIsOfNoUse() {
        assertThatThrownBy(() -> new TestStore("jdbc:nosuchdatabase:x"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("jdbc:nosuchdatabase:x")
                .hasMessageNotContaining("\n");
    }

    private static void awaitText(Process process, String text) throws java.io.IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(text) < 0) {
            int next = process.getInputStream().read();
            if (next < 0) {
                throw new IllegalStateException("ended with: " + seen);
            }
            seen.append((char) next);
        }
    }
}
