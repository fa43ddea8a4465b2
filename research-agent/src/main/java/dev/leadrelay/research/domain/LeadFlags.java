package dev.leadrelay.research.domain;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.validation.lead.LeadTexts;
import dev.leadrelay.validation.text.InstructionText;
import java.util.ArrayList;
import java.util.List;

/** What people should know about a lead's own fields. Pure. */
final class LeadFlags {
    private LeadFlags() {}

    /** One flag for each field with text that is addressed to a model. */
    static List<String> of(Lead lead) {
        List<String> flags = new ArrayList<>();
        LeadTexts.singleLine(lead, (path, text) -> flag(flags, path, text));
        LeadTexts.multiLine(lead, (path, text) -> flag(flags, path, text));
        return flags;
    }

    private static void flag(List<String> flags, String path, String text) {
        if (InstructionText.isSuspicious(text)) {
            flags.add("lead." + path.substring(1).replace('/', '.') + ": text addressed to a model");
        }
    }
}
