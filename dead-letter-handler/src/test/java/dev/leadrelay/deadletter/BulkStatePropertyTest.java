package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens to a bulk job, in whatever order, some things hold. */
class BulkStatePropertyTest {
    private static final int EVENTS = 6;

    @Property(tries = 2_000)
    void whateverHappensTheBooksBalanceAndAnEndIsAnEnd(
            @ForAll @IntRange(min = 1, max = 60) int total,
            @ForAll @IntRange(min = 0, max = 20) int canarySize,
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = EVENTS - 1) Integer> kinds,
            @ForAll long seed) {
        BulkState.Canary canary = canarySize == 0 ? null : new BulkState.Canary(canarySize, 0.25);
        Random random = new Random(seed);
        BulkState state = BulkState.begin(total, canary);
        for (int kind : kinds) {
            BulkState before = state;
            BulkEvent event = event(kind, before, random);
            switch (before.step(event)) {
                case BulkState.Step.Refused refused ->
                    assertThat(refused.line()).doesNotContain("\n");
                case BulkState.Step.Moved moved -> state = moved.state();
            }
            assertHolds(before, event, state);
        }
    }

    private static void assertHolds(BulkState before, BulkEvent event, BulkState after) {
        assertThat(after.dispatched() + after.skipped() + after.remaining()).isEqualTo(after.total());
        assertThat(after.remaining()).isNotNegative();
        assertThat(after.dispatched()).isGreaterThanOrEqualTo(before.dispatched());
        assertThat(after.skipped()).isGreaterThanOrEqualTo(before.skipped());
        assertThat(after.permits()).isBetween(0, after.remaining());
        BulkState.Canary canary = after.canary();
        if (canary != null && !after.canaryPassed()) {
            assertThat(after.dispatched()).as("nothing goes past the canary").isLessThanOrEqualTo(canary.size());
        }
        if (before.phase() instanceof BulkPhase.Ended) {
            assertThat(after.phase()).isEqualTo(before.phase());
        }
        if (!before.canaryPassed() && after.canaryPassed()) {
            assertThat(event)
                    .isInstanceOfSatisfying(
                            BulkEvent.CanarySeen.class,
                            seen -> assertThat(seen.settled()).isEqualTo(before.dispatched()));
        }
        switch (after.phase()) {
            case BulkPhase.Running running ->
                assertThat(after.permits()).as("it can go on").isPositive();
            case BulkPhase.CanaryWait wait -> {
                assertThat(after.permits()).isZero();
                assertThat(after.remaining()).isPositive();
            }
            case BulkPhase.Paused paused -> assertThat(after.permits()).isZero();
            case BulkPhase.Done done -> assertThat(after.remaining()).isZero();
            case BulkPhase.Aborted aborted -> assertThat(after.permits()).isZero();
            case BulkPhase.StoppedByCanary stopped ->
                assertThat(after.permits()).isZero();
        }
    }

    @Property(tries = 500)
    void aJobThatIsOnlyPausedAndResumedGetsThrough(
            @ForAll @IntRange(min = 1, max = 200) int total,
            @ForAll @IntRange(min = 0, max = 20) int canarySize,
            @ForAll long seed) {
        BulkState.Canary canary = canarySize == 0 ? null : new BulkState.Canary(canarySize, 0.5);
        Random random = new Random(seed);
        BulkState state = BulkState.begin(total, canary);
        int steps = 0;
        while (!(state.phase() instanceof BulkPhase.Ended)) {
            if (random.nextInt(4) == 0) {
                BulkState paused = moved(state, new BulkEvent.Pause());
                assertThat(moved(paused, new BulkEvent.Resume())).isEqualTo(state);
            }
            state = state.phase() instanceof BulkPhase.CanaryWait
                    ? moved(state, new BulkEvent.CanarySeen(state.dispatched(), 0))
                    : moved(state, worked(state.permits(), random));
            assertThat(++steps).isLessThan(20 * total + 20);
        }
        assertThat(state.phase()).isEqualTo(new BulkPhase.Done());
        assertThat(state.dispatched() + state.skipped()).isEqualTo(total);
    }

    @Property(tries = 300)
    void aCanaryStopsAboveItsRateAndNotAtIt(
            @ForAll @IntRange(min = 1, max = 50) int size,
            @ForAll @IntRange(min = 0, max = 50) int failed,
            @ForAll @IntRange(min = 0, max = 100) int percent) {
        int failures = Math.min(failed, size);
        BulkState waiting = moved(
                BulkState.begin(size + 1, new BulkState.Canary(size, percent / 100.0)), new BulkEvent.Worked(size, 0));
        assertThat(waiting.phase()).isEqualTo(new BulkPhase.CanaryWait());

        BulkState seen = moved(waiting, new BulkEvent.CanarySeen(size, failures));

        boolean above = failures > percent / 100.0 * size;
        assertThat(seen.phase()).isEqualTo(above ? new BulkPhase.StoppedByCanary() : new BulkPhase.Running());
    }

    @Property(tries = 50)
    void moreThanThereIsCannotBeCounted(@ForAll @IntRange(min = 1, max = 50) int total) {
        assertThatThrownBy(() -> BulkState.begin(total, null).step(new BulkEvent.Worked(total, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Work never exceeds what the last permit said; looks at the canary are of what was dispatched. */
    private static BulkEvent event(int kind, BulkState state, Random random) {
        List<BulkEvent> events = new ArrayList<>();
        events.add(worked(state.permits(), random));
        int settled = random.nextInt(state.dispatched() + 1);
        events.add(new BulkEvent.CanarySeen(settled, random.nextInt(settled + 1)));
        events.add(new BulkEvent.CanarySeen(state.dispatched(), 0));
        events.add(new BulkEvent.Pause());
        events.add(new BulkEvent.Resume());
        events.add(new BulkEvent.Abort());
        return events.get(kind % EVENTS);
    }

    private static BulkEvent.Worked worked(int permits, Random random) {
        int taken = random.nextInt(permits + 1);
        int skipped = random.nextInt(taken + 1);
        return new BulkEvent.Worked(taken - skipped, skipped);
    }

    private static BulkState moved(BulkState state, BulkEvent event) {
        return switch (state.step(event)) {
            case BulkState.Step.Moved moved -> moved.state();
            case BulkState.Step.Refused refused -> throw new AssertionError(refused.line());
        };
    }
}
