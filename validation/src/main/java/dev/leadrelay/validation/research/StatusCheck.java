package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchStatus;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/** The status says what the research has: no evidence and no claims exactly under NO_EVIDENCE. */
final class StatusCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.status";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        Research research = subject.research();
        List<Violation> found = new ArrayList<>();
        boolean nothing =
                research.getEvidence().isEmpty() && research.getClaims().isEmpty();
        if (research.getStatus() == ResearchStatus.UNKNOWN) {
            found.add(Violations.reject(code(), "/status", "the status is unknown"));
        } else if (research.getStatus() == ResearchStatus.NO_EVIDENCE && !nothing) {
            found.add(Violations.reject(code(), "/status", "NO_EVIDENCE, but there is evidence or a claim"));
        } else if (research.getStatus() != ResearchStatus.NO_EVIDENCE
                && (research.getEvidence().isEmpty() || research.getClaims().isEmpty())) {
            String message = research.getStatus() + " needs evidence and at least one claim resting on it";
            found.add(Violations.reject(code(), "/status", message));
        }
        return found;
    }
}
