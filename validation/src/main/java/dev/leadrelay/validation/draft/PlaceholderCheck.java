package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nothing is left to be filled in. */
final class PlaceholderCheck implements Check<DraftSubject> {
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\[[^\\]\\n]{1,60}\\]"
                    + "|\\{[^}\\n]{0,60}\\}"
                    + "|<[\\p{L}/][^<>\\n]{0,60}>"
                    + "|\\$\\{|\\{\\{|%[A-Za-z_]{2,30}%|_{3,}"
                    + "|\\b(?:INSERT|TBD|TODO|FIXME|PLACEHOLDER|XX+|YOUR_[A-Z_]+|FIRST_?NAME|LAST_?NAME|COMPANY_?NAME)\\b"
                    + "|\\b(?i:lorem ipsum|insert (?:your|the|company|name|first|last)\\b|to be (?:filled|completed) in|hier einf(?:ü|ue)gen)"
                    + "|\\b(?:Your Name|Your Company|Ihr Name|Vorname|Nachname|Firmenname|Max Mustermann|John Doe|Jane Doe)\\b");

    @Override
    public String code() {
        return "draft.placeholder";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        look("/subject", subject.draft().getSubject(), subject, found);
        look("/body", subject.draft().getBody(), subject, found);
        return found;
    }

    private void look(String path, String text, DraftSubject subject, List<Violation> found) {
        for (Matcher m = PLACEHOLDER.matcher(text); m.find(); ) {
            // People and companies may be called like a placeholder.
            if (!isGiven(m.group(), subject)) {
                String message = "has the placeholder " + Violations.shortened(m.group())
                        + "; write the real value or leave it out";
                found.add(Violations.reject(code(), path, message));
                return;
            }
        }
    }

    private static boolean isGiven(String text, DraftSubject subject) {
        String fullName = subject.lead().getFirstName() + " " + subject.lead().getLastName();
        return text.equals(fullName)
                || text.equals(subject.lead().getFullName())
                || text.equals(subject.lead().getCompany());
    }
}
