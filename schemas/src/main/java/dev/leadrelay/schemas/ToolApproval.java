package dev.leadrelay.schemas;

import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/**
 * How an agent asks for approval of a sensitive tool's call: it fails with APPROVAL_REQUIRED and a violation of {@link #CODE} for each
 * call, whose path is the approval id. APPROVE puts these ids into the header of the next attempt, and only these calls may leave. Pure.
 */
public final class ToolApproval {
    /** Code of a violation that names a call to be approved. */
    public static final String CODE = "tool.approval";

    /** More calls than one reply of a model may ask for. */
    public static final int MOST = 32;

    private static final int MAX_ID = 64;

    private ToolApproval() {}

    /** The approval ids that a failure asks for; those beyond {@value #MOST}, and what is no id, are left out. */
    public static List<String> asked(List<Violation> violations) {
        return violations.stream()
                .filter(violation -> violation.getCode().equals(CODE))
                .map(Violation::getPath)
                .filter(id -> !id.isBlank() && id.length() <= MAX_ID)
                .distinct()
                .limit(MOST)
                .toList();
    }
}
