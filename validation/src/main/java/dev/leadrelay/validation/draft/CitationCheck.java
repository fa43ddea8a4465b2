package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.research.EvidenceIndex;
import java.util.ArrayList;
import java.util.List;

/** The draft cites evidence, and all that it cites exists. */
final class CitationCheck implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.uncited";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        List<String> cited = subject.draft().getCitedEvidenceIds();
        if (cited.isEmpty()) {
            found.add(Violations.reject(code(), "/citedEvidenceIds", "the draft cites no evidence"));
        }
        String unknown = new EvidenceIndex(subject.research()).firstUnknown(cited);
        if (unknown != null) {
            String message = "cites evidence that does not exist: " + Violations.shortened(unknown);
            found.add(Violations.reject("draft.unknown-evidence", "/citedEvidenceIds", message));
        }
        return found;
    }
}
