package dev.leadrelay.validation.text;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What texts that are addressed to a model want to have said: quoted phrases, addresses, uncommon tokens and runs of words. An output in
 * which one of them turns up has obeyed. Immutable, pure.
 */
public final class Payloads {
    private static final int RUN = 4;
    private static final int LEAST_SAYING = 2;
    private static final int LEAST_QUOTED = 3;
    private static final String QUOTES = "\"“”„«»'‘’‚";
    private static final Pattern QUOTED = Pattern.compile(
            "[\"“”„«»]([^\"“”„«»\\n]{3,200})[\"“”„«»]|(?<![\\p{L}])['‘‚]([^'‘’‚\\n]{3,200})['’](?![\\p{L}])");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)\\b(?:words?|phrase|term|code(?:word)?|token|keyword|hashtag|slogan|expression|string|marker|wort|begriff|mot|palabra|parola|woord|slowo|słowo)\\b[ :]{1,3}(?:is |are |ist |est |es |è )?([\\p{L}\\p{N}][\\p{L}\\p{N}_-]{2,60})");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_&-]*");

    private final Set<String> phrases = new LinkedHashSet<>();
    private final Set<String> addresses = new LinkedHashSet<>();
    private final Set<String> tokens = new LinkedHashSet<>();
    private final Set<String> runs = new LinkedHashSet<>();

    private Payloads() {}

    /** The payloads of those texts that are addressed to a model; most have none. */
    public static Payloads of(List<String> texts) {
        return ofAll(texts.stream().filter(InstructionText::isSuspicious).toList());
    }

    /** What is peculiar to texts, whoever they are addressed to. */
    public static Payloads ofAll(List<String> texts) {
        Payloads payloads = new Payloads();
        texts.forEach(text -> Decoded.readings(InstructionText.visible(text)).forEach(payloads::read));
        return payloads;
    }

    /** The phrases that texts quote, and nothing else of them. */
    public static Payloads quotedIn(List<String> texts) {
        Payloads payloads = new Payloads();
        for (String text : texts) {
            if (text.chars().noneMatch(c -> QUOTES.indexOf(c) >= 0)) {
                continue;
            }
            Decoded.readings(InstructionText.visible(text)).forEach(payloads::readQuoted);
        }
        return payloads;
    }

    /** The text with a full stop in the place of each passage in quotation marks. */
    public static String withoutQuoted(String text) {
        return QUOTED.matcher(text).replaceAll(" . ");
    }

    public boolean isEmpty() {
        return phrases.isEmpty() && addresses.isEmpty() && tokens.isEmpty() && runs.isEmpty();
    }

    /**
     * The first payload that stands in an output and in none of the texts the output may draw on; null when there is none.
     *
     * @param clean texts that are not addressed to a model
     */
    public @Nullable String echoedIn(String output, List<String> clean) {
        if (isEmpty()) {
            return null;
        }
        String words = spaced(output);
        StringBuilder known = new StringBuilder();
        clean.forEach(text -> known.append(spaced(text)));
        for (Set<String> kind : List.of(phrases, tokens, runs)) {
            for (String payload : kind) {
                if (words.contains(payload) && known.indexOf(payload) < 0) {
                    return payload.strip();
                }
            }
        }
        if (!addresses.isEmpty()) {
            Set<String> own = new HashSet<>();
            clean.forEach(text -> Addresses.mentions(text).forEach(mention -> own.add(mention.normal())));
            for (Addresses.Mention mention : Addresses.mentions(output)) {
                if (addresses.contains(mention.normal()) && !own.contains(mention.normal())) {
                    return mention.text();
                }
            }
        }
        return null;
    }

    private void readQuoted(String text) {
        for (Matcher m = QUOTED.matcher(text); m.find(); ) {
            String quoted = spaced(m.group(1) == null ? m.group(2) : m.group(1));
            if (quoted.strip().length() >= LEAST_QUOTED) {
                phrases.add(quoted);
            }
        }
    }

    private void read(String visible) {
        readQuoted(visible);
        for (Matcher m = NAMED.matcher(visible); m.find(); ) {
            tokens.add(spaced(m.group(1)));
        }
        Addresses.mentions(visible).forEach(mention -> addresses.add(mention.normal()));
        boolean nouns = Languages.guess(visible).equals("de");
        for (Matcher m = TOKEN.matcher(visible); m.find(); ) {
            if (isUncommon(visible, m.start(), m.group(), nouns)) {
                tokens.add(spaced(m.group()));
            }
        }
        List<String> words = Folding.words(visible);
        for (int i = 0; i + RUN <= words.size(); i++) {
            List<String> run = words.subList(i, i + RUN);
            if (run.stream().filter(Payloads::says).count() >= LEAST_SAYING) {
                runs.add(" " + String.join(" ", run) + " ");
            }
        }
        tokens.removeIf(token -> token.isBlank() || Languages.isStopWord(token.strip()));
    }

    private static boolean says(String word) {
        return word.length() >= 4 && !Languages.isStopWord(word);
    }

    /** Names, codes, capitals within a word or sentence: what an author of a message would not come upon by himself. */
    private static boolean isUncommon(String text, int start, String token, boolean nouns) {
        if (token.length() < 3) {
            return false;
        }
        boolean digit = token.chars().anyMatch(Character::isDigit);
        boolean letter = token.chars().anyMatch(Character::isLetter);
        boolean capitalLater = token.chars().skip(1).anyMatch(Character::isUpperCase);
        boolean joined = token.indexOf('_') > 0 || token.indexOf('-') > 0 && token.length() >= 8;
        boolean number = digit && !letter && token.length() >= 3;
        boolean name = !nouns && Character.isUpperCase(token.charAt(0)) && !Wording.beginsSentence(text, start);
        return digit && letter || number || capitalLater || joined || name;
    }

    /** Words between single spaces, one at each end: a search then finds whole words only. */
    private static String spaced(String text) {
        return " " + String.join(" ", Folding.words(text)).toLowerCase(Locale.ROOT) + " ";
    }
}
