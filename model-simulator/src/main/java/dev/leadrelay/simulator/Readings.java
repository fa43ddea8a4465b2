package dev.leadrelay.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which a determined reader finds a canary in a text: as it stands, with invisible and look-alike characters
 * resolved, and decoded from base64, rot13, leetspeak, spaced letters or reversed writing. Pure.
 */
final class Readings {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}={0,2}");
    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final Pattern SPACED = Pattern.compile("(?<!\\S)\\S(?: \\S){5,}(?!\\S)");
    private static final Pattern OVERRIDDEN = Pattern.compile("\u202e([^\u202c\\n]*)\u202c?");
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

    /** Cyrillic and Greek letters and the Latin ones they look like. */
    private static final String ALIKE = "асеіјорԛѕԝхуһԁɡпгквтмнαονιρυηγАВСЕНКМОРТХУІΑΒΕΗΙΚΜΝΟΡΤΧΥ";

    private static final String LATIN = "aceijopqswxyhdgnrkbtmhaovipunyABCEHKMOPTXYIABEHIKMNOPTXY";

    private static final String LEET = "4@301!578";
    private static final String PLAIN = "aaeoiistb";

    private Readings() {}

    /** Those with the word in them; none for a text that has no canary. */
    static List<String> of(String text) {
        Set<String> readings = new LinkedHashSet<>();
        String visible = unmasked(text);
        addIfMarked(Canaries.count(visible) > Canaries.count(text) ? visible : text, readings);
        BASE64.matcher(text).results().map(run -> decoded(run.group())).forEach(r -> addIfMarked(r, readings));
        addIfMarked(rot13(text), readings);
        for (String line : text.split("\n", -1)) {
            addIfMarked(unlessMarked(line, words(line, Readings::fromLeet)), readings);
            addIfMarked(unlessMarked(line, joined(line)), readings);
            addIfMarked(unlessMarked(line, turned(line)), readings);
        }
        return List.copyOf(readings);
    }

    private static void addIfMarked(String reading, Set<String> readings) {
        if (Canaries.marked(reading)) {
            readings.add(reading);
        }
    }

    /** What a line says without any art is not said again. */
    private static String unlessMarked(String line, String reading) {
        return Canaries.count(reading) > Canaries.count(line) ? reading : "";
    }

    private static String unmasked(String text) {
        String visible = INVISIBLE
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
        return words(visible, Readings::latin);
    }

    /** Every word as the reading has it, where that makes a canary of it. */
    private static String words(String text, UnaryOperator<String> reading) {
        return WORD.matcher(text).replaceAll(word -> {
            String read = reading.apply(word.group());
            return Matcher.quoteReplacement(Canaries.marked(read) ? read : word.group());
        });
    }

    private static String latin(String word) {
        return translated(word, ALIKE, LATIN);
    }

    private static String fromLeet(String word) {
        return translated(word, LEET, PLAIN);
    }

    private static String translated(String text, String from, String to) {
        StringBuilder translated = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int at = from.indexOf(c);
            translated.append(at < 0 ? c : to.charAt(at));
        }
        return translated.toString();
    }

    private static String decoded(String run) {
        try {
            byte[] bytes = Base64.getDecoder().decode(run.replace('-', '+').replace('_', '/'));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return "";
        }
    }

    private static String rot13(String text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char first = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
            turned.append(first == 0 ? c : (char) (first + (c - first + 13) % 26));
        }
        return turned.toString();
    }

    /** Letters with a space after each, put together again; two spaces end a word. */
    private static String joined(String line) {
        return SPACED.matcher(line)
                .replaceAll(run -> Matcher.quoteReplacement(run.group().replace(" ", "")));
    }

    /** Written backwards, as a whole or behind the character that makes it look forwards. */
    private static String turned(String line) {
        if (line.indexOf('\u202e') < 0) {
            return new StringBuilder(line).reverse().toString();
        }
        return OVERRIDDEN.matcher(line).replaceAll(Readings::backwards);
    }

    private static String backwards(MatchResult run) {
        return Matcher.quoteReplacement(
                new StringBuilder(run.group(1)).reverse().toString());
    }
}
