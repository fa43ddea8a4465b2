package dev.leadrelay.deadletter.desk;

/**
 * A dead letter in a table.
 *
 * @param lead key of the lead; empty for a record of no known lead
 * @param parked when, for people
 * @param age how long ago, for people
 */
public record LetterRow(
        String id,
        String lead,
        String list,
        String stage,
        String failureClass,
        String message,
        String state,
        String parked,
        String age) {
    /** Address of its page. */
    public String href() {
        return Links.letter(id);
    }

    /** Address of the page of its lead. */
    public String leadHref() {
        return Links.lead(lead);
    }
}
