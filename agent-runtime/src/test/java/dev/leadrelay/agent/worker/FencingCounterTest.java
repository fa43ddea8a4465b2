package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FencingCounterTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final FencingCounter counter = new FencingCounter(Duration.ofSeconds(10));

    @Test
    void twiceInAMinuteByYoungTransactionsIsASharedId() {
        assertThat(counter.fenced(0, SECOND)).isFalse();
        assertThat(counter.fenced(59 * SECOND, SECOND)).isTrue();
    }

    @Test
    void oldTransactionsWereFencedBecauseTheyTookTooLong() {
        assertThat(counter.fenced(0, 5 * SECOND)).isFalse();
        assertThat(counter.fenced(SECOND, SECOND)).isFalse();
        assertThat(counter.fenced(2 * SECOND, 6 * SECOND)).isFalse();
    }

    @Test
    void onceInAWhileIsARestart() {
        assertThat(counter.fenced(0, SECOND)).isFalse();
        assertThat(counter.fenced(61 * SECOND, SECOND)).isFalse();
        assertThat(counter.fenced(100 * SECOND, SECOND)).isTrue();
    }
}
