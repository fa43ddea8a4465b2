package dev.leadrelay.agent.worker;

import java.util.BitSet;

/** A growing set of offsets that lie close together, kept as bits from a base that moves up. Not thread-safe. */
final class OffsetSet {
    private static final int SHIFT = 8_192;

    private long base;
    private BitSet bits;

    OffsetSet(long base, BitSet bits) {
        this.base = base;
        this.bits = bits;
    }

    OffsetSet(long base) {
        this(base, new BitSet());
    }

    OffsetSet copy() {
        return new OffsetSet(base, (BitSet) bits.clone());
    }

    boolean contains(long offset) {
        return offset >= base && offset < base + bits.length() && bits.get((int) (offset - base));
    }

    void add(long offset) {
        bits.set(Math.toIntExact(offset - base));
    }

    void remove(long offset) {
        if (contains(offset)) {
            bits.clear((int) (offset - base));
        }
    }

    boolean isEmpty() {
        return bits.isEmpty();
    }

    int size() {
        return bits.cardinality();
    }

    /** Smallest offset of the set. */
    long first() {
        return base + bits.nextSetBit(0);
    }

    /** Smallest offset from {@code offset} (not below the base) on that is not in the set. */
    long nextAbsent(long offset) {
        return offset >= base + bits.length() ? offset : base + bits.nextClearBit((int) (offset - base));
    }

    /** The offsets from {@code offset} on, as bits relative to it. */
    BitSet from(long offset) {
        return offset >= base + bits.length() ? new BitSet() : bits.get((int) (offset - base), bits.length());
    }

    /** Forgets everything below {@code offset}. */
    void forgetBelow(long offset) {
        if (offset <= base) {
            return;
        }
        if (offset - base >= SHIFT) {
            bits = from(offset);
            base = offset;
        } else {
            bits.clear(0, (int) (offset - base));
        }
    }
}
