package dev.leadrelay.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A quote as the simulator understands it, read once for all descriptions it is held against.
 *
 * @param lower its text in lower case
 * @param sentences its sentences, those that talk to the model left out
 */
record ReadQuote(Quote quote, String lower, List<Sentence> sentences) {
    /** One sentence with the stems of its words. */
    record Sentence(String text, Set<String> stems) {
        int shared(Set<String> words) {
            int shared = 0;
            for (String word : words) {
                shared += stems.contains(word) ? 1 : 0;
            }
            return shared;
        }
    }

    static ReadQuote of(Quote quote) {
        List<Sentence> sentences = new ArrayList<>();
        for (String sentence : Sentences.of(quote.text())) {
            if (!Sentences.isInstruction(sentence)) {
                sentences.add(new Sentence(sentence, Sentences.stems(sentence)));
            }
        }
        return new ReadQuote(quote, quote.text().toLowerCase(Locale.ROOT), sentences);
    }

    /** How many of the words the best of its sentences repeats. */
    int shared(Set<String> words) {
        int most = 0;
        for (Sentence sentence : sentences) {
            most = Math.max(most, sentence.shared(words));
        }
        return most;
    }

    /** The sentence that repeats most of the words. */
    String best(Set<String> words) {
        String best = quote.text();
        int most = -1;
        for (Sentence sentence : sentences) {
            if (sentence.shared(words) > most) {
                most = sentence.shared(words);
                best = sentence.text();
            }
        }
        return best;
    }
}
