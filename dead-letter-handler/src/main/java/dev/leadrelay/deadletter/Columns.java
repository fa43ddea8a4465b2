package dev.leadrelay.deadletter;

import org.jspecify.annotations.Nullable;

/** Fits foreign text into columns. */
final class Columns {
    /** Length of columns for sentences: messages and reasons. */
    static final int TEXT = 2_000;

    /** Length of columns for names: identifiers and people. */
    static final int NAME = 200;

    private Columns() {}

    /** The text without what a database refuses (zero characters), cut to a length without splitting a character. */
    static String fit(String text, int longest) {
        String cut = text;
        if (text.length() > longest) {
            int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
            cut = text.substring(0, end);
        }
        return cut.replace('\0', '\uFFFD');
    }

    static @Nullable String fitNullable(@Nullable String text, int longest) {
        return text == null ? null : fit(text, longest);
    }
}
