package dev.leadrelay.agent.worker;

/**
 * What the group's offsets say of a partition beside the position: whether its last owner ended in good order, and, when it did not
 * again and again, which records are suspected of ending the process. An owner writes it open before it begins anything and
 * closed at an orderly end; whoever finds it open knows that the end before was none. Suspects run in small groups; when a process
 * ends during one, those of that group run one at a time (ADR 10). Pure, immutable.
 *
 * @param open true while an owner works on the partition
 * @param since where the partition stood when that owner began
 * @param ends how much the unclean ends in a row speak for a crash loop
 * @param suspects who is suspected
 * @param alone who runs, or ran, as the only record in flight
 */
record CrashMark(boolean open, Progress since, int ends, Suspects suspects, Alone alone) {
    static final CrashMark NONE = new CrashMark(false, new Progress(0, 0), 0, Suspects.NOBODY, Alone.NOBODY);

    /** An end after which nothing at all was committed. */
    private static final int SILENT_END = 2;
    /** An end after which later records were committed, but not the first one. */
    private static final int STUCK_END = 1;
    /** Twice nothing, or four times everything but the first: no killed process or lost machine any more. */
    private static final int SUSPICIOUS = 4;
    /** Ends of the process with one record in flight that are no coincidence. */
    private static final int CONDEMNING = 2;

    /**
     * Where a partition stands.
     *
     * @param finishedAbove finished records above the frontier
     */
    record Progress(long frontier, int finishedAbove) {
        static Progress of(CommitPoint point) {
            return new Progress(point.frontier(), point.finished().cardinality());
        }
    }

    /**
     * Records that may have been in flight when a process ended.
     *
     * @param end first offset that cannot have been
     * @param left most records below it that are still to be run; zero when nobody is suspected
     * @param atOnce how many of them run at once, nothing else being in flight
     * @param running whether some do
     */
    record Suspects(long end, int left, int atOnce, boolean running) {
        static final Suspects NOBODY = new Suspects(0, 0, 0, false);

        Suspects withRunning(boolean now) {
            return now == running ? this : new Suspects(end, left, atOnce, now);
        }

        Suspects lessOne() {
            return new Suspects(end, Math.max(0, left - 1), atOnce, running);
        }
    }

    /**
     * The record that was chosen to run as the only one.
     *
     * @param offset {@code -1} when none was
     * @param running whether it runs, so that an unclean end is its doing
     * @param ends how often it ended the process so
     */
    record Alone(long offset, boolean running, int ends) {
        static final Alone NOBODY = new Alone(-1, false, 0);

        boolean isSomebody() {
            return offset >= 0;
        }

        Alone withRunning(boolean now) {
            return now == running ? this : new Alone(offset, now, ends);
        }

        private boolean isUnfinished(CommitPoint point) {
            long bit = offset - point.frontier();
            return isSomebody()
                    && bit >= 0
                    && (bit > Integer.MAX_VALUE || !point.finished().get((int) bit));
        }
    }

    /**
     * The mark of the next owner.
     *
     * @param point what is committed
     * @param end first offset without a record
     * @param capacity most records that the owner before may have had in flight
     */
    CrashMark begun(CommitPoint point, long end, int capacity) {
        Progress now = Progress.of(point);
        if (isSuspicious()) {
            return new CrashMark(true, now, 0, suspectsNow(), aloneNow(point));
        }
        boolean clean = !open || now.frontier > since.frontier || end <= now.frontier;
        int endsNow = clean ? 0 : ends + (now.finishedAbove > since.finishedAbove ? STUCK_END : SILENT_END);
        if (endsNow < SUSPICIOUS) {
            return new CrashMark(true, now, endsNow, Suspects.NOBODY, Alone.NOBODY);
        }
        // In groups of the root of them all, as many groups are to be run as there then are lone ones.
        int atOnce = (int) Math.ceil(Math.sqrt(capacity));
        return new CrashMark(true, now, 0, new Suspects(end, capacity, atOnce, false), Alone.NOBODY);
    }

    /** True while somebody may be suspected. */
    boolean isSuspicious() {
        return suspects.left > 0 || alone.isSomebody();
    }

    private Suspects suspectsNow() {
        boolean endedByGroup = open && suspects.running;
        return endedByGroup ? new Suspects(suspects.end, suspects.atOnce, 1, false) : suspects.withRunning(false);
    }

    private Alone aloneNow(CommitPoint point) {
        if (!alone.isUnfinished(point)) {
            return Alone.NOBODY;
        }
        return new Alone(alone.offset, false, open && alone.running ? alone.ends + 1 : alone.ends);
    }

    /** True when the record at that offset, the next one that may be started, is suspected. */
    boolean suspects(long next) {
        return (suspects.left > 0 && next < suspects.end) || next <= alone.offset;
    }

    /** True when suspects of this partition run, or one of them does alone. */
    boolean running() {
        return suspects.running || alone.running;
    }

    /** The mark while a group of suspects runs. */
    CrashMark group() {
        return new CrashMark(open, since, ends, suspects.withRunning(true), alone);
    }

    /** The mark when one of the group was started. */
    CrashMark started() {
        return new CrashMark(open, since, ends, suspects.lessOne(), alone);
    }

    /** The mark while that record runs alone. */
    CrashMark alone(long offset) {
        return offset == alone.offset
                ? new CrashMark(open, since, ends, suspects, alone.withRunning(true))
                : new CrashMark(open, since, ends, suspects.lessOne(), new Alone(offset, true, 0));
    }

    /** The mark while records of another partition run. */
    CrashMark waiting() {
        return new CrashMark(open, since, ends, suspects.withRunning(false), alone.withRunning(false));
    }

    /** True when that record ended the process, alone, too often: it must not be started again. */
    boolean condemns(long offset) {
        return offset == alone.offset && alone.ends >= CONDEMNING;
    }

    /** Nobody is suspected any more. */
    CrashMark acquitted() {
        return new CrashMark(open, since, ends, Suspects.NOBODY, Alone.NOBODY);
    }

    /** The owner ends in good order. */
    CrashMark closed() {
        return new CrashMark(false, since, 0, suspects.withRunning(false), alone.withRunning(false));
    }
}
