package dev.leadrelay.agent.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits out the loss of a dependency: nothing new is fetched, the work in flight keeps its place without its clock
 * running, one probe per interval decides, and then the waiting go on one after the other. Thread-safe; one instance is
 * shared by a worker and the components its handler calls.
 */
public final class Pauses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pauses.class);
    private static final Duration LONGEST_STAGGER = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(5);

    private final Duration interval;
    private final LongSupplier nanos;
    private final Map<String, Outage> outages = new HashMap<>();
    private final Set<Object> reasons = new LinkedHashSet<>();
    private final List<Thread> probing = new ArrayList<>();
    private Runnable onChange = () -> {};
    private long pausedNanos;
    private long pausedSince;

    /** @param interval time between two probes of one lost dependency */
    public Pauses(Duration interval) {
        this(interval, System::nanoTime);
    }

    Pauses(Duration interval, LongSupplier nanos) {
        this.interval = interval;
        this.nanos = nanos;
    }

    /**
     * Waits in the record's own thread until a lost dependency is back. The first caller's probe is the one used; it is
     * asked after each interval, in a thread of its own.
     *
     * @param reason what is lost, as people read it in the status; equal reasons share one probe
     * @param probe true when the dependency answers again; an exception counts as false
     * @throws InterruptedException when the record's work is cancelled meanwhile
     */
    public void awaitResumed(String reason, BooleanSupplier probe) throws InterruptedException {
        do {
            Outage outage = join(reason, probe);
            try {
                long place = outage.awaitOver();
                Thread.sleep(outage.delay(place));
            } finally {
                leave(outage);
            }
        } while (lostAgain(reason));
    }

    /** True while anything is awaited. */
    public synchronized boolean paused() {
        return !reasons.isEmpty();
    }

    /** What is awaited, or null when nothing is. */
    public synchronized @Nullable String reason() {
        return reasons.isEmpty()
                ? null
                : String.join(
                        "; ", reasons.stream().map(Object::toString).distinct().toList());
    }

    /** Ends all probing; waiting threads stay until they are interrupted. */
    @Override
    public synchronized void close() {
        probing.forEach(Thread::interrupt);
        probing.clear();
    }

    /** Monotonic nanoseconds that stand still during pauses. */
    synchronized long activeNanos() {
        long now = nanos.getAsLong();
        return now - pausedNanos - (reasons.isEmpty() ? 0 : now - pausedSince);
    }

    synchronized void onChange(Runnable listener) {
        this.onChange = listener;
    }

    /** Pauses for a reason that no probe ends, until {@link #release} of the same. */
    public void hold(String reason) {
        add(reason);
    }

    /** Ends the pause for that reason. */
    public void release(String reason) {
        remove(reason);
    }

    private synchronized Outage join(String reason, BooleanSupplier probe) {
        Outage outage = outages.get(reason);
        if (outage == null) {
            Outage begun = new Outage(reason);
            outages.put(reason, begun);
            add(begun);
            probing.add(Thread.ofVirtual().name("probe-" + reason).start(() -> probe(begun, probe)));
            outage = begun;
        }
        outage.waiting++;
        return outage;
    }

    private synchronized boolean lostAgain(String reason) {
        return outages.containsKey(reason);
    }

    private void probe(Outage outage, BooleanSupplier probe) {
        LOG.warn("paused: {}", outage.reason);
        try {
            do {
                Thread.sleep(interval);
            } while (!answers(probe));
            LOG.info("resumed: {}", outage.reason);
            over(outage);
        } catch (InterruptedException e) {
            // Closed: whoever waits is cancelled by its worker.
        }
    }

    private static boolean answers(BooleanSupplier probe) {
        try {
            return probe.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.debug("a probe failed", e);
            return false;
        }
    }

    private synchronized void over(Outage outage) {
        outages.remove(outage.reason, outage);
        probing.remove(Thread.currentThread());
        outage.released = outage.waiting;
        outage.over.countDown();
        if (outage.waiting == 0) {
            remove(outage);
        }
    }

    /** The pause lasts until the last one waiting has gone on, so that fetching does not add to the rush. */
    private synchronized void leave(Outage outage) {
        outage.waiting--;
        if (outage.waiting == 0 && outage.over.getCount() == 0) {
            remove(outage);
        }
    }

    private synchronized void add(Object reason) {
        if (reasons.isEmpty()) {
            pausedSince = nanos.getAsLong();
        }
        if (reasons.add(reason)) {
            onChange.run();
        }
    }

    private synchronized void remove(Object reason) {
        if (reasons.remove(reason)) {
            if (reasons.isEmpty()) {
                pausedNanos += nanos.getAsLong() - pausedSince;
            }
            onChange.run();
        }
    }

    /** One loss of a dependency; its fields are guarded by the pauses. */
    private final class Outage {
        private final String reason;
        private final CountDownLatch over = new CountDownLatch(1);
        private int waiting;
        private int released;
        private int places;

        private Outage(String reason) {
            this.reason = reason;
        }

        private long awaitOver() throws InterruptedException {
            over.await();
            synchronized (Pauses.this) {
                return places++;
            }
        }

        private Duration delay(long place) {
            Duration all = STEP.multipliedBy(released);
            return all.compareTo(LONGEST_STAGGER) <= 0
                    ? STEP.multipliedBy(place)
                    : LONGEST_STAGGER.multipliedBy(place).dividedBy(released);
        }

        @Override
        public String toString() {
            return reason;
        }
    }
}
