package dev.leadrelay.research.page;

/**
 * How much of a body is read.
 *
 * @param bytes uncompressed
 * @param cut true when a longer body is read so far and no further; false when it is refused
 */
record BodyLimit(int bytes, boolean cut) {
    /** All of it, or nothing. */
    static BodyLimit whole(int bytes) {
        return new BodyLimit(bytes, false);
    }

    /** The beginning of it. */
    static BodyLimit start(int bytes) {
        return new BodyLimit(bytes, true);
    }
}
