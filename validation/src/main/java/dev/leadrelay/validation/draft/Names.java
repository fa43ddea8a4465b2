package dev.leadrelay.validation.draft;

import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.validation.text.Folding;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Compares names as written in a message with those that are given. */
final class Names {
    private Names() {}

    /** True when every part of the written name is among the given words: hyphens, accents and a genitive s aside. */
    static boolean allIn(String written, Set<String> given) {
        return in(Folding.words(written), given) || in(Folding.words(Folding.foldGerman(written)), given);
    }

    /** True for a name in a script without spaces that is, with an honorific or in part, the lead's. */
    static boolean isCjkNameOf(String written, Lead lead) {
        if (!Folding.hasCjk(written)) {
            return false;
        }
        String joined = written.replaceAll("\\s", "");
        return Stream.of(lead.getFirstName(), lead.getLastName(), lead.getFullName())
                .filter(name -> name != null && !name.isBlank())
                .map(name -> name.replaceAll("\\s", ""))
                .anyMatch(name -> joined.contains(name) || name.contains(joined));
    }

    private static boolean in(List<String> words, Set<String> given) {
        return words.stream().allMatch(word -> given.contains(word) || genitiveIn(word, given));
    }

    private static boolean genitiveIn(String word, Set<String> given) {
        return word.equals("s") || word.endsWith("s") && given.contains(word.substring(0, word.length() - 1));
    }
}
