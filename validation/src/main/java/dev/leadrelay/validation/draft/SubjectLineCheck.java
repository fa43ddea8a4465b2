package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftLimits;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/** The subject is one line that says something and is not too long. */
record SubjectLineCheck(DraftLimits limits) implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.subject";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String line = subject.draft().getSubject();
        if (line.isBlank()) {
            found.add(Violations.reject(code(), "/subject", "the subject is empty"));
        } else if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            found.add(Violations.reject(code(), "/subject", "the subject has more than one line"));
        }
        if (line.length() > limits.maxSubject()) {
            String message = "the subject has " + line.length() + " characters, at most " + limits.maxSubject();
            found.add(Violations.reject("draft.subject-length", "/subject", message));
        }
        return found;
    }
}
