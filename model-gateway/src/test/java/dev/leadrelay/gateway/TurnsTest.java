package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Property(tries = 30)
    void waitersGoByRankAndEqualOnesByArrival(
            @ForAll @Size(min = 1, max = 8) List<@LongRange(max = 3) Long> ranks,
            @ForAll @IntRange(min = 1, max = 3) int most)
            throws InterruptedException {
        Turns turns = new Turns(most);
        for (int i = 0; i < most; i++) {
            assertThat(turns.take(0, LONG)).isTrue();
        }
        ConcurrentLinkedQueue<Integer> served = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < ranks.size(); i++) {
            int number = i;
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    if (turns.take(ranks.get(number), LONG)) {
                        served.add(number);
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            threads.add(thread);
            Waiting.untilBlocked(thread);
        }
        for (int i = 1; i <= ranks.size(); i++) {
            int expected = i;
            turns.giveBack();
            Waiting.until(() -> served.size() == expected);
        }
        List<Integer> wanted = IntStream.range(0, ranks.size())
                .boxed()
                .sorted(Comparator.comparing(ranks::get))
                .toList();
        assertThat(served).containsExactlyElementsOf(wanted);
        assertThat(turns.taken()).isEqualTo(most);
        for (Thread thread : threads) {
            thread.join();
        }
        for (int i = 0; i < most; i++) {
            turns.giveBack();
        }
        assertThat(turns.taken()).isZero();
    }

    @Test
    void whoeverGivesUpLeavesTheQueue() throws InterruptedException {
        Turns turns = new Turns(1);
        assertThat(turns.take(5, LONG)).isTrue();
        assertThat(turns.take(0, Duration.ofMillis(1))).isFalse();
        turns.giveBack();
        assertThat(turns.taken()).isZero();
        assertThat(turns.take(9, Duration.ZERO)).isTrue();
    }
}
