package dev.leadrelay.schemas;

import java.time.Duration;
import java.util.stream.Collectors;

/** The page {@code docs/failures.md}, made from the failure table. */
final class FailurePage {
    private FailurePage() {}

    /** The page as Markdown. */
    static String markdown() {
        String rows = FailurePolicies.all().stream().map(FailurePage::row).collect(Collectors.joining());
        return """
                # Failures

                <!-- Generated from FailurePolicies. Do not edit: FailurePageTest says how to write it anew. -->

                Every attempt that ends without its result has one of these classes. *Tries* counts the failing step within
                one attempt of the agent, the first try included. *Pauses* means that the agent stops taking work and leaves
                it in Kafka until a probe is good. *Retried after* is the policy's own retry of a dead letter; when it is
                used up, or empty, the failure ends with whom the next column names.

                | class | noticed when | in the agent | tries | pauses | retried after | ended by | transient |
                |---|---|---|---|---|---|---|---|
                """ + rows;
    }

    private static String row(FailurePolicy policy) {
        String delays = policy.retryDelays().stream().map(FailurePage::text).collect(Collectors.joining(", "));
        String end = switch (policy.endedBy()) {
            case RECOVERY -> "recovery, no dead letter";
            case PERSON -> "a person";
        };
        return "| "
                + String.join(
                        " | ",
                        policy.failureClass().name(),
                        policy.detector(),
                        policy.inAgent(),
                        Integer.toString(policy.tries()),
                        policy.pauses() ? "yes" : "no",
                        delays.isEmpty() ? "never" : delays,
                        end,
                        policy.isTransient() ? "yes" : "no")
                + " |\n";
    }

    private static String text(Duration delay) {
        return delay.toHours() > 0 ? delay.toHours() + " h" : delay.toMinutes() + " m";
    }
}
