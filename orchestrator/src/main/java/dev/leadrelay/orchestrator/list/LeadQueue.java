package dev.leadrelay.orchestrator.list;

/** The two queues of a list. */
public enum LeadQueue {
    /** Leads that were never admitted. */
    NEW,
    /** Leads that a decision resumed; they go first. */
    RESUMED
}
