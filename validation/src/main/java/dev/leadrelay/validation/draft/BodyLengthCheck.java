package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftLimits;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.List;

/** The body is neither empty nor too short nor too long. */
record BodyLengthCheck(DraftLimits limits) implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.body-length";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String body = subject.draft().getBody();
        if (body.isBlank()) {
            found.add(Violations.reject("draft.body-empty", "/body", "the body is empty"));
            return found;
        }
        int words = words(body);
        if (words < limits.minWords() || words > limits.maxWords()) {
            String message =
                    "the body has " + words + " words, it must have " + limits.minWords() + " to " + limits.maxWords();
            found.add(Violations.reject(code(), "/body", message));
        }
        return found;
    }

    static int words(String text) {
        int words = 0;
        int unspaced = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean cjk = Folding.isCjk(c);
            boolean letter = !cjk && Character.isLetterOrDigit(c);
            unspaced += cjk ? 1 : 0;
            words += letter && !inWord ? 1 : 0;
            inWord = letter || inWord && !Character.isWhitespace(c) && !cjk;
            i += Character.charCount(c);
        }
        return words + unspaced / 2;
    }
}
