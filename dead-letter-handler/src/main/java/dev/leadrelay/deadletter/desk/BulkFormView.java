package dev.leadrelay.deadletter.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a decision about many dead letters, with its dry run.
 *
 * @param selection what is selected, in words
 * @param filters what the selection is made of, as fields of the form: a filter, or ids
 * @param problem why the job was not started; empty where nobody has tried
 * @param preview what it would do; null before a kind is chosen
 */
public record BulkFormView(
        String selection,
        List<Field> filters,
        String kind,
        String cost,
        String reason,
        String rate,
        String canary,
        String maxFailures,
        List<String> kinds,
        String problem,
        @Nullable Preview preview) {

    /** A hidden field. */
    public record Field(String name, String value) {}

    /**
     * A dry run.
     *
     * @param refusal why whoever looks may not start the job; empty when they may
     */
    public record Preview(
            int selected,
            int able,
            List<Line> unable,
            String gates,
            List<Line> failing,
            List<Line> unknown,
            String cost,
            String basis,
            String refusal) {}

    /** What so many have in common. */
    public record Line(String text, int count) {}
}
