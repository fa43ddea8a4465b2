package dev.leadrelay.orchestrator.lead;

import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** Wording of what people read in dead letters. */
final class Messages {
    private static final int LONGEST = 80;

    private Messages() {}

    /** What happened, with the first violation and how many more there are. */
    static String of(String what, List<Violation> violations) {
        if (violations.isEmpty()) {
            return what;
        }
        Violation first = violations.get(0);
        String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more)";
        return what + ": " + first.getCode() + ": " + first.getMessage() + more;
    }

    /** A text short enough to stand in a sentence. */
    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
