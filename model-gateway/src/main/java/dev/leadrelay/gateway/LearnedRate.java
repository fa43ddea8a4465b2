package dev.leadrelay.gateway;

/**
 * The rate of requests that a provider admits, learned from its refusals (429). Without a refusal there is no limit. When more than
 * a tenth is refused, the rate is cut below what was going through; then it comes back fast, stays near the rate that was refused, and
 * only after that looks for more: the cubic curve of RFC 9438, applied to a rate as the adaptive retry mode of the AWS SDKs does.
 * Pure: time is given, in nanoseconds of one clock. Not thread-safe.
 *
 * <p>The constants come from a simulation ({@code LearnedRateTest}) of one to four clients at limits of 10 to 100 requests a second and
 * of random refusals without a limit: at least 0.93 of every limit was used, 0.043 of the requests were refused on average and 0.096
 * at most, and 0.87 of the rate was kept, in the worst of twenty runs 0.35, where one request in forty was refused for no reason.
 */
final class LearnedRate {
    /** What is left of the rate that was refused. */
    static final double CUT = 0.9;
    /** How steep the curve is: share of the refused rate per cubed second. */
    static final double STEEPNESS = 0.004;
    /** Share of refused requests that is no sign of a limit. */
    static final double TOLERATED = 0.1;
    /** Requests per second below which no refusal brings it: one in ten seconds still finds out that the limit is gone. */
    static final double LEAST = 0.1;

    /** Where it starts from when nothing has been admitted yet, in requests per second. */
    private static final double UNKNOWN = 1;

    private static final double WINDOW_SECONDS = 2;
    /** What went through in less is a burst and no rate. */
    private static final double LEAST_MEASURED_SECONDS = 0.5;

    private static final double NANOS = 1e9;
    /** From the cut back to the refused rate: there the curve is flat. */
    private static final double BACK_SECONDS = Math.cbrt((1 - CUT) / STEEPNESS);

    private double refusedRate = Double.POSITIVE_INFINITY;
    private long cutAt;
    private boolean begun;
    private long windowStart;
    private long admitted;
    private long refused;
    private double admittedRate;

    /** The rate to keep at that time, in requests per second; infinite when no limit is known. */
    double at(long now) {
        if (Double.isInfinite(refusedRate)) {
            return refusedRate;
        }
        double fromFlat = (now - cutAt) / NANOS - BACK_SECONDS;
        return Math.max(LEAST, refusedRate * (1 + STEEPNESS * fromFlat * fromFlat * fromFlat));
    }

    /** A request was admitted. */
    void admitted(long now) {
        roll(now);
        admitted++;
    }

    /**
     * A request was refused. Those that went out before the last cut say nothing new: they knew nothing of it.
     *
     * @param sentAt when the request went out
     * @return whether it was the sign of a limit
     */
    boolean refused(long sentAt, long now) {
        roll(now);
        if (!Double.isInfinite(refusedRate) && sentAt <= cutAt) {
            return true;
        }
        refused++;
        if (refused <= TOLERATED * (admitted + refused)) {
            return false;
        }
        refusedRate = Math.max(LEAST, Math.min(wentThrough(now), at(now)));
        cutAt = now;
        refused = 0;
        return true;
    }

    /** What was admitted in the last whole window; before there is one, what there is of this one. */
    private double wentThrough(long now) {
        if (admittedRate > 0) {
            return admittedRate;
        }
        if (admitted > 0) {
            return admitted / Math.max((now - windowStart) / NANOS, LEAST_MEASURED_SECONDS);
        }
        // Nothing at all: what is held is far too much.
        return Math.min(UNKNOWN, at(now) / 2);
    }

    private void roll(long now) {
        double seconds = (now - windowStart) / NANOS;
        if (begun && seconds < WINDOW_SECONDS) {
            return;
        }
        // A window ends with the next reply: one that lasted longer holds a rest, which says nothing of what would have
        // been admitted.
        admittedRate = begun && seconds < 2 * WINDOW_SECONDS ? admitted / seconds : 0;
        begun = true;
        windowStart = now;
        admitted = 0;
        refused = 0;
    }
}
