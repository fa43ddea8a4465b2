package dev.leadrelay.gateway;

import java.util.concurrent.atomic.LongAdder;

/** How often an answer was shared and how often it had to be asked for. Thread-safe. */
public final class CacheCounts {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder semanticHits = new LongAdder();

    CacheCounts() {}

    /** Calls that got the answer of another one. */
    public long hits() {
        return hits.sum();
    }

    /** Calls that were made. */
    public long misses() {
        return misses.sum();
    }

    /** Calls that got the answer to a question that means the same; neither hits nor misses of the exact cache. */
    public long semanticHits() {
        return semanticHits.sum();
    }

    void semanticHit() {
        semanticHits.increment();
    }

    void hit() {
        hits.increment();
    }

    void miss() {
        misses.increment();
    }
}
