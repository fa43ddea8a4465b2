package dev.leadrelay.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks through the open dead letters of leads that may be due, again and again, and decides what the policy says is due. One thread. */
final class PolicyRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolicyRunner.class);
    private static final int PAGE = 200;
    private static final Duration CLOSE = Duration.ofSeconds(10);

    private final TriagePolicy policy;
    private final PolicyQueries queries;
    private final DecisionWriter writer;
    private final Clock clock;
    private final Duration interval;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    /** @param interval between two looks */
    PolicyRunner(TriagePolicy policy, PolicyQueries queries, DecisionWriter writer, Clock clock, Duration interval) {
        this.policy = policy;
        this.queries = queries;
        this.writer = writer;
        this.clock = clock;
        this.interval = interval;
        this.thread = Thread.ofPlatform().name("dead-letter-policy").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!ended.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                lookThrough();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One look at all that may be due. */
    void lookThrough() throws InterruptedException {
        try {
            for (TriagePolicy.Search search : policy.searches(clock.millis())) {
                if (!lookThrough(search)) {
                    return;
                }
            }
        } catch (JdbiException e) {
            log.warn("the store does not answer, policies wait: {}", e.getMessage());
        } catch (RequestException e) {
            log.debug("policies wait: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("the policies failed and look again", e);
        }
    }

    /** False when nothing can be decided now. */
    private boolean lookThrough(TriagePolicy.Search search) throws InterruptedException {
        PolicyQueries.Part part = queries.open(search, null, PAGE);
        while (true) {
            for (TriagePolicy.Case open : part.cases()) {
                DecisionRequest due = policy.due(open, clock.millis());
                if (ended.getCount() == 0 || (due != null && !decide(due))) {
                    return false;
                }
            }
            if (part.next() == null) {
                return true;
            }
            part = queries.open(search, part.next(), PAGE);
        }
    }

    /** False when nothing can be decided now. */
    private boolean decide(DecisionRequest due) throws InterruptedException {
        return switch (writer.decide(due)) {
            case DecisionAnswer.Accepted accepted -> {
                log.info("{}: {} {} ({})", due.by(), due.kind(), due.deadLetterId(), due.reason());
                yield true;
            }
            // Somebody was faster.
            case DecisionAnswer.Refused refused -> true;
            case DecisionAnswer.NotFound gone -> true;
            case DecisionAnswer.Unavailable unavailable -> {
                log.debug("policies wait: {}", unavailable.line());
                yield false;
            }
        };
    }

    @Override
    public void close() {
        // Not interrupted: that would close the file of the store under its hands.
        ended.countDown();
        try {
            if (thread.isAlive() && !thread.join(CLOSE)) {
                log.warn("the policy does not stop in time, leaving it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
