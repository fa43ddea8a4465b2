package dev.leadrelay.deadletter.desk;

import java.util.List;

/**
 * All that is known of one lead.
 *
 * @param status how it ended; PARKED or UNDER WAY where it has not
 * @param note where the rest of it is, when this is not all; empty otherwise
 * @param draft null-free: the subject is empty where there is none
 */
public record LeadView(
        String key,
        String listId,
        String who,
        String status,
        String reason,
        String cost,
        String note,
        List<Event> timeline,
        List<Known> claims,
        List<String> contradictions,
        List<Quote> evidence,
        String score,
        String scoreSummary,
        List<CriterionRow> criteria,
        String subject,
        String body,
        String footer) {

    /** Whether nothing more will happen to it. */
    public boolean ended() {
        return !status.equals("PARKED") && !status.equals("UNDER WAY");
    }

    /** Address of the page of its list. */
    public String listHref() {
        return Links.list(listId);
    }

    /**
     * Something that happened to it.
     *
     * @param href page that tells more; empty where there is none
     * @param tone how it reads: good, bad or plain
     */
    public record Event(String at, String what, String detail, String href, String tone) {}

    /** A claim and the numbers of the quotes it rests on. */
    public record Known(String topic, String statement, List<Integer> quotes) {}

    /** A quote and where it stands. */
    public record Quote(int number, String text, String source, String retrieved) {}

    /** A criterion of the score. */
    public record CriterionRow(
            String criterion, String level, int points, int most, String reason, List<Integer> quotes) {}
}
