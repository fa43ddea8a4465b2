package dev.leadrelay.validation.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds web and mail addresses in text and compares hosts. */
public final class Addresses {
    // Bare domains only under endings that are no words, so that a missing space after a full stop is no address.
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:https?://|\\bwww\\.)[^\\s<>\"]++"
                    + "|[\\w.+-]{1,64}@[\\w-]++(?:\\.[\\w-]++)++"
                    + "|\\b[a-zA-Z0-9][\\w-]*+(?:\\.[\\w-]++)*?\\.(?:com|org|net|io|de|ch|eu|uk|fr|nl|ai|app|dev|info|biz|example|jp|cn)\\b(?:/[^\\s<>\"]*+)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);

    private Addresses() {}

    /** An address in a text; {@code normal} is without scheme, {@code www.}, query of nothing and closing punctuation. */
    public record Mention(int start, int end, String text, String normal, boolean mail) {}

    /** The addresses of a text, in order. */
    public static List<Mention> mentions(String text) {
        List<Mention> mentions = new ArrayList<>();
        if (text.indexOf('.') < 0 && text.indexOf(':') < 0) {
            return mentions;
        }
        for (Matcher m = ADDRESS.matcher(text); m.find(); ) {
            String written = trimmed(m.group());
            boolean mail = written.indexOf('@') > 0 && !written.contains("://");
            mentions.add(new Mention(m.start(), m.start() + written.length(), written, normal(written), mail));
        }
        return mentions;
    }

    /** The form in which addresses are compared. */
    public static String normal(String address) {
        String rest = trimmed(address.strip());
        int scheme = rest.indexOf("://");
        rest = scheme >= 0 ? rest.substring(scheme + 3) : rest;
        int slash = rest.indexOf('/');
        String host = (slash < 0 ? rest : rest.substring(0, slash)).toLowerCase(Locale.ROOT);
        String path = slash < 0 ? "" : rest.substring(slash);
        host = host.startsWith("www.") ? host.substring(4) : host;
        return path.equals("/") ? host : host + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Host of an address, lower case, without {@code www.}, user and port; empty when it has none. */
    public static String host(@Nullable String address) {
        if (address == null) {
            return "";
        }
        String normal = normal(address);
        int end = 0;
        while (end < normal.length() && "/?#".indexOf(normal.charAt(end)) < 0) {
            end++;
        }
        String authority = normal.substring(normal.lastIndexOf('@', Math.max(0, end - 1)) + 1, end);
        int port = authority.indexOf(':');
        String host = port < 0 ? authority : authority.substring(0, port);
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    /** True when the host is the domain or lies under it. */
    public static boolean within(String host, String domain) {
        return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
    }

    /** The text with its addresses blanked out, so that a later search does not see them. */
    public static String without(String text, List<Mention> mentions) {
        if (mentions.isEmpty()) {
            return text;
        }
        char[] chars = text.toCharArray();
        mentions.forEach(mention -> Arrays.fill(chars, mention.start(), mention.end(), '_'));
        return new String(chars);
    }

    private static String trimmed(String address) {
        int end = address.length();
        while (end > 0 && ".,;:!?)]}'’»“”".indexOf(address.charAt(end - 1)) >= 0) {
            end--;
        }
        return address.substring(0, end);
    }
}
