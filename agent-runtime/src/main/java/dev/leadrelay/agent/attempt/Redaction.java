package dev.leadrelay.agent.attempt;

import java.util.List;
import java.util.regex.Pattern;

/** Takes secrets out of texts before they are kept: known ones word for word, others by their usual form. Immutable. */
public final class Redaction {
    private static final String REDACTED = "[redacted]";
    private static final Pattern USUAL = Pattern.compile("(?i)bearer\\s+[a-z0-9._~+/=-]{8,}"
            + "|\\bsk-[A-Za-z0-9_-]{16,}"
            + "|\\bAKIA[0-9A-Z]{16}\\b"
            + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(-----END [A-Z ]*PRIVATE KEY-----)?");

    private final List<String> known;

    /** @param known secrets of this process; those shorter than 6 characters would hit ordinary words and are ignored */
    public Redaction(List<String> known) {
        this.known = known.stream().filter(secret -> secret.length() >= 6).toList();
    }

    /** The text without secrets. */
    public String apply(String text) {
        String clean = text;
        for (String secret : known) {
            clean = clean.replace(secret, REDACTED);
        }
        return suspicious(clean) ? USUAL.matcher(clean).replaceAll(REDACTED) : clean;
    }

    /**
     * True when the text holds the beginning of any usual form. Prompts are long and hardly ever hold one; looking for the
     * fixed beginnings first takes a tenth of the time of the alternation.
     */
    private static boolean suspicious(String text) {
        return text.contains("sk-")
                || text.contains("AKIA")
                || text.contains("PRIVATE KEY-----")
                || containsIgnoringCase(text, "bearer");
    }

    private static boolean containsIgnoringCase(String text, String word) {
        char lower = word.charAt(0);
        char upper = Character.toUpperCase(lower);
        for (int i = 0; i <= text.length() - word.length(); i++) {
            char c = text.charAt(i);
            if ((c == lower || c == upper) && text.regionMatches(true, i, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
