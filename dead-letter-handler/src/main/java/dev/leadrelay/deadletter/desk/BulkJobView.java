package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * A decision about many dead letters as it goes on.
 *
 * @param note why it waits; empty otherwise
 * @param canary what the first leads are watched for; empty without
 * @param commands what can be told to it now: pause, resume, abort
 * @param next query string of the next page of items; empty when this is the last
 */
public record BulkJobView(
        JobRow job, String canary, String note, List<String> commands, List<ItemRow> items, String next) {

    /** A job in a table. */
    public record JobRow(
            String id,
            String kind,
            String by,
            String selection,
            String reason,
            String phase,
            int total,
            int dispatched,
            int skipped,
            int percent,
            String created,
            boolean ended) {
        /** Address of its page. */
        public String href() {
            return Links.job(id);
        }
    }

    /** An item of a job and what became of it. */
    public record ItemRow(int number, String letter, String lead, String state, String line) {
        /** Address of the page of the dead letter. */
        public String href() {
            return Links.letter(letter);
        }
    }
}
