package dev.leadrelay.agent.worker;

import java.time.Duration;

/** The work of a record was interrupted because it took longer than its time limit. */
public final class TimeLimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimeLimitExceededException(Duration limit) {
        super("the work took longer than its time limit of " + limit.toSeconds() + " s");
    }
}
