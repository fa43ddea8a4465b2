package dev.leadrelay.deadletter.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestClock clock = new TestClock();
    private final Attempts attempts = new Attempts(clock, 3, MINUTE);

    @Test
    void aFewAtOnceThenOneEachInterval() {
        assertThat(taken("ann", 10)).isEqualTo(3);
        assertThat(taken("bob", 10)).isEqualTo(3);
        clock.pass(MINUTE.minusMillis(1));
        assertThat(taken("ann", 10)).isZero();
        clock.pass(Duration.ofMillis(1));
        assertThat(taken("ann", 10)).isEqualTo(1);
        clock.pass(Duration.ofDays(1));
        assertThat(taken("ann", 10)).isEqualTo(3);
    }

    @Test
    void whatWentWellCostsNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(attempts.take("ann")).isTrue();
            attempts.giveBack("ann");
        }
        assertThat(taken("ann", 10)).isEqualTo(3);
    }

    @Test
    void madeUpNamesDoNotFillTheMemory() {
        for (int i = 0; i < 30_000; i++) {
            attempts.take("name-" + i);
        }
        assertThat(attempts.size()).isLessThanOrEqualTo(10_000);
    }

    /** In no stretch of time are there more than the few at once and one for each interval. */
    @Property
    void neverMoreThanTheRateAllows(@ForAll @Size(max = 200) List<@IntRange(min = 0, max = 120) Integer> seconds) {
        TestClock time = new TestClock();
        Attempts tested = new Attempts(time, 3, MINUTE);
        java.util.List<java.time.Instant> passed = new java.util.ArrayList<>();
        for (int pause : seconds) {
            time.pass(Duration.ofSeconds(pause));
            if (tested.take("ann")) {
                passed.add(time.instant());
            }
        }
        for (int from = 0; from < passed.size(); from++) {
            for (int to = from; to < passed.size(); to++) {
                long intervals =
                        Duration.between(passed.get(from), passed.get(to)).dividedBy(MINUTE);
                assertThat(to - from + 1).isLessThanOrEqualTo((int) (3 + intervals));
            }
        }
    }

    private int taken(String key, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += attempts.take(key) ? 1 : 0;
        }
        return taken;
    }
}
