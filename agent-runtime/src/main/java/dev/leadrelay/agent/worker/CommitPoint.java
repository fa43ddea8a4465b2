package dev.leadrelay.agent.worker;

import java.util.BitSet;

/**
 * A position in one partition: everything below the frontier is finished, and above it what the bits say.
 *
 * @param frontier first unfinished offset
 * @param finished bit {@code i} stands for offset {@code frontier + i}; never changed after construction
 */
record CommitPoint(long frontier, BitSet finished) {

    static CommitPoint at(long frontier) {
        return new CommitPoint(frontier, new BitSet());
    }
}
