package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Phrases;
import java.util.ArrayList;
import java.util.List;

/** Nothing is left to be filled in. */
final class PlaceholderCheck implements Check<DraftSubject> {
    private static final Phrases SIGNS = new Phrases(
            false,
            "\\[[^\\]\\n]{1,60}\\]",
            "\\{[^}\\n]{0,60}\\}",
            "\\{\\{",
            "\\$\\{",
            "<[\\p{L}/][^<>\\n]{0,60}>",
            "%[A-Za-z_]{2,30}%",
            "_{3,}",
            "INSERT\\b",
            "TBD\\b",
            "TODO\\b",
            "FIXME\\b",
            "PLACEHOLDER\\b",
            "XX+\\b",
            "YOUR_[A-Z_]+",
            "FIRST_?NAME\\b",
            "LAST_?NAME\\b",
            "COMPANY_?NAME\\b",
            "Your Name\\b",
            "Your Company\\b",
            "Ihr Name\\b",
            "Vorname\\b",
            "Nachname\\b",
            "Firmenname\\b",
            "Max Mustermann\\b",
            "John Doe\\b",
            "Jane Doe\\b");
    private static final Phrases WORDS = new Phrases(
            true,
            "lorem ipsum",
            "insert (?:your|the|company|name|first|last)\\b",
            "to be (?:filled|completed) in\\b",
            "hier einf(?:ü|ue)gen\\b");

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
        List<String> written = SIGNS.allIn(text);
        written.addAll(WORDS.allIn(text));
        // People and companies may be called like a placeholder.
        written.removeIf(placeholder -> isGiven(placeholder, subject));
        if (!written.isEmpty()) {
            String message = "has the placeholder " + Violations.shortened(written.getFirst())
                    + "; write the real value or leave it out";
            found.add(Violations.reject(code(), path, message));
        }
    }

    private static boolean isGiven(String text, DraftSubject subject) {
        String fullName = subject.lead().getFirstName() + " " + subject.lead().getLastName();
        return text.equals(fullName)
                || text.equals(subject.lead().getFullName())
                || text.equals(subject.lead().getCompany());
    }
}
