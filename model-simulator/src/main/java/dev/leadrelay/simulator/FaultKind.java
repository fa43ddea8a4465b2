package dev.leadrelay.simulator;

import java.util.EnumSet;
import java.util.Set;

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
    FLIPPED_LEVEL,
    /** HTTP 400: the request is not to the provider's liking. Only by a lead's wish. */
    REQUEST_REJECTED,
    /** HTTP 400: the prompt exceeds the model's context. Only by a lead's wish. */
    CONTEXT_OVERFLOW,
    /** HTTP 429 with the code of an account without credit. Only by a lead's wish. */
    OUT_OF_CREDIT,
    /** A draft with a placeholder that nobody filled in. Only by a lead's wish. */
    PLACEHOLDER,
    /** The model asks for the tool call it asked for first, again and again. Only by a lead's wish. */
    SAME_CALL;

    /** Those that befall a share of all calls when somebody asks for faults. */
    static final Set<FaultKind> AT_RANDOM = Set.copyOf(EnumSet.range(RATE_LIMITED, FLIPPED_LEVEL));
}
