package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever is asked for, pages and groups hold what looking at every row one by one would find. */
abstract class SearchProperty {
    private static final long DAY = 86_400_000;
    private static final Stage[] STAGES = {Stage.RESEARCH, Stage.SCORING, Stage.WRITER};
    private static final FailureClass[] CLASSES = {FailureClass.MODEL_ERROR, FailureClass.OUTPUT_REJECTED};
    private static final String[] MESSAGES = {
        "the draft names 'Person %d'",
        "no answer from host%d within %d seconds",
        "claim %d of 'draft' has no quote",
        "—"
    };
    private static final String[] WORDS = {
        "draft",
        "Person",
        "names the",
        "3",
        "host5",
        "claim 7",
        "list",
        "lead",
        "no-such",
        "…",
        "per*",
        "host* with*",
        "xy*"
    };

    private TestStore store;

    /** A new, empty store. */
    abstract TestStore create();

    @BeforeProperty
    void fill() {
        store = create();
        Random random = new Random(7);
        List<Fact> facts = new ArrayList<>();
        for (int number = 0; number < 120; number++) {
            String message =
                    MESSAGES[random.nextInt(MESSAGES.length)].replace("%d", Integer.toString(random.nextInt(9)));
            DeadLetter any = random.nextInt(8) == 0
                    ? Samples.stray(number, new byte[0])
                    : Samples.parked(number, pick(STAGES, random), pick(CLASSES, random), message);
            DeadLetter letter = DeadLetter.newBuilder(any)
                    .setParkedAt(Instant.ofEpochMilli(Samples.NOON - random.nextInt(40) * DAY / 8))
                    .build();
            facts.add(Samples.fact(letter, 0, number));
            if (random.nextInt(3) == 0) {
                facts.add(Samples.fact(Samples.decision(letter, DecisionKind.DISCARD, 0), 0, number));
            }
        }
        store.store.apply(facts);
    }

    @AfterProperty
    void close() {
        store.close();
    }

    @Property(tries = 300)
    void pagesAndGroupsHoldWhatEveryRowTells(@ForAll long seed) {
        Random random = new Random(seed);
        ItemFilter filter = filter(random);
        List<Row> expected = rows().stream().filter(row -> matches(row, filter)).toList();

        assertThat(paged(filter, 1 + random.nextInt(20)))
                .containsExactlyElementsOf(expected.stream().map(Row::id).toList());
        Map<String, List<Long>> groups = new HashMap<>();
        for (TriageQueries.Group group : store.queries.groups(filter, 500)) {
            groups.put(group.fingerprint(), List.of(group.count(), group.open()));
        }
        Map<String, List<Long>> counted = new HashMap<>();
        expected.forEach(row -> counted.merge(
                row.fingerprint(),
                List.of(1L, row.state().equals("OPEN") ? 1L : 0L),
                (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1))));
        assertThat(groups).isEqualTo(counted);
    }

    private record Row(
            String id,
            String list,
            String stage,
            String failureClass,
            String state,
            String fingerprint,
            long at,
            Set<String> words) {}

    private List<Row> rows() {
        return store.database
                .jdbi()
                .withHandle(handle -> handle
                        .createQuery("select * from dead_letter")
                        .map((row, context) -> new Row(
                                row.getString("id"),
                                row.getString("list_id"),
                                row.getString("stage"),
                                row.getString("failure_class"),
                                row.getString("state"),
                                row.getString("fingerprint"),
                                row.getLong("parked_at"),
                                words(row.getString("message") + " "
                                        + (row.getString("lead_key") == null ? "" : row.getString("lead_key")))))
                        .list()
                        .stream()
                        .sorted(Comparator.comparingLong(Row::at)
                                .thenComparing(Row::id)
                                .reversed())
                        .toList());
    }

    private static boolean matches(Row row, ItemFilter filter) {
        return (filter.listId() == null || filter.listId().equals(row.list()))
                && (filter.stage() == null || filter.stage().equals(row.stage()))
                && (filter.failureClass() == null || filter.failureClass().equals(row.failureClass()))
                && (filter.state() == null || filter.state().equals(row.state()))
                && (filter.fingerprint() == null || filter.fingerprint().equals(row.fingerprint()))
                && (filter.since() == null || row.at() >= filter.since())
                && (filter.until() == null || row.at() < filter.until())
                && (filter.text() == null || hasAll(row.words(), filter.text()));
    }

    private static boolean hasAll(Set<String> words, String text) {
        for (String asked : text.toLowerCase(Locale.ROOT).split("[^a-z0-9*]+")) {
            String word = asked.replace("*", "");
            if (!word.isEmpty()
                    && words.stream()
                            .noneMatch(each -> asked.endsWith("*") ? each.startsWith(word) : each.equals(word))) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> words(String text) {
        Set<String> words =
                new HashSet<>(Arrays.asList(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")));
        words.remove("");
        return words;
    }

    /** All pages, one after the other. */
    private List<String> paged(ItemFilter filter, int limit) {
        List<String> ids = new ArrayList<>();
        List<Cursor> page;
        Cursor after = null;
        do {
            page = store.queries.places(filter, after, limit);
            page.forEach(place -> ids.add(place.id()));
            after = page.isEmpty() ? null : page.get(page.size() - 1);
        } while (!page.isEmpty());
        return ids;
    }

    private ItemFilter filter(Random random) {
        return new ItemFilter(
                maybe(random) ? "list-" + random.nextInt(4) : null,
                maybe(random) ? pick(STAGES, random).name() : null,
                maybe(random) ? pick(CLASSES, random).name() : null,
                maybe(random)
                        ? pick(new ItemState[] {ItemState.OPEN, ItemState.DECIDED}, random)
                                .name()
                        : null,
                maybe(random) ? rows().get(random.nextInt(100)).fingerprint() : null,
                random.nextBoolean() ? pick(WORDS, random) : null,
                maybe(random) ? Samples.NOON - random.nextInt(40) * DAY / 8 : null,
                maybe(random) ? Samples.NOON - random.nextInt(40) * DAY / 8 : null);
    }

    private static boolean maybe(Random random) {
        return random.nextInt(4) == 0;
    }

    private static <T> T pick(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
