package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * Dead letters of one cause.
 *
 * @param firstSeen how long ago the first one was, for people
 * @param lastSeen how long ago the last one was, for people
 * @param recurred whether it was settled by decisions and is open again
 * @param trend heights of the bars of the last days, 0 to 100, today last
 */
public record GroupRow(
        String fingerprint,
        String stage,
        String failureClass,
        String message,
        long count,
        long open,
        String firstSeen,
        String lastSeen,
        boolean recurred,
        List<Integer> trend) {
    /** Address of the page of its dead letters. */
    public String href() {
        return Links.letters("fingerprint", fingerprint);
    }
}
