package dev.leadrelay.agent.stage;

import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Stage;
import org.jspecify.annotations.Nullable;

/** Whether a header is one that can be answered: it names a lead, and this stage. Pure. */
final class HeaderCheck {
    /** Longer identifiers come from no producer of ours and would make keys and logs unusable. */
    static final int MAX_ID = 512;

    private HeaderCheck() {}

    /** What is wrong with the header, one sentence; null when it is usable. */
    static @Nullable String problem(HandoffHeader header, Stage stage) {
        if (header.getStage() != stage) {
            return "the header asks stage " + header.getStage() + ", but this is " + stage;
        }
        if (!isId(header.getListId()) || !isId(header.getLeadId()) || !isId(header.getHandoffId())) {
            return "the header's listId, leadId and handoffId must have 1 to " + MAX_ID + " characters";
        }
        if (header.getLineage().length() > MAX_ID) {
            return "the header's lineage has more than " + MAX_ID + " characters";
        }
        if (header.getAttempt() < 1) {
            return "attempts count from 1, the header says " + header.getAttempt();
        }
        return null;
    }

    private static boolean isId(String text) {
        return !text.isBlank() && text.length() <= MAX_ID;
    }
}
