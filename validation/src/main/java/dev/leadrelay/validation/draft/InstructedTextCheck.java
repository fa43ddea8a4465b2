package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Claim;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.lead.LeadTexts;
import dev.leadrelay.validation.text.Payloads;
import java.util.ArrayList;
import java.util.List;

/** Nothing stands in the message because a note or a page told a model to write it. */
final class InstructedTextCheck implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.instructed-text";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        Payloads payloads = Payloads.of(foreign(subject));
        String text = subject.draft().getSubject() + "\n" + subject.draft().getBody();
        String echoed = payloads.echoedIn(text, Sources.texts(subject));
        return echoed == null
                ? List.of()
                : List.of(Violations.reject(
                        code(),
                        "/body",
                        "says \"" + Violations.shortened(echoed)
                                + "\", which stands only in text that is addressed to a model; leave it out"));
    }

    /** Everything that came from outside, as it came. */
    private static List<String> foreign(DraftSubject subject) {
        List<String> texts = new ArrayList<>();
        LeadTexts.singleLine(subject.lead(), (path, text) -> texts.add(text));
        LeadTexts.multiLine(subject.lead(), (path, text) -> texts.add(text));
        for (Evidence evidence : subject.research().getEvidence()) {
            texts.add(evidence.getQuote());
        }
        for (Claim claim : subject.research().getClaims()) {
            texts.add(claim.getStatement());
        }
        return texts;
    }
}
