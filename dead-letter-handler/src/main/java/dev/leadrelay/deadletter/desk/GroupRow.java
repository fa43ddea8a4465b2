package dev.leadrelay.deadletter.desk;

/**
 * Dead letters of one cause.
 *
 * @param firstSeen how long ago the first one was, for people
 * @param lastSeen how long ago the last one was, for people
 */
public record GroupRow(
        String fingerprint,
        String stage,
        String failureClass,
        String message,
        long count,
        long open,
        String firstSeen,
        String lastSeen) {
    /** Address of the page of its dead letters. */
    public String href() {
        return Links.letters("fingerprint", fingerprint);
    }
}
