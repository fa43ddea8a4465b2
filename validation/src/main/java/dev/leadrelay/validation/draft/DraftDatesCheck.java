package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Dates;
import java.util.ArrayList;
import java.util.List;

/** Each date stands, at least as exactly, in the evidence, the lead's fields or the seller's profile. */
final class DraftDatesCheck implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.ungrounded-date";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Violation> found = new ArrayList<>();
        String text = subject.draft().getSubject() + "\n" + subject.draft().getBody();
        List<Dates.Mention> mentions = Dates.mentions(text);
        if (mentions.isEmpty()) {
            return found;
        }
        List<Dates.Mention> known = new ArrayList<>();
        Sources.texts(subject).forEach(source -> known.addAll(Dates.mentions(source)));
        for (Dates.Mention mention : mentions) {
            if (!mention.groundedIn(known)) {
                String message = "the date " + Violations.shortened(mention.text())
                        + " stands neither in the evidence nor in the lead nor in the seller's facts; leave it out";
                found.add(Violations.reject(code(), "/body", message));
            }
        }
        return found;
    }
}
