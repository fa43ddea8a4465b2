package dev.leadrelay.deadletter.desk;

/**
 * What came of a decision.
 *
 * @param settled whether nothing more comes of it
 * @param next the lead's next dead letter; empty for none
 */
public record FateView(String words, boolean settled, String next) {
    /** Address of the page of the next dead letter. */
    public String nextHref() {
        return Links.letter(next);
    }
}
