package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.HiddenCharacters;
import java.util.ArrayList;
import java.util.List;

/** Subject, body and footer have no control, bidi or other hidden characters. */
final class DraftCharactersCheck implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.control-character";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        look("/subject", subject.draft().getSubject(), found);
        look("/body", subject.draft().getBody(), found);
        look("/footer", subject.draft().getFooter(), found);
        return found;
    }

    private void look(String path, String text, List<Violation> found) {
        int at = HiddenCharacters.indexIn(text, true);
        if (at >= 0) {
            String character = "U+%04X".formatted(text.codePointAt(at));
            found.add(Violations.reject(code(), path, "has the hidden character " + character + "; remove it"));
        }
    }
}
