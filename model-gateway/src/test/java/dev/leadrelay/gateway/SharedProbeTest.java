package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SharedProbeTest {
    private final SharedProbe probes = new SharedProbe();

    @Test
    void thoseThatAskMeanwhileShareTheAnswer() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        ConcurrentLinkedQueue<Boolean> answers = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    answers.add(probes.call(() -> {
                        asked.incrementAndGet();
                        answer.await();
                        return true;
                    }));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            threads.add(thread);
            Waiting.untilBlocked(thread);
        }
        answer.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(asked).hasValue(1);
        assertThat(answers).hasSize(20).containsOnly(true);
    }

    @Test
    void theNextOneIsAskedAgain() throws InterruptedException {
        assertThat(probes.call(() -> true)).isTrue();
        assertThat(probes.call(() -> false)).isFalse();
        assertThatThrownBy(() -> probes.call(() -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(probes.call(() -> true)).isTrue();
    }
}
