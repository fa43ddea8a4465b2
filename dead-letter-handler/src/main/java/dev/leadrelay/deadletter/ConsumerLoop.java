package dev.leadrelay.deadletter;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads with a consumer of its own for as long as the loop is open, and goes on with a new one, after a pause, whatever
 * fails. What is not said to be for the loop's own thread is thread-safe.
 */
final class ConsumerLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final long CLOSE_SECONDS = 10;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Duration pause;
    private final java.util.function.Consumer<Consumer<byte[], byte[]>> body;
    private final java.util.function.Consumer<RuntimeException> failed;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> current;

    /**
     * @param body reads until the loop is no longer open, or returns to go on with a new consumer
     * @param failed is told why the body ended, before the pause
     */
    ConsumerLoop(
            String name,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Duration pause,
            java.util.function.Consumer<Consumer<byte[], byte[]>> body,
            java.util.function.Consumer<RuntimeException> failed) {
        this.consumers = consumers;
        this.pause = pause;
        this.body = body;
        this.failed = failed;
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    boolean isOpen() {
        return ended.getCount() > 0;
    }

    /** Lets the loop end by itself, without waiting for that. */
    void end() {
        ended.countDown();
    }

    /** Waits for a while, or until the loop is to end. For its own thread. */
    void pause() {
        try {
            boolean ending = ended.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            log.debug("Paused, ending: {}", ending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended.countDown();
        }
    }

    /** Ends the loop and waits for its thread. */
    @Override
    public void close() {
        ended.countDown();
        Consumer<byte[], byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (isOpen()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                current = consumer;
                body.accept(consumer);
            } catch (WakeupException e) {
                log.debug("Woken up to end");
            } catch (RuntimeException e) {
                failed.accept(e);
                pause();
            } finally {
                current = null;
            }
        }
    }
}
