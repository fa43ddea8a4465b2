package dev.leadrelay.cli.intake;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a cell says, once the ways of writing nothing are taken out. */
final class CellText {
    private static final Set<String> NOTHING = Set.of("", "n/a", "na", "-", "--", "null", "none", "unknown", "#n/a");

    private CellText() {}

    /** The text in NFC without surrounding space, or null where it says nothing. */
    static @Nullable String of(String cell) {
        String text = Normalizer.normalize(cell, Normalizer.Form.NFC).strip();
        return NOTHING.contains(text.toLowerCase(Locale.ROOT)) ? null : text;
    }
}
