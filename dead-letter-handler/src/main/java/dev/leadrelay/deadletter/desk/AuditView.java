package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * All decisions, the latest first.
 *
 * @param next query string of the next page; empty when this is the last
 */
public record AuditView(List<Entry> entries, String next) {
    /** A decision with what it was about. */
    public record Entry(DecisionRow decision, String letter, String lead, String stage, String failureClass) {
        /** Address of the page of what it was about. */
        public String href() {
            return Links.letter(letter);
        }
    }
}
