package dev.leadrelay.orchestrator.lead;

/** Whether a decision is applied. */
sealed interface Ruling {
    /** It is, by what follows. */
    record Granted(Runnable then) implements Ruling {}

    /** It is not; one line for the person who decided. */
    record Refused(String reason) implements Ruling {}
}
