package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Languages;
import java.util.ArrayList;
import java.util.List;

/** The draft is said to be in the language that was asked for, and does not clearly look like another. */
final class LanguageCheck implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.language";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String expected = Languages.primary(subject.language());
        String declared = subject.draft().getLanguage();
        if (!Languages.primary(declared).equals(expected)) {
            String message = "the draft is in " + Violations.shortened(declared) + ", "
                    + Violations.shortened(subject.language()) + " was asked for";
            found.add(Violations.reject(code(), "/language", message));
        }
        String guess = Languages.guess(subject.draft().getBody());
        if (!guess.isEmpty() && !guess.equals(expected)) {
            String message =
                    "the body looks like " + guess + ", " + Violations.shortened(subject.language()) + " was asked for";
            found.add(Violations.review("draft.language-implausible", "/body", message));
        }
        return found;
    }
}
