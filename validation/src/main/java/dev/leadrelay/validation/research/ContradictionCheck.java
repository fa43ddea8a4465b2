package dev.leadrelay.validation.research;

import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.ResearchSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Addresses;
import dev.leadrelay.validation.text.Folding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Says aloud what the sources contradict each other about, naming the evidence; what is stated as a contradiction rests
 * on quotes from two addresses.
 */
final class ContradictionCheck implements Check<ResearchSubject> {
    private static final String FORM = "research.contradiction-form";

    @Override
    public String code() {
        return "research.contradiction";
    }

    @Override
    public List<Violation> check(ResearchSubject subject) {
        List<Violation> found = new ArrayList<>();
        EvidenceIndex index = new EvidenceIndex(subject.research());
        List<Contradiction> all = subject.research().getContradictions();
        for (int i = 0; i < all.size(); i++) {
            String path = "/contradictions/" + i;
            int before = found.size();
            Set<String> addresses = addresses(all.get(i), index, path, found);
            if (found.size() == before && addresses.size() < 2) {
                found.add(Violations.reject(FORM, path, "a contradiction needs statements from two addresses"));
            }
            if (found.size() == before) {
                found.add(Violations.warn(code(), path, message(all.get(i))));
            }
        }
        return found;
    }

    private static Set<String> addresses(
            Contradiction contradiction, EvidenceIndex index, String path, List<Violation> found) {
        Set<String> addresses = new HashSet<>();
        List<ContradictoryStatement> statements = contradiction.getStatements();
        for (int i = 0; i < statements.size(); i++) {
            String at = path + "/statements/" + i;
            Evidence evidence = index.find(statements.get(i).getEvidenceId());
            String text = Folding.squeeze(statements.get(i).getText());
            if (evidence == null) {
                found.add(Violations.reject(
                        "research.unknown-evidence",
                        at + "/evidenceId",
                        "the statement cites evidence that does not exist: "
                                + Violations.shortened(statements.get(i).getEvidenceId())));
            } else if (text.isEmpty() || !Folding.squeeze(evidence.getQuote()).contains(text)) {
                found.add(Violations.reject(
                        FORM,
                        at + "/text",
                        "the statement does not stand in the quote: " + Violations.shortened(text)));
            } else {
                addresses.add(Addresses.normal(evidence.getUrl()));
            }
        }
        return addresses;
    }

    private static String message(Contradiction contradiction) {
        List<String> sides = contradiction.getStatements().stream()
                .map(side -> "\"" + Violations.shortened(side.getText()) + "\" ("
                        + Violations.shortened(side.getEvidenceId()) + ")")
                .toList();
        return "the sources contradict each other (" + Violations.shortened(contradiction.getFact()) + "): "
                + String.join(", ", sides);
    }
}
