package dev.leadrelay.schemas;

import static dev.leadrelay.schemas.FailurePolicy.End.PERSON;
import static dev.leadrelay.schemas.FailurePolicy.End.RECOVERY;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The failure table: the one place that says what is done about each class of failure. */
public final class FailurePolicies {
    private static final List<Duration> LATER =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
    private static final List<Duration> NEVER = List.of();

    private FailurePolicies() {}

    /** The policy of a class; total. */
    public static FailurePolicy of(FailureClass failure) {
        return switch (failure) {
            case UNKNOWN -> once(failure, "A reader of an older version meets a class it does not know.");
            case MALFORMED_RECORD -> once(failure, "The deserialiser cannot read the bytes; they are kept verbatim.");
            case CONTRACT_VIOLATION -> once(failure, "The gate in front of the stage rejects the input.");
            case MODEL_TIMEOUT -> call(failure, "The model call exceeds its time limit.");
            case MODEL_ERROR -> call(failure, "The provider answers 5xx or the transport breaks.");
            case MODEL_RATE_LIMITED ->
                new FailurePolicy(
                        failure,
                        "The provider answers 429.",
                        3,
                        "Honours Retry-After, lowers concurrency, asks the next provider; queues and resumes.",
                        false,
                        LATER,
                        PERSON,
                        true);
            case MODEL_UNAVAILABLE -> outage(failure, "The breakers of all providers are open.");
            case DEPENDENCY_UNAVAILABLE ->
                outage(
                        failure,
                        "The registry, a store or the endpoint of a tool that the agent cannot do without does not answer.");
            case MODEL_QUOTA ->
                new FailurePolicy(
                        failure,
                        "The provider answers 402, out of credit, or refuses the key.",
                        1,
                        "Takes the provider out and alerts once; pauses when it was the last.",
                        true,
                        NEVER,
                        PERSON,
                        false);
            case MODEL_REQUEST_REJECTED -> once(failure, "The provider answers another 4xx.");
            case CONTEXT_OVERFLOW ->
                new FailurePolicy(
                        failure,
                        "The prompt exceeds the model's context, by count or by the provider's answer.",
                        2,
                        "Asks once more with less evidence.",
                        false,
                        NEVER,
                        PERSON,
                        false);
            case MODEL_REFUSED ->
                new FailurePolicy(
                        failure,
                        "The reply is a refusal.",
                        2,
                        "Asks the next provider once.",
                        false,
                        NEVER,
                        PERSON,
                        false);
            case MALFORMED_OUTPUT -> repaired(failure, "The reply does not parse against the stage's schema.");
            case OUTPUT_REJECTED -> repaired(failure, "The stage's gate rejects the output.");
            case UNGROUNDED -> repaired(failure, "The gate finds statements that no evidence bears.");
            case LOW_CONFIDENCE ->
                new FailurePolicy(
                        failure,
                        "The votes agree less than the bar asks for.",
                        1,
                        "Asks for 3 or 5 votes near a threshold or on disagreement.",
                        false,
                        NEVER,
                        PERSON,
                        false);
            case TOOL_FAILED ->
                new FailurePolicy(
                        failure,
                        "A tool that the stage cannot do without fails or times out.",
                        3,
                        "Backs off with jitter behind a breaker per tool; optional tools degrade to PARTIAL.",
                        false,
                        LATER,
                        PERSON,
                        true);
            case TOOL_CONTRACT_DRIFT -> once(failure, "A tool's answer no longer fits its schema; alerted.");
            case BUDGET_EXHAUSTED -> once(failure, "The next call would exceed the attempt's tokens or cost.");
            case LOOP_DETECTED ->
                once(
                        failure,
                        "A lead has had more hand-overs than the limit, an answer's lineage is not its request's, or an attempt makes the same tool or model call three times.");
            case STAGE_TIMEOUT ->
                once(failure, "A record exceeds its time, or no answer comes while the stage is healthy.");
            case CRASH_LOOP -> once(failure, "The record ended the process twice while alone in flight.");
            case APPROVAL_REQUIRED ->
                once(failure, "The list asks for approval before delivery, or a model for a call of a sensitive tool.");
            case INTERNAL -> once(failure, "An unexpected exception reaches the outermost backstop: a defect of ours.");
        };
    }

    /** Every policy, in the order of the classes. */
    public static List<FailurePolicy> all() {
        return Arrays.stream(FailureClass.values()).map(FailurePolicies::of).toList();
    }

    private static FailurePolicy once(FailureClass failure, String detector) {
        return new FailurePolicy(failure, detector, 1, "Nothing.", false, NEVER, PERSON, false);
    }

    private static FailurePolicy call(FailureClass failure, String detector) {
        String inAgent = "Backs off exponentially with jitter, then asks the next provider.";
        return new FailurePolicy(failure, detector, 3, inAgent, false, LATER, PERSON, true);
    }

    private static FailurePolicy outage(FailureClass failure, String detector) {
        String inAgent = "Pauses the topic, keeps the work in Kafka, resumes on a good probe.";
        return new FailurePolicy(failure, detector, 1, inAgent, true, NEVER, RECOVERY, true);
    }

    private static FailurePolicy repaired(FailureClass failure, String detector) {
        String inAgent = "One repair loop: at most 2 asks that name the violations; the candidate is kept.";
        return new FailurePolicy(failure, detector, 3, inAgent, false, NEVER, PERSON, false);
    }
}
