package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.EvidenceKind;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.ToolReturns;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.lead.LeadTexts;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.List;

/** Each quote stands, white space aside, in what a tool returned from its address, or in a field of the lead. */
final class QuoteReturnedCheck implements Check<ResearchSubject> {
    @Override
    public String code() {
        return "research.quote-not-returned";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        ToolReturns returned = subject.returned();
        List<Evidence> all = subject.research().getEvidence();
        for (int i = 0; i < all.size(); i++) {
            Evidence evidence = all.get(i);
            String quote = Folding.squeeze(evidence.getQuote());
            if (evidence.getKind() == EvidenceKind.LEAD_FIELD) {
                if (!inLead(quote, subject.lead())) {
                    found.add(notReturned(i, "the quote stands in no field of the lead", quote));
                }
            } else if (returned != null) {
                String text = returned.squeezedText(evidence.getUrl());
                if (text == null) {
                    String message = "no tool returned the address " + Violations.shortened(evidence.getUrl());
                    found.add(Violations.reject("research.url-not-returned", "/evidence/" + i + "/url", message));
                } else if (!text.contains(quote)) {
                    found.add(notReturned(i, "the quote does not stand in what the tool returned", quote));
                }
            }
        }
        return found;
    }

    private Violation notReturned(int i, String what, String quote) {
        return Violations.reject(code(), "/evidence/" + i + "/quote", what + ": " + Violations.shortened(quote));
    }

    private static boolean inLead(String quote, Lead lead) {
        boolean[] present = {String.valueOf(lead.getEmployeeCount()).equals(quote)};
        LeadTexts.singleLine(
                lead, (path, text) -> present[0] |= Folding.squeeze(text).contains(quote));
        LeadTexts.multiLine(
                lead, (path, text) -> present[0] |= Folding.squeeze(text).contains(quote));
        return present[0];
    }
}
