package dev.leadrelay.deadletter.desk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of pages; what stands in them may be anybody's text. */
final class Links {
    private Links() {}

    static String letter(String id) {
        return "/desk/letters/" + encoded(id);
    }

    static String letters(String filter, String value) {
        return "/desk/letters?" + filter + "=" + encoded(value);
    }

    static String job(String id) {
        return "/desk/bulk/" + encoded(id);
    }

    static String list(String id) {
        return "/desk/list?id=" + encoded(id);
    }

    static String lead(String key) {
        return "/desk/lead?key=" + encoded(key);
    }

    /** A further parameter of an address; nothing where there is no value. */
    static String and(String parameter, String value) {
        return value.isEmpty() ? "" : "&" + parameter + "=" + encoded(value);
    }

    private static String encoded(String text) {
        // A space is a plus in a query only, and a dot alone would be a step up.
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
