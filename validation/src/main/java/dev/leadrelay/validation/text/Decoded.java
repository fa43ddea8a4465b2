package dev.leadrelay.validation.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What long runs of code in a text say, where they are text in base64 or hex. Pure. */
final class Decoded {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{40,}={0,2}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}[ :]?){24,}");
    private static final double READABLE = 0.9;

    private Decoded() {}

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
