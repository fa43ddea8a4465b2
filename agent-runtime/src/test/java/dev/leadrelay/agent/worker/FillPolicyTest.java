package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FillPolicyTest {
    private final FillPolicy policy = new FillPolicy(100, 40, 20_000);

    @Property
    void roomNeverExceedsTheCapacity(
            @ForAll @IntRange(min = 1, max = 10_000) int capacity,
            @ForAll @IntRange(max = 20_000) int working,
            @ForAll @IntRange(max = 20_000) int uncommitted) {
        int room = new FillPolicy(capacity, 40, 20_000).room(working, uncommitted);
        assertThat(room).isNotNegative();
        assertThat(room == 0 || working + room <= capacity).isTrue();
    }

    @Test
    void nothingStartsWhileTooManyOutcomesWait() {
        assertThat(policy.room(0, 499)).isEqualTo(1);
        assertThat(policy.room(0, 500)).isZero();
        assertThat(new FillPolicy(5_000, 40, 20_000).room(1_000, 4_500)).isEqualTo(500);
    }

    @Test
    void fetchingStopsAtTheBufferAndGoesOnAtHalf() {
        assertThat(policy.full(39, false)).isFalse();
        assertThat(policy.full(40, false)).isTrue();
        assertThat(policy.full(21, true)).isTrue();
        assertThat(policy.full(19, true)).isFalse();
    }

    @Test
    void aPartitionStopsAtItsSpan() {
        assertThat(policy.withinSpan(20_004, 5)).isTrue();
        assertThat(policy.withinSpan(20_005, 5)).isFalse();
        assertThat(policy.atBound(19_999)).isFalse();
        assertThat(policy.atBound(20_000)).isTrue();
    }
}
