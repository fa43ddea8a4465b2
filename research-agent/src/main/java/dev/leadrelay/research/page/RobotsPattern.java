package dev.leadrelay.research.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A path of a robots.txt rule: {@code *} stands for anything, a {@code $} at its end for the end of the address. Matching
 * takes time linear in pattern and path, whoever wrote the pattern. Immutable, pure.
 *
 * @param pieces what stands between the stars, the first of them at the path's beginning
 * @param anchored true when the last piece stands at the path's end
 * @param length octets of the pattern, by which the most specific of several is found
 */
record RobotsPattern(List<String> pieces, boolean anchored, int length) {
    private static final String HEX = "0123456789abcdefABCDEF";

    RobotsPattern {
        pieces = List.copyOf(pieces);
    }

    static RobotsPattern of(String pattern) {
        boolean anchored = pattern.endsWith("$");
        String open = anchored ? pattern.substring(0, pattern.length() - 1) : pattern;
        // A dollar that is not the last is a character as any other.
        String normal = normal(open).replace("$", "%24");
        return new RobotsPattern(List.of(normal.split("\\*", -1)), anchored, normal.length() + (anchored ? 1 : 0));
    }

    /** Path and query of an address in the form that patterns are compared with: no star and no dollar is special. */
    static String path(String rawPathAndQuery) {
        return normal(rawPathAndQuery).replace("*", "%2A").replace("$", "%24");
    }

    /** @param path as {@link #path} gives it */
    boolean matches(String path) {
        String first = pieces.getFirst();
        if (!path.startsWith(first)) {
            return false;
        }
        int at = first.length();
        int floating = anchored ? pieces.size() - 1 : pieces.size();
        for (int i = 1; i < floating; i++) {
            at = endOf(pieces.get(i), path, at);
            if (at < 0) {
                return false;
            }
        }
        if (!anchored) {
            return true;
        }
        return pieces.size() == 1
                ? at == path.length()
                : path.length() - pieces.getLast().length() >= at && path.endsWith(pieces.getLast());
    }

    /** Where the first occurrence at or after an index ends, or -1: Knuth, Morris and Pratt, who never step back. */
    private static int endOf(String piece, String text, int from) {
        if (piece.length() > text.length() - from) {
            return -1;
        }
        int[] borders = borders(piece);
        int matched = 0;
        for (int i = from; matched < piece.length(); i++) {
            if (i == text.length()) {
                return -1;
            }
            while (matched > 0 && text.charAt(i) != piece.charAt(matched)) {
                matched = borders[matched - 1];
            }
            matched += text.charAt(i) == piece.charAt(matched) ? 1 : 0;
            if (matched == piece.length()) {
                return i + 1;
            }
        }
        return from;
    }

    private static int[] borders(String piece) {
        int[] borders = new int[piece.length()];
        for (int i = 1; i < piece.length(); i++) {
            int border = borders[i - 1];
            while (border > 0 && piece.charAt(i) != piece.charAt(border)) {
                border = borders[border - 1];
            }
            borders[i] = piece.charAt(i) == piece.charAt(border) ? border + 1 : 0;
        }
        return borders;
    }

    /** One spelling for each octet: letters, digits and {@code -._~} as they are, others of ASCII as given, the rest encoded. */
    private static String normal(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7F) {
                normal.append((char) octet);
            } else {
                normal.append(encoded(octet & 0xFF));
            }
        }
        return normal.indexOf("%") < 0 ? normal.toString() : decoded(normal);
    }

    private static String decoded(CharSequence text) {
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length() && isHex(text.charAt(i + 1)) && isHex(text.charAt(i + 2))) {
                int octet = Integer.parseInt(text, i + 1, i + 3, 16);
                decoded.append(isUnreserved(octet) ? String.valueOf((char) octet) : encoded(octet));
                i += 2;
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    private static boolean isHex(char c) {
        return HEX.indexOf(c) >= 0;
    }

    private static boolean isUnreserved(int octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }

    private static String encoded(int octet) {
        return "%" + String.format(Locale.ROOT, "%02X", octet);
    }
}
