package dev.leadrelay.agent.worker;

import java.util.BitSet;

/**
 * Which offsets of one partition are begun and which are committed as finished. It moves only by {@link #committed}:
 * what a commit would say is computed beforehand, so that a failed one leaves no trace. Gaps between offsets
 * (transaction markers, compaction) are legal. Not thread-safe.
 */
final class OffsetTracker {
    private final OffsetSet open;
    private final OffsetSet finished;
    private long frontier;
    private long next;

    /** Continues from what was committed. */
    OffsetTracker(CommitPoint restored) {
        this.frontier = restored.frontier();
        this.next = frontier;
        this.open = new OffsetSet(frontier);
        this.finished = new OffsetSet(frontier, (BitSet) restored.finished().clone());
        settle();
    }

    /**
     * Takes note of a fetched record.
     *
     * @return false when its work was done before, or is being done: it must not be started
     */
    boolean begin(long offset) {
        if (offset < next) {
            return false;
        }
        next = offset + 1;
        if (finished.contains(offset)) {
            settle();
            return false;
        }
        open.add(offset);
        return true;
    }

    /** Takes note that every record below {@code position} was offered to {@link #begin}; only gaps can be missing. */
    void reached(long position) {
        if (position > next) {
            next = position;
            settle();
        }
    }

    /** What to commit when the given begun offsets are finished; nothing changes. */
    CommitPoint pointAfter(Iterable<Long> offsets) {
        OffsetSet openAfter = open.copy();
        OffsetSet finishedAfter = finished.copy();
        for (long offset : offsets) {
            if (openAfter.contains(offset)) {
                openAfter.remove(offset);
                finishedAfter.add(offset);
            }
        }
        long frontierAfter = frontierOf(openAfter, finishedAfter);
        return new CommitPoint(frontierAfter, finishedAfter.from(frontierAfter));
    }

    /** Takes note of a commit known to have happened. */
    void committed(CommitPoint point) {
        if (point.frontier() > next) {
            next = point.frontier();
        }
        BitSet above = point.finished();
        for (int bit = above.nextSetBit(0); bit >= 0; bit = above.nextSetBit(bit + 1)) {
            long offset = point.frontier() + bit;
            // A point read back may be older than what is known here; what lies below the frontier is settled already.
            if (offset >= frontier) {
                finished.add(offset);
                open.remove(offset);
            }
        }
        while (!open.isEmpty() && open.first() < point.frontier()) {
            finished.add(open.first());
            open.remove(open.first());
        }
        settle();
    }

    /** True when the offset is committed as finished. */
    boolean isCommitted(long offset) {
        return offset < frontier || finished.contains(offset);
    }

    /** First offset that is not committed as finished. */
    long frontier() {
        return frontier;
    }

    /** First offset that was not offered yet. */
    long next() {
        return next;
    }

    /** Offsets between the frontier and the end of what was begun. */
    long span() {
        return next - frontier;
    }

    /** Number of records above the frontier that were begun, finished ones among them. */
    int begun() {
        return open.size() + finished.size();
    }

    /** Number of offsets above the frontier that are committed as finished. */
    int finishedAbove() {
        return finished.size();
    }

    private void settle() {
        frontier = Math.max(frontier, frontierOf(open, finished));
        next = Math.max(next, frontier);
        open.forgetBelow(frontier);
        finished.forgetBelow(frontier);
    }

    private long frontierOf(OffsetSet openNow, OffsetSet finishedNow) {
        return openNow.isEmpty() ? finishedNow.nextAbsent(next) : openNow.first();
    }
}
