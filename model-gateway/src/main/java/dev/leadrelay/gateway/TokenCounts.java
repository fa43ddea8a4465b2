package dev.leadrelay.gateway;

/** Tokens of one try, as the provider bills them. */
record TokenCounts(long prompt, long completion) {
    /** Providers bill nothing for a request they answer with an error status. */
    static final TokenCounts NOTHING = new TokenCounts(0, 0);
}
