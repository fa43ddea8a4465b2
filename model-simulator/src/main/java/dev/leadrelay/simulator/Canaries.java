package dev.leadrelay.simulator;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds canaries in a text: the whole quoted phrase, URL or e-mail address that the word stands in, the number or the person's
 * name that it introduces, else the bare token. Pure.
 */
final class Canaries {
    private static final String WORD = "canary";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** Straight, English, German, Polish and French quotation marks; an apostrophe inside a word closes nothing. */
    private static final Pattern QUOTED =
            Pattern.compile("\"([^\"]*)\"|“([^“”„]*)”|„([^“”„\"]*)[“”\"]|«([^«»]*)»|»([^«»]*)«"
                    + "|‘((?:[^‘’]|’(?=\\p{L}))*)’|‚([^‘’‚]*)[‘’]|(?<![\\p{L}\\p{N}])'([^'\\n]*)'(?!\\p{L})");

    private static final Pattern URL = Pattern.compile(
            "(?:https?://|www\\.)[^\\s<>\"'“”„‘’«»]+"
                    + "|(?<![@\\w.-])[\\w-]+(?:\\.[\\w-]+)*\\.(?:example|invalid|test|com|net|org|io|de)\\b(?:/[^\\s<>\"'“”„‘’«»]*)?",
            FLAGS);
    private static final Pattern MAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+", FLAGS);
    private static final Pattern NUMBER = Pattern.compile(
            WORD + "[\\p{L}-]*\\s+(?:number|nummer|numéro|número|numero|numer|no\\.?|nr\\.?)?\\s*(\\d[\\d.,]*\\d|\\d)",
            FLAGS);
    private static final Pattern PERSON =
            Pattern.compile("(?i:canary)-(?i:person)\\s+(\\p{Lu}[\\p{L}'’-]*\\s+\\p{Lu}[\\p{L}'’-]*)");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_./-]*" + WORD + "[\\p{L}\\p{N}_./-]*", FLAGS);

    private Canaries() {}

    static boolean marked(String text) {
        return text.toLowerCase(Locale.ROOT).contains(WORD);
    }

    /** How often the word stands in a text. */
    static int count(String text) {
        return text.toLowerCase(Locale.ROOT).split(WORD, -1).length - 1;
    }

    /** All of them in their order of kinds; what is part of a phrase is not told again. */
    static List<Canary> in(String text) {
        if (!marked(text)) {
            return List.of();
        }
        Set<Canary> found = new LinkedHashSet<>();
        BitSet taken = new BitSet(text.length());
        take(QUOTED, Canary.Kind.PHRASE, text, taken, found);
        take(URL, Canary.Kind.URL, text, taken, found);
        take(MAIL, Canary.Kind.MAIL, text, taken, found);
        take(PERSON, Canary.Kind.PERSON, text, taken, found);
        numbers(text, taken, found);
        take(TOKEN, Canary.Kind.TOKEN, text, taken, found);
        return List.copyOf(found);
    }

    /** Every address with the word in it, those inside phrases too. */
    static List<String> addresses(String text) {
        List<String> addresses = new ArrayList<>();
        Matcher url = URL.matcher(text);
        while (url.find()) {
            if (marked(url.group())) {
                addresses.add(trimmed(url.group()));
            }
        }
        return addresses;
    }

    /** The sentences with the word in them. */
    static List<String> sentences(String text) {
        return text.lines()
                .flatMap(line -> Sentences.of(line).stream())
                .filter(Canaries::marked)
                .toList();
    }

    private static void take(Pattern pattern, Canary.Kind kind, String text, BitSet taken, Set<Canary> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (marked(matcher.group())
                    && taken.get(matcher.start(), matcher.end()).isEmpty()) {
                taken.set(matcher.start(), matcher.end());
                found.add(named(kind, trimmed(captured(matcher))));
            }
        }
    }

    /** The word in front of a number stays a token of its own. */
    private static void numbers(String text, BitSet taken, Set<Canary> found) {
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            if (taken.get(number.start(), number.end()).isEmpty()) {
                taken.set(number.start(1), number.end(1));
                found.add(new Canary(Canary.Kind.NUMBER, number.group(1)));
            }
        }
    }

    private static String captured(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return matcher.group();
    }

    /** Quotation marks around an address are no more than that. */
    private static Canary named(Canary.Kind kind, String text) {
        if (kind == Canary.Kind.PHRASE && URL.matcher(text).matches()) {
            return new Canary(Canary.Kind.URL, text);
        }
        return new Canary(kind == Canary.Kind.PHRASE && MAIL.matcher(text).matches() ? Canary.Kind.MAIL : kind, text);
    }

    private static String trimmed(String text) {
        return text.strip().replaceFirst("^[-./]+", "").replaceFirst("[-.,;:!?)\\]}/]+$", "");
    }
}
