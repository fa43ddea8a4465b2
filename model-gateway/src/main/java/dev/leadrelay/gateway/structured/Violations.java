package dev.leadrelay.gateway.structured;

import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;
import java.util.List;

/** Collects what is wrong with an answer, up to as many as a repair ask can use. */
final class Violations {
    private static final int MAX = 20;
    private static final int EXCERPT = 60;

    private final List<Violation> list;

    Violations(List<Violation> list) {
        this.list = list;
    }

    void add(String code, String path, String message) {
        if (list.size() < MAX) {
            list.add(Violation.newBuilder()
                    .setCode("output." + code)
                    .setPath(path)
                    .setMessage(message)
                    .setSeverity(Severity.REJECT)
                    .build());
        }
    }

    /** A value in quotes, shortened, without control characters or halves of characters. */
    static String quote(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        int shown = 0;
        for (int i = 0; i < value.length() && shown < EXCERPT; shown++) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            boolean unprintable = Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF);
            quoted.appendCodePoint(unprintable ? '\uFFFD' : c);
        }
        if (value.codePointCount(0, value.length()) > EXCERPT) {
            quoted.append('…');
        }
        return quoted.append('"').toString();
    }

    /** A JSON pointer one step further. */
    static String at(String path, String name) {
        String step = name.length() > EXCERPT ? name.substring(0, EXCERPT) + "…" : name;
        return path + "/" + step.replace("~", "~0").replace("/", "~1");
    }
}
