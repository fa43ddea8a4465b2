package dev.leadrelay.validation;

import dev.leadrelay.schemas.records.Severity;
import dev.leadrelay.schemas.records.Violation;

/** Makes violations. */
public final class Violations {
    private static final int SHOWN = 80;

    private Violations() {}

    /** A violation that stops the record. */
    public static Violation reject(String code, String path, String message) {
        return new Violation(code, path, message, Severity.REJECT);
    }

    /** A violation that asks for a person. */
    public static Violation review(String code, String path, String message) {
        return new Violation(code, path, message, Severity.REVIEW);
    }

    /** A violation that only travels along. */
    public static Violation warn(String code, String path, String message) {
        return new Violation(code, path, message, Severity.WARN);
    }

    /** A value for a message: one line, at most 80 characters, control characters shown as spaces. */
    public static String shortened(String value) {
        String head = value.length() <= SHOWN ? value : value.substring(0, SHOWN - 1) + "…";
        StringBuilder line = new StringBuilder(head.length());
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            boolean hidden = Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
            boolean broken = Character.isSurrogate(c) && !isPaired(head, i);
            line.append(hidden || broken ? ' ' : c);
        }
        return line.toString();
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
