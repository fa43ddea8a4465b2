package dev.leadrelay.deadletter;

/** How a dead letter stands. */
enum ItemState {
    /** Nobody has decided, or what was decided was refused. */
    OPEN,
    /** A decision stands in its topic and is not answered yet. */
    DECIDED,
    /** The lead, or the record, went on. */
    RETRIED,
    /** It was given up, with a reason. */
    DISCARDED,
    /** The orchestrator settled it without a decision, for example because a late answer arrived. */
    SUPERSEDED
}
