package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import dev.leadrelay.validation.Check;
import dev.leadrelay.validation.DraftSubject;
import dev.leadrelay.validation.Violations;
import dev.leadrelay.validation.text.Folding;
import dev.leadrelay.validation.text.Languages;
import dev.leadrelay.validation.text.NeutralNames;
import dev.leadrelay.validation.text.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every name in the message is known: persons, places, firms and products stand in the evidence, the lead or the seller's profile. Where
 * all nouns have capitals, as in German, only words with capitals within are taken for names.
 */
final class UnknownNameCheck implements Check<DraftSubject> {

    private static final int LONGEST_SHORT_FORM = 5;

    @Override
    public String code() {
        return "draft.unknown-name";
    }

    @Override
    public List<Violation> check(DraftSubject subject) {
        String text = subject.draft().getSubject() + "\n" + subject.draft().getBody();
        boolean nouns = Languages.primary(subject.language()).equals("de")
                || Languages.guess(text).equals("de");
        List<String> names = nouns ? within(text) : Wording.names(text);
        names.removeIf(name -> NeutralNames.has(name) || isShortForm(name));
        if (names.isEmpty()) {
            return List.of();
        }
        Set<String> known = new HashSet<>(Sources.words(subject));
        Sources.addWords(known, subject.lead().getTitle());
        Sources.addWords(known, subject.lead().getEmail());
        for (String name : names) {
            if (!isKnown(name, known)) {
                return isToldAlready(subject) ? List.of() : List.of(unknown(name));
            }
        }
        return List.of();
    }

    /** Persons after a title and firms with their form are other checks'; nobody needs to be told twice. */
    private static boolean isToldAlready(DraftSubject subject) {
        return !new ForeignNameCheck().check(subject).isEmpty()
                || new CompanyNamedCheck()
                        .check(subject).stream().anyMatch(violation -> violation.getSeverity() == Severity.REJECT);
    }

    /** GDPR, ISO: short forms of things, not names. */
    private static boolean isShortForm(String name) {
        return name.length() <= LONGEST_SHORT_FORM
                && name.chars().allMatch(c -> Character.isUpperCase(c) || c == 's' || c == '&');
    }

    private Violation unknown(String name) {
        return Violations.reject(
                code(),
                "/body",
                "names " + Violations.shortened(name)
                        + ", which stands neither in the evidence nor in the lead nor in the seller's profile; leave it out");
    }

    /** A possessive or plural ending belongs to the sentence, not to the name. */
    private static boolean isKnown(String name, Set<String> known) {
        List<String> words = Folding.words(name);
        return words.stream()
                .allMatch(word -> known.contains(word)
                        || word.length() == 1
                        || NeutralNames.has(word)
                        || word.endsWith("s") && known.contains(word.substring(0, word.length() - 1)));
    }

    /** Parts of words with a capital that is not their first letter. */
    private static List<String> within(String text) {
        List<String> within = new ArrayList<>();
        for (String name : Wording.names(text)) {
            for (String part : name.split("-")) {
                if (part.chars().skip(1).anyMatch(Character::isUpperCase)) {
                    within.add(part);
                }
            }
        }
        return within;
    }
}
