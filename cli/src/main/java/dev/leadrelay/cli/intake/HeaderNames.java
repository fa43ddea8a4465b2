package dev.leadrelay.cli.intake;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The column names that exports are known to use, from {@code headers.txt}. */
final class HeaderNames {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SIGNS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final List<Entry> ENTRIES = load();
    private static final Map<String, Entry> BY_NAME = byName();

    /**
     * A known name.
     *
     * @param field what such a column fills
     * @param spare whether it does so only in place of a better one
     */
    record Entry(String name, LeadField field, boolean spare) {}

    private HeaderNames() {}

    /** What a column of that header fills; null for a name that is not known. */
    static @Nullable Entry of(String header) {
        return BY_NAME.get(normalise(header));
    }

    /** All names in their order. */
    static List<Entry> all() {
        return ENTRIES;
    }

    static String normalise(String header) {
        String plain = MARKS.matcher(Normalizer.normalize(header, Normalizer.Form.NFKD))
                .replaceAll("");
        return SIGNS.matcher(plain.toLowerCase(Locale.ROOT).replace("ß", "ss")).replaceAll("");
    }

    private static Map<String, Entry> byName() {
        Map<String, Entry> byName = new HashMap<>();
        ENTRIES.forEach(entry -> byName.putIfAbsent(normalise(entry.name()), entry));
        return Map.copyOf(byName);
    }

    private static List<Entry> load() {
        List<Entry> entries = new ArrayList<>();
        WordList.lines("headers.txt").forEach(line -> add(line, entries));
        return List.copyOf(entries);
    }

    private static void add(String line, List<Entry> entries) {
        int equals = line.indexOf('=');
        boolean spare = line.startsWith("+");
        LeadField field = LeadField.ofFieldName(
                line.substring(spare ? 1 : 0, Math.max(equals, 1)).strip());
        if (field == null) {
            throw new IllegalStateException("headers.txt: no such field in: " + line);
        }
        for (String name : line.substring(equals + 1).split(";")) {
            entries.add(new Entry(name.strip(), field, spare));
        }
    }
}
