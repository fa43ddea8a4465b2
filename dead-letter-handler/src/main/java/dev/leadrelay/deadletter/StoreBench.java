package dev.leadrelay.deadletter;

import dev.leadrelay.service.SettingsException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Measures how long the store takes to answer what pages ask, filled with generated dead letters. */
public final class StoreBench {
    private static final int BATCH = 500;
    private static final int PAGE = 50;
    private static final int WARM_UP = 10;
    private static final String FREQUENT = "evidence";
    private static final String THREE = "Duff Northwind price";
    private static final String OF_LEADS = "Northwind";
    private static final String ABSENT = "xyzzy";

    /**
     * What was measured.
     *
     * @param loadedPerSecond dead letters a second that the projection took in, with their decisions; null where the store held them
     * @param millis median by question, in milliseconds
     * @param slowest slowest answer by question, in milliseconds
     * @param cpuMillis median of the asking thread's own CPU time by question, in milliseconds: what it takes with nothing beside it where
     *     the database runs in this thread (H2 does)
     */
    public record Figures(
            @Nullable Double loadedPerSecond,
            Map<String, Double> millis,
            Map<String, Double> slowest,
            Map<String, Double> cpuMillis) {}

    private final TriageQueries queries;
    private final PolicyQueries policies;
    private final Clock clock;
    private final int runs;
    private final Random random = new Random(11);
    private final Map<String, Double> medians = new LinkedHashMap<>();
    private final Map<String, Double> slowest = new LinkedHashMap<>();
    private final Map<String, Double> cpuMedians = new LinkedHashMap<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private StoreBench(TriageQueries queries, PolicyQueries policies, Clock clock, int runs) {
        this.queries = queries;
        this.policies = policies;
        this.clock = clock;
        this.runs = runs;
    }

    /**
     * Fills an empty store and measures; one that a run before has filled is measured as it is.
     *
     * @param url JDBC URL of the store, which is empty or holds so many dead letters
     * @param index folder of the index
     * @param letters number of dead letters
     * @param runs measured answers to each question
     * @param progress is told how many are in
     */
    public static Figures run(
            String url,
            String user,
            String password,
            Path index,
            int letters,
            int runs,
            long seed,
            IntConsumer progress) {
        LetterIndex letterIndex = LetterIndex.in(index);
        try (StoreDatabase database = StoreDatabase.open(url, user, password, 4);
                ProjectionStore store = new ProjectionStore(database.jdbi(), letterIndex)) {
            Clock clock = Clock.fixed(Instant.parse("2026-05-04T12:00:00Z"), ZoneOffset.UTC);
            store.catchUp(done -> {});
            TriageQueries queries = new TriageQueries(database.jdbi(), letterIndex, clock);
            long stored = queries.counts().stream()
                    .mapToLong(TriageQueries.Count::count)
                    .sum();
            if (stored != 0 && stored != letters) {
                throw new SettingsException("the store " + url + " holds " + stored + " dead letters and not " + letters
                        + "; name another, or ask it with --leads " + stored);
            }
            Double perSecond =
                    stored == 0 ? fill(store, new GeneratedLetters(seed, letters, clock.instant()), progress) : null;
            StoreBench bench = new StoreBench(queries, new PolicyQueries(database.jdbi(), letterIndex), clock, runs);
            bench.measure();
            return new Figures(perSecond, bench.medians, bench.slowest, bench.cpuMedians);
        }
    }

    /** Dead letters a second. */
    private static double fill(ProjectionStore store, GeneratedLetters generated, IntConsumer progress) {
        long begin = System.nanoTime();
        int done = 0;
        while (generated.hasNext()) {
            List<Fact> facts = generated.next(BATCH);
            store.apply(facts);
            done += (int) facts.stream().filter(Fact.Letter.class::isInstance).count();
            progress.accept(done);
        }
        return done / ((System.nanoTime() - begin) / 1e9);
    }

    private void measure() {
        long now = clock.millis();
        ItemFilter any = ItemFilter.ANY;
        String fingerprint = queries.groups(any, 1).get(0).fingerprint();
        pages("first page", any);
        deepPages(any);
        pages("list", list("campaign-0"));
        pages("stage", kind("WRITER", null, null));
        pages("class", kind(null, "UNGROUNDED", null));
        pages("rare class", kind(null, "INTERNAL", null));
        pages("state open", kind(null, null, "OPEN"));
        pages("state superseded (none)", kind(null, null, "SUPERSEDED"));
        pages("group", group(fingerprint, null));
        pages("last day", period(now - Counted.DAY_MILLIS, null));
        pages("older than 60 days", period(null, now - 60 * Counted.DAY_MILLIS));
        pages("stage, class and state", kind("WRITER", "UNGROUNDED", "DISCARDED"));
        pages(
                "list, class and state",
                new ItemFilter("campaign-0", null, "UNGROUNDED", "OPEN", null, null, null, null));
        pages("list and group", group(fingerprint, "campaign-1"));
        pages("list that is not there", list("none"));
        pages("text frequent", text(FREQUENT));
        pages("text of leads, frequent", text(OF_LEADS));
        String rare =
                String.valueOf(queries.page(any, null, 1).get(0).leadKey()).replaceAll(".*/", "");
        pages("text rare (one lead)", text(rare));
        pages("text, three words", text(THREE));
        pages("text, beginning of a word", text(OF_LEADS.substring(0, 4) + "*"));
        pages("text, one letter and a class", new ItemFilter(null, null, "INTERNAL", null, null, "a*", null, null));
        pages("text absent", text(ABSENT));
        pages("text and class", new ItemFilter(null, null, "UNGROUNDED", "OPEN", null, FREQUENT, null, null));
        pages(
                "text of leads and rare class",
                new ItemFilter(null, null, "INTERNAL", "OPEN", null, OF_LEADS, null, null));
        pages(
                "text and period",
                new ItemFilter(null, null, null, null, null, FREQUENT, null, now - 60 * Counted.DAY_MILLIS));
        groups("groups", any);
        groups("groups open", kind(null, null, "OPEN"));
        groups("groups of a list", list("campaign-0"));
        groups("groups of a class", kind(null, "UNGROUNDED", null));
        groups("groups of 30 days", period(now - 30 * Counted.DAY_MILLIS, null));
        groups("groups of the last hour", period(now - 3_600_000, null));
        groups("groups, text frequent", text(FREQUENT));
        groups("groups, text of leads", text(OF_LEADS));
        groups("groups, text rare (one lead)", text(rare));
        groups("groups, text, three words", text(THREE));
        groups("groups, text, beginning of a word", text(OF_LEADS.substring(0, 4) + "*"));
        groups(
                "groups, text of leads, 30 days",
                new ItemFilter(null, null, null, null, null, OF_LEADS, now - 30 * Counted.DAY_MILLIS, null));
        groups("groups, text absent", text(ABSENT));
        TriagePolicy.Search expired = new TriagePolicy.Search(null, now - 30 * Counted.DAY_MILLIS);
        time("policies: part of what may be due", any, filter -> policies.open(expired, null, 200));
        time("counts of the overview", any, filter -> queries.counts());
        time("decisions by outcome", any, filter -> queries.decisionCounts());
    }

    private void pages(String question, ItemFilter filter) {
        time("page: " + question, filter, each -> queries.page(each, null, PAGE));
    }

    /** Each time from another place deep inside. */
    private void deepPages(ItemFilter filter) {
        time("page: deep inside", filter, each -> {
            long at = clock.millis() - (long) (random.nextDouble() * GeneratedLetters.DAYS * Counted.DAY_MILLIS);
            queries.page(each, new Cursor(at, "8"), PAGE);
        });
    }

    private void groups(String question, ItemFilter filter) {
        time(question, filter, each -> queries.groups(each, PAGE));
    }

    private void time(String question, ItemFilter filter, Consumer<ItemFilter> ask) {
        List<Double> millis = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int run = 0; run < WARM_UP + runs; run++) {
            long begin = System.nanoTime();
            long cpuBegin = threads.getCurrentThreadCpuTime();
            ask.accept(filter);
            if (run >= WARM_UP) {
                cpu.add((threads.getCurrentThreadCpuTime() - cpuBegin) / 1e6);
                millis.add((System.nanoTime() - begin) / 1e6);
            }
        }
        millis.sort(null);
        cpu.sort(null);
        cpuMedians.put(question, cpu.get(cpu.size() / 2));
        medians.put(question, millis.get(millis.size() / 2));
        slowest.put(question, millis.get(millis.size() - 1));
    }

    private static ItemFilter list(String listId) {
        return new ItemFilter(listId, null, null, null, null, null, null, null);
    }

    private static ItemFilter kind(@Nullable String stage, @Nullable String failureClass, @Nullable String state) {
        return new ItemFilter(null, stage, failureClass, state, null, null, null, null);
    }

    private static ItemFilter group(String fingerprint, @Nullable String listId) {
        return new ItemFilter(listId, null, null, null, fingerprint, null, null, null);
    }

    private static ItemFilter period(@Nullable Long since, @Nullable Long until) {
        return new ItemFilter(null, null, null, null, null, null, since, until);
    }

    private static ItemFilter text(String text) {
        return new ItemFilter(null, null, null, null, null, text, null, null);
    }
}
