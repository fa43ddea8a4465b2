package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchLimits;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/** Each quote says something and is not longer than a quote may be. */
record QuoteCheck(ResearchLimits limits) implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.quote";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        List<Evidence> all = subject.research().getEvidence();
        for (int i = 0; i < all.size(); i++) {
            String quote = all.get(i).getQuote();
            if (quote.isBlank()) {
                found.add(Violations.reject(code(), "/evidence/" + i + "/quote", "the quote is empty"));
            } else if (quote.length() > limits.maxQuote()) {
                String message = "the quote has " + quote.length() + " characters, at most " + limits.maxQuote();
                found.add(Violations.reject(code(), "/evidence/" + i + "/quote", message));
            }
        }
        return found;
    }
}
