package dev.leadrelay.gateway;

/** Why the model stopped writing. */
public enum FinishReason {
    /** It was done. */
    STOP,
    /** It ran into the limit of output tokens: the text is cut. */
    LENGTH,
    /** It wants tools to be called. */
    TOOL_CALLS,
    /** The provider told nothing, or something unknown. */
    OTHER
}
