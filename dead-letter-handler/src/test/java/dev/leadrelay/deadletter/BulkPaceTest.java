package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** A job with a rate takes no more than its rate, and no less when it asks in time. */
class BulkPaceTest {
    @Property(tries = 300)
    void takesWhatTheRateAllows(@ForAll @DoubleRange(min = 0.1, max = 2_000) double rate, @ForAll long seed) {
        Random random = new Random(seed);
        long now = random.nextLong() >> 2;
        long began = now;
        BulkPace pace = new BulkPace(rate, now);
        int taken = 0;
        for (int look = 0; look < 200; look++) {
            int allowed = pace.allowed(now);
            pace.took(allowed);
            taken += allowed;
            double seconds = (now - began) / 1e9;
            assertThat((double) taken).isLessThanOrEqualTo(1 + rate * seconds + 1e-6);
            now += pace.pause()
                    .plus(Duration.ofNanos(random.nextInt(1_000_000)))
                    .toNanos();
        }
        double seconds = (now - began) / 1e9;
        assertThat((double) taken).isGreaterThanOrEqualTo(0.8 * rate * seconds - 1);
    }
}
