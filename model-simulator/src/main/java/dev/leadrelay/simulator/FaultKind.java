package dev.leadrelay.simulator;

/** What the simulator can do wrong on purpose. */
public enum FaultKind {
    /** HTTP 429 with Retry-After. */
    RATE_LIMITED,
    /** HTTP 500. */
    SERVER_ERROR,
    /** No answer for {@link SimulatorSettings#hang()}, then a closed connection. */
    HANG,
    /** The answer breaks off in mid-JSON. */
    TRUNCATED_JSON,
    /** The answer is right, but stands in a Markdown fence. */
    FENCED_JSON,
    /** The answer has other field names than asked for, or calls a tool that was not offered. */
    WRONG_FIELDS,
    /** The answer cites evidence that does not exist. */
    INVENTED_EVIDENCE,
    /** The model declines. */
    REFUSAL,
    /** A score with another level for one criterion. */
    FLIPPED_LEVEL
}
