package dev.leadrelay.deadletter.access;

/** A page without style, script or anything that would have to be loaded. */
final class PlainPage {
    private PlainPage() {}

    /** @param body HTML, everything foreign in it escaped */
    static String of(String title, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s - LeadRelay</title></head>
                <body><main><h1>%s</h1>
                %s
                </main></body></html>
                """.formatted(title, title, body);
    }

    /** A page that leads on by itself. */
    static String goOn(String title, String path) {
        String escaped = escape(path);
        return of(
                title,
                "<meta http-equiv=\"refresh\" content=\"0; url=" + escaped + "\"><p><a href=\"" + escaped
                        + "\">Go on</a></p>");
    }

    /** A text as it may stand between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<', '>', '&', '"', '\'' ->
                    escaped.append("&#").append((int) c).append(';');
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
