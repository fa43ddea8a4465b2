package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index goes with the store, whatever stops between the two. */
class LetterIndexTest {
    @TempDir
    private Path folder;

    private String url;
    private Path index;

    @BeforeEach
    void name() {
        url = "jdbc:h2:file:" + folder.resolve("store");
        index = folder.resolve("index");
    }

    @Test
    void isToldAtTheNextStartWhatItHadNotOnTheDiskAtAKill() throws IOException {
        apply(0, 10);
        Path killed = folder.resolve("killed");
        TestStore store = new TestStore(url, index);
        store.store.apply(letters(10, 20));
        DeadLetter decided = Samples.parked(3);
        store.store.apply(List.of(Samples.fact(Samples.decision(decided, DecisionKind.RETRY, 0), 0, 0)));
        copy(index, killed);
        store.database.close();
        store.index.close();

        try (TestStore again = new TestStore(url, killed)) {
            assertThat(found(again, "draft", null)).hasSize(20);
            assertThat(found(again, "draft", ItemState.OPEN)).hasSize(19).doesNotContain(decided.getDeadLetterId());
            assertThat(found(again, "draft", ItemState.DECIDED)).containsExactly(decided.getDeadLetterId());
            assertThat(notes(again)).isZero();
        }
    }

    @Test
    void isBuiltAnewWhereItIsGone() {
        apply(0, 10);

        try (TestStore store = new TestStore(url, folder.resolve("another"))) {
            assertThat(found(store, "draft", null)).hasSize(10);
        }
    }

    @Test
    void isBuiltAnewWhereItIsOfAnotherStore() {
        apply(0, 10);

        try (TestStore another = new TestStore("jdbc:h2:file:" + folder.resolve("other"), index)) {
            another.store.apply(letters(30, 31));
            assertThat(found(another, "draft", null))
                    .containsExactly(Samples.parked(30).getDeadLetterId());
        }
    }

    @Test
    void isBuiltAnewWhereItCannotBeRead() throws IOException {
        apply(0, 10);
        try (Stream<Path> files = Files.list(index)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("segments_"))
                    .toList()) {
                Files.writeString(file, "no index at all, but long enough to be looked at as if it were one");
            }
        }

        try (TestStore store = new TestStore(url, index)) {
            assertThat(found(store, "draft", null)).hasSize(10);
        }
    }

    @Test
    void isEmptiedWithTheStore() {
        apply(0, 10);

        try (TestStore store = new TestStore(url, index)) {
            store.store.clear();
            assertThat(found(store, "draft", null)).isEmpty();
            store.store.apply(letters(0, 2));
            assertThat(found(store, "draft", null)).hasSize(2);
        }
    }

    @Test
    void goesOnAnsweringWhileItIsToldMore() throws Exception {
        try (TestStore store = new TestStore(url, index)) {
            CompletableFuture<Void> told = CompletableFuture.runAsync(() -> {
                for (int number = 0; number < 100; number++) {
                    store.store.apply(letters(number, number + 1));
                }
            });
            int most = 0;
            while (!told.isDone()) {
                int now = found(store, "draft").size();
                assertThat(now).isGreaterThanOrEqualTo(most);
                most = now;
            }
            told.get(1, TimeUnit.MINUTES);
            assertThat(found(store, "draft", null)).hasSize(100);
        }
    }

    @Test
    void answersFromTheStartWhereItNeedNotBeBuilt() {
        apply(0, 10);
        try (StoreDatabase database = StoreDatabase.open(url, "", "", 2)) {
            LetterIndex near = LetterIndex.in(index);
            try (ProjectionStore store = new ProjectionStore(database.jdbi(), near)) {
                store.catchUpIfNear();
                assertThat(near.page(ItemFilter.ANY, null, 100)).hasSize(10);
            }
            LetterIndex gone = LetterIndex.in(folder.resolve("another"));
            try (ProjectionStore store = new ProjectionStore(database.jdbi(), gone)) {
                store.catchUpIfNear();
                assertThatThrownBy(gone::counts).isInstanceOf(RequestException.class);
                store.catchUp(done -> {});
                assertThat(gone.page(ItemFilter.ANY, null, 100)).hasSize(10);
            }
        }
    }

    @Test
    void isOneProcessesAtATime() {
        try (TestStore store = new TestStore(url, index);
                StoreDatabase other = StoreDatabase.open("jdbc:h2:file:" + folder.resolve("other"), "", "", 2);
                ProjectionStore second = new ProjectionStore(other.jdbi(), LetterIndex.in(index))) {
            assertThat(store.queries.counts()).isEmpty();
            assertThatThrownBy(second::catchUpIfNear)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("leadrelay.dead-letter-handler.index-dir")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void hasNoAnswerUntilItIsWhole() {
        try (LetterIndex words = LetterIndex.inMemory()) {
            ItemFilter filter = new ItemFilter(null, null, null, null, null, "draft", null, null);

            assertThatThrownBy(() -> words.page(filter, null, 10))
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.status()).isEqualTo(503));
        }
    }

    private void apply(int from, int to) {
        try (TestStore store = new TestStore(url, index)) {
            store.store.apply(letters(from, to));
        }
    }

    private static List<Fact> letters(int from, int to) {
        List<Fact> facts = new ArrayList<>();
        for (int number = from; number < to; number++) {
            facts.add(Samples.fact(Samples.parked(number), 0, number));
        }
        return facts;
    }

    private static List<String> found(TestStore store, String text) {
        ItemFilter filter = new ItemFilter(null, null, null, null, null, text, null, null);
        return store.queries.page(filter, null, 100).stream().map(Item::id).toList();
    }

    private static List<String> found(TestStore store, String text, ItemState state) {
        ItemFilter filter =
                new ItemFilter(null, null, null, state == null ? null : state.name(), null, text, null, null);
        List<String> ids =
                store.queries.page(filter, null, 100).stream().map(Item::id).toList();
        assertThat(store.queries.groups(filter, 100).stream()
                        .mapToLong(TriageQueries.Group::count)
                        .sum())
                .isEqualTo(ids.size());
        return ids;
    }

    private static long notes(TestStore store) {
        return store.database
                .jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from letter_index_change")
                        .mapTo(Long.class)
                        .one());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(file.getFileName()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
