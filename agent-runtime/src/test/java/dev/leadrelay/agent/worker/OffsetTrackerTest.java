package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {
    private static final Uuid TOPIC = Uuid.randomUuid();
    private static final FillPolicy POLICY = new FillPolicy(1_000, 1_000, CommitMetadata.MAX_BITS);

    private enum Kind {
        FETCH,
        FINISH,
        COMMIT,
        FAILED_COMMIT,
        UNKNOWN_COMMIT,
        RESTART
    }

    private record Step(Kind kind, int choice) {}

    @Property(tries = 2_000)
    void noInterleavingSkipsUnfinishedWorkOrRedoesCommittedWork(
            @ForAll("offsets") List<Long> log, @ForAll("steps") List<Step> steps) {
        Model model = new Model(log);
        for (Step step : steps) {
            model.apply(step);
            model.check();
        }
        model.finishEverything();
        assertThat(model.tracker.frontier()).isGreaterThan(log.getLast());
        assertThat(model.committed).containsExactlyElementsOf(log);
    }

    @Provide
    Arbitrary<List<Long>> offsets() {
        Arbitrary<Long> gap = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just(1L)),
                Tuple.of(2, Arbitraries.longs().between(2, 5)),
                Tuple.of(1, Arbitraries.longs().between(6, 20_000)));
        return gap.list().ofMinSize(1).ofMaxSize(40).map(gaps -> {
            List<Long> log = new ArrayList<>();
            long next = 1_000_000_000_000L;
            for (long g : gaps) {
                next += g;
                log.add(next);
            }
            return log;
        });
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 1_000))
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }

    /** A partition's log, its committed offset and one consumer after the other. */
    private static final class Model {
        private final List<Long> log;
        private final TreeSet<Long> running = new TreeSet<>();
        private final TreeSet<Long> finished = new TreeSet<>();
        private final TreeSet<Long> committed = new TreeSet<>();
        private long storedOffset = 999_999_999_990L;
        private String storedMetadata = "";
        private OffsetTracker tracker = restored();
        private int position;

        private Model(List<Long> log) {
            this.log = log;
        }

        private OffsetTracker restored() {
            return new OffsetTracker(CommitMetadata.decode(storedOffset, storedMetadata, TOPIC));
        }

        private void apply(Step step) {
            switch (step.kind()) {
                case FETCH -> fetch();
                case FINISH -> finish(step.choice());
                case COMMIT -> commit(step.choice(), true, true);
                case FAILED_COMMIT -> commit(step.choice(), false, true);
                case UNKNOWN_COMMIT -> commit(step.choice(), step.choice() % 2 == 0, false);
                case RESTART -> restart();
            }
        }

        private void fetch() {
            if (position == log.size()) {
                tracker.reached(log.getLast() + 1);
                return;
            }
            long offset = log.get(position);
            tracker.reached(offset);
            if (!POLICY.withinSpan(offset, tracker.frontier())) {
                return;
            }
            position++;
            boolean begun = tracker.begin(offset);
            assertThat(begun).as("work on %d", offset).isEqualTo(!committed.contains(offset));
            assertThat(tracker.begin(offset)).as("the same record again").isFalse();
            if (begun) {
                running.add(offset);
            }
        }

        private void finish(int choice) {
            if (!running.isEmpty()) {
                long offset = new ArrayList<>(running).get(choice % running.size());
                running.remove(offset);
                finished.add(offset);
            }
        }

        private void commit(int choice, boolean happens, boolean known) {
            Set<Long> group = new HashSet<>();
            for (long offset : finished) {
                if (group.isEmpty() || (offset + choice) % 3 != 0) {
                    group.add(offset);
                }
            }
            long frontier = tracker.frontier();
            CommitPoint point = tracker.pointAfter(group);
            assertThat(tracker.frontier()).as("nothing moves before the commit").isEqualTo(frontier);
            if (happens) {
                storedOffset = point.frontier();
                storedMetadata = CommitMetadata.encode(point, CrashMark.NONE, TOPIC);
                committed.addAll(group);
            }
            if (!known) {
                tracker.committed(CommitMetadata.decode(storedOffset, storedMetadata, TOPIC));
            } else if (happens) {
                tracker.committed(point);
            }
            if (happens) {
                finished.removeAll(group);
            }
        }

        private void restart() {
            running.clear();
            finished.clear();
            tracker = restored();
            long from = tracker.frontier();
            position = (int) log.stream().filter(offset -> offset < from).count();
        }

        private void check() {
            for (long offset : log) {
                assertThat(tracker.isCommitted(offset)).as("offset %d", offset).isEqualTo(committed.contains(offset));
                if (!committed.contains(offset)) {
                    assertThat(storedOffset).isLessThanOrEqualTo(offset);
                    assertThat(tracker.frontier()).isLessThanOrEqualTo(offset);
                }
            }
            long above = committed.stream()
                    .filter(offset -> offset > tracker.frontier())
                    .count();
            assertThat(tracker.finishedAbove()).isEqualTo((int) above);
        }

        private void finishEverything() {
            for (int i = 0; position < log.size() || !running.isEmpty() || !finished.isEmpty(); i++) {
                fetch();
                finished.addAll(running);
                running.clear();
                commit(i, true, true);
            }
            tracker.reached(log.getLast() + 1);
            check();
        }
    }

    @Test
    void aHugeGapWithNothingOpenMovesTheFrontier() {
        OffsetTracker tracker = new OffsetTracker(CommitPoint.at(5));
        tracker.reached(5_000_000_000L);
        assertThat(tracker.begin(5_000_000_000L)).isTrue();
        assertThat(tracker.frontier()).isEqualTo(5_000_000_000L);
        assertThat(tracker.span()).isEqualTo(1);
    }

    @Test
    void aPointOlderThanTheFrontierChangesNothing() {
        BitSet finished = new BitSet();
        finished.set(8_191);
        CommitPoint older = new CommitPoint(1, finished);
        OffsetTracker tracker = new OffsetTracker(older);
        assertThat(tracker.begin(1)).isTrue();
        tracker.committed(tracker.pointAfter(List.of(1L)));
        assertThat(tracker.begin(8_192)).isFalse();
        tracker.reached(20_000);

        tracker.committed(older);

        assertThat(tracker.frontier()).isEqualTo(20_000);
        assertThat(tracker.finishedAbove()).isZero();
    }

    @Test
    void offsetsFarApartKeepFewBits() {
        OffsetTracker tracker = new OffsetTracker(CommitPoint.at(0));
        for (long offset = 0; offset < 100_000; offset++) {
            assertThat(tracker.begin(offset)).isTrue();
            tracker.committed(tracker.pointAfter(List.of(offset)));
        }
        assertThat(tracker.frontier()).isEqualTo(100_000);
        assertThat(tracker.finishedAbove()).isZero();
        assertThat(tracker.pointAfter(List.of()).finished()).isEqualTo(new BitSet());
    }
}
