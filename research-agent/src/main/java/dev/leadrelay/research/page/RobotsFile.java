package dev.leadrelay.research.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads a robots.txt (RFC 9309): the groups for our name, or those for everyone where none names us. Lines that say
 * something else, such as {@code Crawl-delay} and {@code Sitemap}, are passed over wherever they stand. Whatever the
 * bytes are, this ends and gives rules. Single use, pure.
 */
final class RobotsFile {
    /** Bytes that are read; what stands behind is not looked at. */
    static final int MAX_BYTES = 500 * 1024;

    private final String token;
    private final List<RobotsRules.Rule> ours = new ArrayList<>();
    private final List<RobotsRules.Rule> everyones = new ArrayList<>();
    private boolean named;
    private boolean inOurs;
    private boolean inEveryones;
    private boolean naming;

    private RobotsFile(String token) {
        this.token = token;
    }

    /**
     * The rules for a crawler.
     *
     * @param body the file, or more of it than is read
     * @param token its name, which is compared without regard to case
     */
    static RobotsRules rules(byte[] body, String token) {
        RobotsFile file = new RobotsFile(token);
        text(body).lines().forEach(file::line);
        return new RobotsRules(file.named ? file.ours : file.everyones);
    }

    private static String text(byte[] body) {
        int end = body.length;
        if (end > MAX_BYTES) {
            // Half a line would be another rule.
            end = MAX_BYTES;
            while (end > 0 && body[end - 1] != '\n' && body[end - 1] != '\r') {
                end--;
            }
        }
        String text = new String(Arrays.copyOf(body, end), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void line(String line) {
        int comment = line.indexOf('#');
        String said = comment < 0 ? line : line.substring(0, comment);
        int colon = said.indexOf(':');
        if (colon < 0) {
            return;
        }
        String value = said.substring(colon + 1).strip();
        switch (said.substring(0, colon).strip().toLowerCase(Locale.ROOT)) {
            case "user-agent" -> agent(value);
            case "allow" -> rule(true, value);
            case "disallow" -> rule(false, value);
            default -> {
                // Not a line that decides anything.
            }
        }
    }

    private void agent(String value) {
        if (!naming) {
            inOurs = false;
            inEveryones = false;
            naming = true;
        }
        if (value.startsWith("*")) {
            inEveryones = true;
        } else if (name(value).equalsIgnoreCase(token)) {
            inOurs = true;
            named = true;
        }
    }

    /** A name may be followed by a version, which does not belong to it. */
    private static String name(String value) {
        int end = 0;
        while (end < value.length() && isOfName(value.charAt(end))) {
            end++;
        }
        return value.substring(0, end);
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    }

    private void rule(boolean allows, String value) {
        naming = false;
        boolean path = value.startsWith("/") || value.startsWith("*");
        if (!path || !(inOurs || inEveryones)) {
            return;
        }
        RobotsRules.Rule rule = new RobotsRules.Rule(allows, RobotsPattern.of(value));
        if (inOurs) {
            ours.add(rule);
        }
        if (inEveryones) {
            everyones.add(rule);
        }
    }
}
