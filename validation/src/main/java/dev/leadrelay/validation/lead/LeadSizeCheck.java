package dev.leadrelay.validation.lead;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.LeadLimits;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/** A lead is not absurdly large; long notes are only worth a warning. */
record LeadSizeCheck(LeadLimits limits) implements Check<Lead> {
    @Override
    public String code() {
        return "lead.too-large";
    }

    @Override
    public List<Violation> check(Lead lead) {
        List<Violation> found = new ArrayList<>();
        long[] size = {0};
        LeadTexts.singleLine(lead, (path, text) -> size[0] += text.length());
        LeadTexts.multiLine(lead, (path, text) -> size[0] += path.length() + text.length());
        if (size[0] > limits.maxSize()) {
            String message = "the lead has " + size[0] + " characters, at most " + limits.maxSize() + " are taken";
            found.add(Violations.reject(code(), "", message));
        }
        String notes = lead.getNotes();
        if (notes != null && notes.length() > limits.longNotes()) {
            String message = "the notes have " + notes.length() + " characters; prompts get the first part only";
            found.add(Violations.warn("lead.long-notes", "/notes", message));
        }
        return found;
    }
}
