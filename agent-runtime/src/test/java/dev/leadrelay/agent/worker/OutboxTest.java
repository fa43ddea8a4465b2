package dev.leadrelay.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox<Integer> outbox = new Outbox<>();

    @Property
    void halvingCommitsAllButTheCulpritsInFewTries(
            @ForAll @IntRange(min = 1, max = 500) int size,
            @ForAll @Size(max = 4) Set<@IntRange(max = 499) Integer> culprits) {
        Outbox<Integer> box = new Outbox<>();
        IntStream.range(0, size).forEach(box::add);
        List<Integer> committed = new ArrayList<>();
        List<Integer> refused = new ArrayList<>();
        int tries = 0;
        while (!box.isEmpty()) {
            tries++;
            List<Integer> group = box.take(1_000, item -> 1, Long.MAX_VALUE);
            if (group.stream().noneMatch(culprits::contains)) {
                committed.addAll(group);
            } else if (group.size() > 1) {
                box.split(group);
            } else {
                assertThat(box.failedAlone(group.getFirst(), Error.class, true, false))
                        .isEqualTo(new Outbox.Verdict.Refuse<>(group.getFirst()));
                refused.addAll(group);
            }
        }
        assertThat(committed).doesNotContainAnyElementsOf(culprits.isEmpty() ? Set.of(-1) : culprits);
        assertThat(committed).doesNotHaveDuplicates();
        assertThat(refused).allMatch(culprits::contains).doesNotHaveDuplicates();
        assertThat(committed.size() + refused.size()).isEqualTo(size);
        int logarithm = 32 - Integer.numberOfLeadingZeros(size);
        assertThat(tries).isLessThanOrEqualTo(1 + 2 * logarithm * Math.max(1, refused.size()));
    }

    @Test
    void theSameUnclearErrorOfTwoLoneItemsIsNobodysFault() {
        outbox.add(1);
        outbox.add(2);
        outbox.split(take());
        assertThat(outbox.failedAlone(take().getFirst(), Error.class, false, false))
                .isInstanceOf(Outbox.Verdict.Wait.class);
        assertThat(outbox.size()).isEqualTo(2);
        assertThat(outbox.failedAlone(take().getFirst(), Error.class, false, false))
                .isInstanceOf(Outbox.Verdict.Block.class);
        assertThat(outbox.culprit()).isNull();
        assertThat(List.of(take(), take())).containsExactlyInAnyOrder(List.of(1), List.of(2));
    }

    @Test
    void aLoneItemWithAnUnclearErrorIsTheCulpritWhenOthersGoThrough() {
        outbox.add(1);
        outbox.add(2);
        outbox.split(take());
        outbox.failedAlone(take().getFirst(), Error.class, false, false);
        assertThat(take()).containsExactly(2);
        assertThat(outbox.culprit()).isEqualTo(1);
        assertThat(outbox.size()).isZero();
    }

    @Test
    void anItemWhoseRefusalFailsTooIsNotToBlame() {
        outbox.add(1);
        assertThat(outbox.failedAlone(take().getFirst(), Error.class, true, true))
                .isInstanceOf(Outbox.Verdict.Block.class);
        assertThat(take()).containsExactly(1);
    }

    @Test
    void aGroupIsBoundedByNumberAndWeight() {
        IntStream.range(0, 10).forEach(outbox::add);
        assertThat(outbox.take(3, item -> 1, 100)).containsExactly(0, 1, 2);
        assertThat(outbox.take(10, item -> 50, 100)).containsExactly(3, 4);
        assertThat(outbox.take(10, item -> 500, 100)).containsExactly(5);
    }

    @Test
    void whatIsGoneIsNotTriedAgain() {
        IntStream.range(0, 4).forEach(outbox::add);
        outbox.split(take());
        outbox.removeIf(item -> item % 2 == 0);
        assertThat(List.of(take(), take())).containsExactly(List.of(1), List.of(3));
        assertThat(outbox.isEmpty()).isTrue();
    }

    private List<Integer> take() {
        return outbox.take(100, item -> 1, Long.MAX_VALUE);
    }
}
