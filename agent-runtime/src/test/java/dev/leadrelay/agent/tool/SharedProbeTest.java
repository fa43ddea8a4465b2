package dev.leadrelay.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SharedProbeTest {
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final SharedProbe probe = new SharedProbe(() -> {
        asked.incrementAndGet();
        goOn.await();
        return true;
    });

    @Test
    void manyAskOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger arrived = new AtomicInteger();
            Callable<Boolean> ask = () -> {
                arrived.incrementAndGet();
                return probe.ask();
            };
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                answers.add(threads.submit(ask));
            }
            Awaitility.await().until(() -> arrived.get() == 100 && asked.get() == 1);
            goOn.countDown();
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
        // One may have come when the first question was already answered.
        assertThat(asked.get()).isLessThan(100);
        assertThat(probe.ask()).isTrue();
    }

    @Test
    void whoeverWaitsAsksAgainWhenTheFirstIsInterrupted() throws Exception {
        Thread first =
                Thread.ofVirtual().start(() -> assertThatThrownBy(probe::ask).isInstanceOf(InterruptedException.class));
        Awaitility.await().until(() -> asked.get() == 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> second = threads.submit(probe::ask);
            first.interrupt();
            first.join();
            goOn.countDown();
            assertThat(second.get()).isTrue();
        }
    }

    @Test
    void aBrokenQuestionBreaksOnlyThoseWhoAskedIt() throws Exception {
        AtomicInteger times = new AtomicInteger();
        SharedProbe broken = new SharedProbe(() -> {
            if (times.getAndIncrement() == 0) {
                throw new IllegalStateException("broken");
            }
            return true;
        });
        assertThatThrownBy(broken::ask).hasMessage("broken");
        assertThat(broken.ask()).isTrue();
    }
}
