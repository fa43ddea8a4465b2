package dev.leadrelay.validation.lead;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.HiddenCharacters;
import java.util.ArrayList;
import java.util.List;

/** A lead has no control, bidi or other hidden characters; notes and extra columns may have tabs and line ends. */
final class LeadCharactersCheck implements Check<Lead> {
    @Override
    public String code() {
        return "lead.control-character";
    }

    @Override
    public List<Violation> check(Lead lead) {
        List<Violation> found = new ArrayList<>();
        LeadTexts.singleLine(lead, (path, text) -> look(path, text, false, found));
        LeadTexts.multiLine(lead, (path, text) -> look(path, text, true, found));
        lead.getExtra().keySet().forEach(key -> look("/extra", key, false, found));
        return found;
    }

    private void look(String path, String text, boolean multiLine, List<Violation> found) {
        int at = HiddenCharacters.indexIn(text, multiLine);
        if (at >= 0) {
            String character = "U+%04X".formatted(text.codePointAt(at));
            found.add(Violations.reject(
                    code(), path, "has the hidden character " + character + " at position " + at + "; remove it"));
        }
    }
}
