package dev.leadrelay.agent.worker;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on the records of a topic, thousands at a time and each exactly once: a record's outputs and its offset are
 * committed in one transaction, in whatever order the works finish. One thread owns the Kafka clients, one virtual thread
 * per record does the work. Thread-safe.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(15);

    private final WorkerSettings settings;
    private final WorkerClients clients;
    private final Pauses pauses;
    private final RecordHandler handler;
    private final WorkerListener listener;
    private final Consumer<String> exit;
    private volatile boolean stopping;
    private volatile @Nullable WorkerLoop loop;
    private @Nullable Thread thread;

    /**
     * Connects nothing yet.
     *
     * @param pauses shared with the components that the handler calls; closed with the worker
     * @param exit told in one line, on a thread of its own and after the clients are closed, why this instance must end; the process should then end
     */
    public Worker(
            WorkerSettings settings,
            WorkerClients clients,
            Pauses pauses,
            RecordHandler handler,
            WorkerListener listener,
            Consumer<String> exit) {
        this.settings = settings;
        this.clients = clients;
        this.pauses = pauses;
        this.handler = handler;
        this.listener = listener;
        this.exit = exit;
    }

    /**
     * Makes the clients and starts; returns before anything is assigned.
     *
     * @throws org.apache.kafka.common.KafkaException when the clients' settings are of no use
     */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("started before");
        }
        Transactions transactions =
                new Transactions(() -> clients.producer().apply(ClientSettings.producer(settings)), System::nanoTime);
        var consumer = clients.consumer().apply(ClientSettings.consumer(settings));
        TopicFacts facts = new AdminTopicFacts(clients.admin().get());
        WorkerLoop created =
                new WorkerLoop(settings, consumer, transactions, facts, pauses, handler, listener, System::nanoTime);
        loop = created;
        thread = Thread.ofPlatform().name("worker-" + settings.topic()).start(() -> {
            try {
                run(created);
            } finally {
                close(consumer);
                transactions.close();
                facts.close();
            }
            String failure = created.failure();
            if (failure != null) {
                // Not on this thread: whoever ends the process will wait for it to be over.
                Thread.ofPlatform().name("worker-exit").start(() -> exit.accept(failure));
            }
        });
    }

    /** What the worker is doing; a snapshot at most a second old. */
    public WorkerStatus status() {
        WorkerLoop current = loop;
        if (current == null) {
            return new WorkerStatus(WorkerStatus.State.NEW, null, 0, settings.capacity(), 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        return current.status();
    }

    /** Lets the work in flight finish for the stop timeout, commits it, cancels the rest and closes the clients. */
    @Override
    public synchronized void close() {
        stopping = true;
        WorkerLoop current = loop;
        Thread running = thread;
        if (current == null || running == null) {
            pauses.close();
            return;
        }
        current.wake();
        try {
            if (!running.join(settings.stopTimeout().plus(CLOSE_GRACE))) {
                LOG.warn("the worker of {} does not stop in time, leaving it", settings.topic());
                running.interrupt();
            }
        } catch (InterruptedException e) {
            running.interrupt();
            Thread.currentThread().interrupt();
        }
        pauses.close();
    }

    private void run(WorkerLoop running) {
        try {
            running.subscribe();
            while (!stopping && running.failure() == null) {
                running.turn();
            }
            running.drain();
            long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
            while (!running.drained()
                    && running.failure() == null
                    && !pauses.paused()
                    && deadline - System.nanoTime() > 0) {
                running.turn();
            }
            running.endInOrder();
        } catch (RuntimeException e) {
            LOG.error("the worker of {} failed", settings.topic(), e);
            running.fail("the worker failed unexpectedly (" + e + "): nothing is lost, start the instance again");
        } finally {
            running.cancelAll();
        }
    }

    private static void close(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer) {
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        } catch (RuntimeException e) {
            LOG.debug("closing the consumer failed", e);
        }
    }
}
