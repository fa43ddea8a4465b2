package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.service.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final ItemFilter ANY = ItemFilter.ANY;

    @Test
    void pagesThroughEveryItemOnceTheLatestFirst() {
        try (TestStore store = new TestStore()) {
            List<Fact> facts = new ArrayList<>();
            for (int number = 0; number < 25; number++) {
                // Pairs share their time, so that the identifier has to decide.
                DeadLetter letter = DeadLetter.newBuilder(Samples.parked(number))
                        .setParkedAt(java.time.Instant.ofEpochMilli(Samples.NOON + number / 2))
                        .build();
                facts.add(Samples.fact(letter, 0, number));
            }
            store.store.apply(facts);

            List<Item> all = new ArrayList<>();
            Cursor after = null;
            List<Item> page;
            do {
                page = store.queries.page(ANY, after, 4);
                all.addAll(page);
                Item last = all.get(all.size() - 1);
                after = Cursor.parse(new Cursor(last.parkedAt(), last.id()).text())
                        .orElseThrow();
            } while (!page.isEmpty());

            assertThat(all).hasSize(25).doesNotHaveDuplicates();
            assertThat(all).extracting(Item::parkedAt).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        }
    }

    @Test
    void filtersByEachProperty() {
        try (TestStore store = new TestStore()) {
            DeadLetter scored = Samples.parked(7, Stage.SCORING, FailureClass.LOW_CONFIDENCE, "the votes differ");
            store.store.apply(List.of(
                    Samples.fact(Samples.parked(3), 0, 0),
                    Samples.fact(scored, 0, 0),
                    Samples.fact(Samples.decision(scored, DecisionKind.RETRY, 0), 0, 0)));

            assertThat(ids(store, new ItemFilter("list-1", null, null, null, null, null, null, null)))
                    .containsExactly(scored.getDeadLetterId());
            assertThat(ids(
                            store,
                            new ItemFilter(
                                    null,
                                    "SCORING",
                                    "LOW_CONFIDENCE",
                                    "DECIDED",
                                    scored.getFingerprint(),
                                    null,
                                    null,
                                    null)))
                    .containsExactly(scored.getDeadLetterId());
            assertThat(ids(store, new ItemFilter(null, "SCORING", null, "OPEN", null, null, null, null)))
                    .isEmpty();
        }
    }

    @Test
    void filtersByAgeAndByWords() {
        try (TestStore store = new TestStore()) {
            store.store.apply(List.of(Samples.fact(Samples.parked(1), 0, 0), Samples.fact(Samples.parked(2), 0, 1)));
            String first = Samples.parked(1).getDeadLetterId();
            String second = Samples.parked(2).getDeadLetterId();
            long bound = Samples.parked(2).getParkedAt().toEpochMilli();

            assertThat(ids(store, new ItemFilter(null, null, null, null, null, null, bound, null)))
                    .containsExactly(second);
            assertThat(ids(store, new ItemFilter(null, null, null, null, null, null, null, bound)))
                    .containsExactly(first);
            assertThat(ids(store, text("DRAFT names"))).containsExactly(second, first);
            assertThat(ids(store, text("draft person 2"))).containsExactly(second);
            assertThat(ids(store, text(Samples.parked(1).getLeadKey()))).containsExactly(first);
            assertThat(ids(store, text("nowhere"))).isEmpty();
        }
    }

    private static ItemFilter text(String words) {
        return new ItemFilter(null, null, null, null, null, words, null, null);
    }

    @Test
    void groupsByFingerprint() {
        try (TestStore store = new TestStore()) {
            DeadLetter first = Samples.parked(1);
            DeadLetter second = Samples.parked(2);
            DeadLetter other = Samples.parked(3, Stage.SCORING, FailureClass.LOW_CONFIDENCE, "the votes differ");
            TriageDecision discard = Samples.decision(first, DecisionKind.DISCARD, 0);
            store.store.apply(List.of(
                    Samples.fact(first, 0, 0),
                    Samples.fact(second, 0, 1),
                    Samples.fact(other, 0, 0),
                    Samples.fact(discard, 0, 0),
                    Samples.fact(Samples.outcome(discard, OutcomeKind.APPLIED, null), 0, 0)));

            List<TriageQueries.Group> groups = store.queries.groups(ANY, 10);

            assertThat(groups).hasSize(2);
            TriageQueries.Group group = groups.get(0);
            assertThat(group.fingerprint()).isEqualTo(first.getFingerprint()).isEqualTo(second.getFingerprint());
            assertThat(group.count()).isEqualTo(2);
            assertThat(group.open()).isEqualTo(1);
            assertThat(group.firstSeen()).isEqualTo(first.getParkedAt().toEpochMilli());
            assertThat(group.lastSeen()).isEqualTo(second.getParkedAt().toEpochMilli());
            assertThat(group.sampleMessage()).startsWith("the draft names");
            assertThat(group.trend()).hasSize(TriageQueries.TREND_DAYS).last().isEqualTo(2L);
            assertThat(group.trend().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
            assertThat(store.queries.groups(ANY, 1)).hasSize(1);
        }
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
            // What was not on the disk yet is lost, rows and position alike.
            long next = store.store.positions().getOrDefault(partition, 0L);
            assertThat(next).isIn(10L, 20L);
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

    private static List<String> ids(TestStore store, ItemFilter filter) {
        return store.queries.page(filter, null, 10).stream().map(Item::id).toList();
    }
}
