package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Contradiction;
import dev.leadrelay.schemas.records.ContradictoryStatement;
import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import dev.leadrelay.validation.text.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the sources contradict each other about is not known, so a draft says none of it: not the words of a statement,
 * and no number that only such statements have. A number that the evidence has elsewhere too, or the seller, may stand.
 */
final class ContradictedFactCheck implements Check<DraftSubject> {
    @Override
    public String code() {
        return "draft.contradicted-fact";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        List<Contradiction> contradictions = subject.research().getContradictions();
        if (contradictions.isEmpty()) {
            return List.of();
        }
        Set<String> elsewhere = numbersElsewhere(subject, contradictions);
        List<Violation> found = new ArrayList<>();
        for (Contradiction contradiction : contradictions) {
            look("/subject", subject.draft().getSubject(), contradiction, elsewhere, found);
            look("/body", subject.draft().getBody(), contradiction, elsewhere, found);
        }
        return found;
    }

    private void look(
            String path, String text, Contradiction contradiction, Set<String> elsewhere, List<Violation> found) {
        Set<String> contradicted = new HashSet<>();
        contradiction.getStatements().forEach(side -> Numbers.collect(side.getText(), contradicted));
        Set<String> said = new HashSet<>();
        for (Numbers.Mention mention : Numbers.mentions(text)) {
            if (mention.groundedIn(contradicted) && !mention.groundedIn(elsewhere)) {
                said.add(mention.text());
            }
        }
        String comparable = comparable(text);
        for (ContradictoryStatement side : contradiction.getStatements()) {
            String statement = comparable(side.getText());
            if (!statement.isEmpty() && comparable.contains(statement)) {
                said.add(side.getText());
            }
        }
        said.stream()
                .sorted()
                .forEach(words -> found.add(Violations.reject(code(), path, message(words, contradiction))));
    }

    private static String message(String words, Contradiction contradiction) {
        return "the sources contradict each other about " + Violations.shortened(contradiction.getFact())
                + "; leave out \"" + Violations.shortened(words) + "\"";
    }

    private static Set<String> numbersElsewhere(DraftSubject subject, List<Contradiction> contradictions) {
        Set<String> numbers = new HashSet<>();
        for (Evidence evidence : subject.research().getEvidence()) {
            String rest = Folding.squeeze(evidence.getQuote());
            for (Contradiction contradiction : contradictions) {
                for (ContradictoryStatement side : contradiction.getStatements()) {
                    rest = rest.replace(Folding.squeeze(side.getText()), " ");
                }
            }
            Numbers.collect(rest, numbers);
        }
        Sources.ofSeller(subject.seller()).forEach(text -> Numbers.collect(text, numbers));
        return numbers;
    }

    private static String comparable(String text) {
        return Folding.squeeze(text).toLowerCase(Locale.ROOT);
    }
}
