package dev.leadrelay.cli.intake;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a cell says, once the ways of writing nothing are taken out. */
final class CellText {
    private static final Set<String> NOTHING = nothing();
    /** People are called so; a program that means nothing does not write it so. */
    private static final Set<String> NAMES = Set.of("Na", "Nan", "Null", "Nil");

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private static final Pattern BREAKS = Pattern.compile("[\\r\\n\\t]+");

    private CellText() {}

    /** The text of a field in NFC without needless space, or null where it says nothing. */
    static @Nullable String of(LeadField field, String cell) {
        if (field == LeadField.EXTERNAL_ID) {
            String id = BREAKS.matcher(cell).replaceAll(" ").strip(); // ids travel unchanged
            return isNothing(field, id) ? null : id;
        }
        if (isPlainWord(cell)) {
            return isNothing(field, cell) ? null : cell;
        }
        String composed = Normalizer.normalize(cell, Normalizer.Form.NFC);
        String text = field == LeadField.NOTES
                ? composed.replace("\r\n", "\n").replace('\r', '\n').strip()
                : SPACES.matcher(composed).replaceAll(" ").strip();
        return isNothing(field, text) ? null : text;
    }

    /** Most cells: ASCII without any space. */
    private static boolean isPlainWord(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (cell.charAt(i) <= ' ' || cell.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static Set<String> nothing() {
        Set<String> words = new HashSet<>(WordList.lines("nothing.txt"));
        words.addAll(Set.of("", "#n/a", "#nv")); // the hash sign begins a comment in the list
        return Set.copyOf(words);
    }

    private static boolean isNothing(LeadField field, String text) {
        return text.length() < 20
                && NOTHING.contains(text.toLowerCase(Locale.ROOT))
                && !(field.isName() && NAMES.contains(text));
    }
}
