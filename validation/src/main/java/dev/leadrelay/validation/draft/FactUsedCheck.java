package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Evidence;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.research.EvidenceIndex;
import dev.leadrelay.validation.text.Folding;
import dev.leadrelay.validation.text.Languages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The body uses something of what it cites: it shares words that mean something with a cited quote, the names of
 * company and lead aside. Across languages few words are shared, so there the check only asks for a person.
 */
final class FactUsedCheck implements Check<DraftSubject> {
    private static final int ENOUGH = 2;
    private static final int STEM = 5;

    @Override
    public String code() {
        return "draft.fact-unused";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        EvidenceIndex index = new EvidenceIndex(subject.research());
        Set<String> ignored = Sources.companyNames(subject);
        ignored.addAll(Sources.leadNames(subject.lead()));
        String body = subject.draft().getBody();
        String foldedBody = Folding.fold(body);
        Set<String> stems = stems(body, ignored);
        boolean foreign = false;
        boolean any = false;
        for (String id : subject.draft().getCitedEvidenceIds()) {
            Evidence evidence = index.find(id);
            if (evidence == null) {
                continue;
            }
            any = true;
            if (uses(stems, foldedBody, evidence.getQuote(), ignored)) {
                return List.of();
            }
            String language = Languages.guess(evidence.getQuote());
            foreign |= !language.equals(Languages.primary(subject.draft().getLanguage()));
        }
        if (!any) {
            return List.of();
        }
        String message = "the body uses none of the facts it cites; name one of them";
        return List.of(
                foreign ? Violations.review(code(), "/body", message) : Violations.reject(code(), "/body", message));
    }

    private static boolean uses(Set<String> body, String foldedBody, String quote, Set<String> ignored) {
        Set<String> wanted = stems(quote, ignored);
        if (wanted.isEmpty()) {
            return true;
        }
        int needed = Math.min(ENOUGH, wanted.size());
        int shared = 0;
        for (String stem : wanted) {
            // Compounds hide a word: "Logistiksoftware" uses "Logistik".
            boolean compound = stem.length() >= STEM && foldedBody.contains(stem);
            boolean unspaced = Folding.hasCjk(stem) && foldedBody.contains(stem);
            if (body.contains(stem) || compound || unspaced) {
                shared++;
            }
        }
        return shared >= needed;
    }

    /** The first letters of the words that mean something, so that endings do not matter; numbers whole. */
    private static Set<String> stems(String text, Set<String> ignored) {
        Set<String> stems = new HashSet<>();
        for (String word : Folding.words(text)) {
            boolean number = Character.isDigit(word.charAt(0));
            if (Folding.hasCjk(word)) {
                for (int i = 0; i + 2 <= word.length(); i++) {
                    stems.add(word.substring(i, i + 2));
                }
            } else if ((number || word.length() >= 4) && !ignored.contains(word) && !Languages.isStopWord(word)) {
                stems.add(number ? word : word.substring(0, Math.min(word.length(), STEM)));
            }
        }
        return stems;
    }
}
