package dev.leadrelay.validation.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text says to a reader that decodes it: base64, hex, letters moved by thirteen, backwards, look-alikes. Pure. */
final class Decoded {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}[ :]?){24,}");
    private static final double READABLE = 0.9;

    private Decoded() {}

    /** Every reading of a text, the plain one first; most are gibberish, which nobody ever repeats. */
    static List<String> readings(String text) {
        List<String> readings = new ArrayList<>();
        readings.add(text);
        String latin = LookAlikes.latin(text);
        if (!latin.equals(text)) {
            readings.add(latin);
        }
        readings.add(movedByThirteen(text));
        readings.add(new StringBuilder(text).reverse().toString());
        readings.addAll(of(text));
        return readings;
    }

    private static String movedByThirteen(String text) {
        StringBuilder moved = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char base = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
            moved.append(base == 0 ? c : (char) (base + (c - base + 13) % 26));
        }
        return moved.toString();
    }

    static List<String> of(String text) {
        List<String> decoded = new ArrayList<>();
        for (Matcher m = BASE64.matcher(text); m.find(); ) {
            String run = m.group().replace("=", "");
            add(
                    decoded,
                    () -> Base64.getDecoder().decode(run.substring(0, run.length() - (run.length() % 4 == 1 ? 1 : 0))));
        }
        for (Matcher m = HEX.matcher(text); m.find(); ) {
            String run = m.group().replaceAll("[ :]", "");
            add(decoded, () -> HexFormat.of().parseHex(run));
        }
        return decoded;
    }

    /** Gives the bytes of a run. */
    @FunctionalInterface
    private interface Decoding {
        byte[] bytes();
    }

    private static void add(List<String> decoded, Decoding decoding) {
        try {
            String text = new String(decoding.bytes(), StandardCharsets.UTF_8);
            long readable = text.chars()
                    .filter(c -> c >= ' ' && c < 127 || Character.isLetter(c))
                    .count();
            if (readable >= READABLE * text.length()) {
                decoded.add(text);
            }
        } catch (IllegalArgumentException e) {
            // A run of such characters that is no code: a long name, a hash.
        }
    }
}
