package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AnswerStoreTest {
    private static final int SECONDS_TO_LIVE = 50;

    private final AtomicLong nanos = new AtomicLong();

    @Property(tries = 200)
    void holdsItsBounds(
            @ForAll @Size(max = 100) List<@IntRange(min = 0, max = 1_500) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 20) int maxEntries,
            @ForAll @IntRange(min = 1_024, max = 8_000) int maxBytes) {
        AnswerStore store = store(maxEntries, maxBytes);
        Map<String, Long> keptAt = new HashMap<>();
        for (int i = 0; i < lengths.size(); i++) {
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            store.keep("k" + i, answer(lengths.get(i)));
            keptAt.put("k" + i, nanos.get());

            assertThat(store.size()).isLessThanOrEqualTo(maxEntries);
            long bytes = 0;
            for (int k = 0; k <= i; k++) {
                ModelOutcome.Answered found = store.find("k" + k);
                if (found != null) {
                    assertThat(found.text()).hasSize(lengths.get(k));
                    assertThat(nanos.get() - keptAt.get("k" + k))
                            .isLessThan(Duration.ofSeconds(SECONDS_TO_LIVE).toNanos());
                    bytes += 2L * lengths.get(k);
                }
            }
            assertThat(bytes).isLessThanOrEqualTo(maxBytes);
        }
    }

    @Test
    void whatFitsIsThere() {
        AnswerStore store = store(3, 100_000);
        for (int i = 0; i < 3; i++) {
            store.keep("k" + i, answer(100));
        }

        assertThat(store.size()).isEqualTo(3);
        assertThat(store.find("k0")).isEqualTo(answer(100));
        assertThat(store.find("k9")).isNull();
    }

    @Test
    void theBoundsOfTheSettingsThemselvesWork() {
        AnswerStore one = store(1, Integer.MAX_VALUE);
        one.keep("a", answer(10));
        assertThat(one.find("a")).isNotNull();
        one.keep("b", answer(10));
        assertThat(one.size()).isEqualTo(1);

        AnswerStore many = store(Integer.MAX_VALUE, 1_024);
        many.keep("a", answer(10));
        assertThat(many.find("a")).isNotNull();
    }

    private AnswerStore store(int maxEntries, int maxBytes) {
        return new AnswerStore(
                new CacheSettings(maxEntries, maxBytes, Duration.ofSeconds(SECONDS_TO_LIVE)), nanos::get);
    }

    private static ModelOutcome.Answered answer(int length) {
        return new ModelOutcome.Answered(
                "x".repeat(length),
                List.of(),
                FinishReason.STOP,
                ModelUsage.NONE,
                "p",
                "m",
                false,
                Duration.ZERO,
                true);
    }
}
