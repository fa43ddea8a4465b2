package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DeadLetter;
import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OutcomeKind;
import dev.leadrelay.schemas.records.TriageDecision;
import dev.leadrelay.schemas.records.TriageOutcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever the order and the repetitions in which the topics are read, the rows are the same. */
abstract class ProjectionStoreProperty {
    private static final int LETTERS = 6;
    private static final int PARTITIONS = 2;

    private TestStore store;

    /** A new, empty store. */
    abstract TestStore create();

    @BeforeProperty
    void open() {
        store = create();
    }

    @AfterProperty
    void close() {
        store.close();
    }

    @Property(tries = 60)
    void everyInterleavingGivesTheSameRows(@ForAll long scenario, @ForAll long interleaving) {
        List<List<Fact>> partitions = partitions(new Random(scenario));
        store.clear();
        partitions.forEach(store.store::apply);
        Map<String, List<String>> inOrder = store.content();

        store.clear();
        interleave(partitions, new Random(interleaving));

        assertThat(store.content()).isEqualTo(inOrder);
        assertThat(inOrder.get("dead_letter")).hasSize(LETTERS);
        assertThat(Recount.stored(store)).isEqualTo(Recount.expected(store));
        assertThat(store.queries.counts()).containsExactlyInAnyOrderElementsOf(Recount.kinds(store));
        assertThat(Recount.samples(store).get(0))
                .isEqualTo(Recount.samples(store).get(1));
    }

    /** Applies the partitions in random order and batches, repeating what was applied now and then. */
    private void interleave(List<List<Fact>> partitions, Random random) {
        List<Deque<Fact>> rest = new ArrayList<>();
        partitions.forEach(partition -> rest.add(new ArrayDeque<>(partition)));
        List<Fact> applied = new ArrayList<>();
        while (rest.stream().anyMatch(partition -> !partition.isEmpty())) {
            List<Fact> batch = new ArrayList<>();
            for (int size = 1 + random.nextInt(5); size > 0; size--) {
                Deque<Fact> partition = rest.get(random.nextInt(rest.size()));
                if (!partition.isEmpty()) {
                    batch.add(partition.poll());
                }
            }
            store.store.apply(batch);
            applied.addAll(batch);
            if (random.nextInt(4) == 0) {
                store.store.apply(applied);
            }
        }
    }

    /** What the topics hold: letters (some twice), decisions (some twice) and outcomes, by partition. */
    private static List<List<Fact>> partitions(Random random) {
        Map<String, List<Fact>> partitions = new TreeMap<>();
        for (int number = 0; number < LETTERS; number++) {
            int partition = number % PARTITIONS;
            DeadLetter letter = number == 0 ? Samples.stray(number, new byte[] {9}) : Samples.parked(number);
            add(partitions, letter, partition);
            if (random.nextBoolean()) {
                Instant later = letter.getParkedAt().plusMillis(random.nextInt(2));
                DeadLetter again = DeadLetter.newBuilder(letter)
                        .setParkedAt(random.nextInt(3) == 0 ? later.plusSeconds(86_400) : later)
                        .setMessage(random.nextBoolean() ? letter.getMessage() : "said in other words, " + number)
                        .build();
                add(partitions, again, (partition + 1) % PARTITIONS);
            }
            for (int earlier = random.nextInt(3); earlier > 0; earlier--) {
                decide(partitions, letter, earlier, partition, random);
            }
            if (random.nextInt(4) == 0) {
                add(partitions, superseded(letter), partition);
            }
        }
        return List.copyOf(partitions.values());
    }

    private static void decide(
            Map<String, List<Fact>> partitions, DeadLetter letter, int earlier, int partition, Random random) {
        DecisionKind kind = DecisionRules.KINDS.get(random.nextInt(DecisionRules.KINDS.size()));
        TriageDecision decision = Samples.decision(letter, kind, earlier);
        add(partitions, decision, partition);
        if (random.nextInt(3) == 0) {
            add(
                    partitions,
                    TriageDecision.newBuilder(decision).setReason("again").build(),
                    random.nextInt(PARTITIONS));
        }
        if (random.nextBoolean()) {
            OutcomeKind[] kinds = {OutcomeKind.APPLIED, OutcomeKind.REFUSED, OutcomeKind.SUPERSEDED};
            TriageOutcome outcome = Samples.outcome(decision, kinds[random.nextInt(kinds.length)], "so it is");
            add(partitions, outcome, partition);
        }
    }

    private static TriageOutcome superseded(DeadLetter letter) {
        return new TriageOutcome(
                null,
                letter.getDeadLetterId(),
                letter.getLeadKey(),
                OutcomeKind.SUPERSEDED,
                "a late answer",
                letter.getParkedAt());
    }

    private static void add(Map<String, List<Fact>> partitions, Object record, int partition) {
        String type = record.getClass().getSimpleName()
                + (record instanceof DeadLetter letter ? letter.getStage().name() : "");
        List<Fact> facts = partitions.computeIfAbsent(type + partition, key -> new ArrayList<>());
        facts.add(
                switch (record) {
                    case DeadLetter letter -> Samples.fact(letter, partition, facts.size());
                    case TriageDecision decision -> Samples.fact(decision, partition, facts.size());
                    case TriageOutcome outcome -> Samples.fact(outcome, partition, facts.size());
                    default -> throw new IllegalArgumentException(type);
                });
    }
}
