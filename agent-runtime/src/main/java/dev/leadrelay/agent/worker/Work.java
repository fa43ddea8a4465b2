package dev.leadrelay.agent.worker;

import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record in flight, from its start to the commit of its outcome. The handler runs in a virtual thread; everything
 * else belongs to the worker's own thread, which takes over when the work reports its end.
 */
final class Work {
    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final long REFUSAL_RETRY_MILLIS = 1_000;

    final ConsumerRecord<byte[], byte[]> record;
    final PartitionWork partition;
    final WorkScope scope;
    private final RecordHandler handler;
    private final Consumer<Work> ended;
    private @Nullable Outputs outputs;
    private boolean refused;
    private volatile @Nullable Thread thread;
    private boolean handling;

    Work(
            ConsumerRecord<byte[], byte[]> record,
            PartitionWork partition,
            WorkScope scope,
            RecordHandler handler,
            Consumer<Work> ended) {
        this.record = record;
        this.partition = partition;
        this.scope = scope;
        this.handler = handler;
        this.ended = ended;
    }

    void start() {
        run(this::handle);
    }

    /** Works out the outputs that say that the record cannot be worked on, or that the broker took none of the first ones. */
    void refuse(RuntimeException cause) {
        outputs = null;
        run(() -> outputs = refusal(cause));
    }

    /** Drops the outcome and interrupts the work. */
    synchronized void cancel() {
        scope.cancel();
        interrupt();
    }

    /** Interrupts the handler, but never the making of a refusal. */
    synchronized void interruptIfExpired() {
        if (handling && scope.expired()) {
            interrupt();
        }
    }

    private void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Null when the work was cancelled before it came to an outcome. */
    @Nullable
    Outputs outputs() {
        return outputs;
    }

    /** True when the outputs come from the backstop. */
    boolean refused() {
        return refused;
    }

    private void run(Runnable task) {
        thread = Thread.startVirtualThread(() -> {
            try {
                task.run();
            } finally {
                ended.accept(this);
            }
        });
    }

    private void handle() {
        RuntimeException escaped = null;
        handling(true);
        try {
            outputs = Objects.requireNonNull(handler.handle(record, scope), "the handler returned no outputs");
        } catch (InterruptedException e) {
            escaped = scope.expired() ? new TimeLimitExceededException(scope.limit()) : new IllegalStateException(e);
        } catch (RuntimeException e) {
            escaped = e;
        } catch (Throwable e) {
            // The outermost backstop: whatever a handler throws must not lose the record.
            escaped = new IllegalStateException(e);
        } finally {
            handling(false);
        }
        if (escaped != null && !scope.cancelled()) {
            outputs = refusal(escaped);
        }
    }

    private synchronized void handling(boolean begins) {
        handling = begins;
        if (!begins && !scope.cancelled()) {
            // A time limit that struck at the last moment must not disturb what follows.
            Thread.interrupted();
        }
    }

    private @Nullable Outputs refusal(RuntimeException cause) {
        refused = true;
        LOG.warn("refused {}-{}@{}", record.topic(), record.partition(), record.offset(), cause);
        while (!scope.cancelled()) {
            try {
                return Objects.requireNonNull(handler.refused(record, cause), "the handler returned no outputs");
            } catch (RuntimeException e) {
                LOG.error(
                        "no outputs for {}-{}@{}, trying again",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e);
                pauseBeforeRetry();
            }
        }
        return null;
    }

    private void pauseBeforeRetry() {
        try {
            Thread.sleep(REFUSAL_RETRY_MILLIS);
        } catch (InterruptedException e) {
            // Either cancelled, which the loop sees, or out of time, which does not matter any more.
        }
    }
}
