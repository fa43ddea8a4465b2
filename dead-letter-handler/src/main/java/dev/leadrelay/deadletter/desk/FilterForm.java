package dev.leadrelay.deadletter.desk;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The filter above a table: what stands in it and what can be chosen; empty is any.
 *
 * @param query the same as a query string without the page, so that a link keeps it
 */
public record FilterForm(
        String list,
        String stage,
        String failureClass,
        String state,
        String fingerprint,
        String text,
        String since,
        String until,
        List<String> stages,
        List<String> classes,
        List<String> states,
        String query) {
    /** Stage and class of what has no other. */
    public static final String UNKNOWN = "UNKNOWN";

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** A stage or class as people read it. */
    public static String words(String name) {
        return name.equals(UNKNOWN) ? "foreign or unknown" : name;
    }

    /** Type of a field for days; one that holds a moment of a day is a text, which a field for days would drop. */
    public static String type(String time) {
        return time.isEmpty() || DAY.matcher(time).matches() ? "date" : "text";
    }
}
