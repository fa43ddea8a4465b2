package dev.leadrelay.cli.command;

import dev.leadrelay.service.SettingsException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids of lists: part of every lead's key, so without slash or space. */
final class ListIds {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private ListIds() {}

    /** An id nobody has used: prefix, time, four random digits. */
    static String fresh(String prefix) {
        return prefix + "-" + TIME.format(Instant.now()) + "-"
                + UUID.randomUUID().toString().substring(0, 4);
    }

    /** What of a file's name can stand in an id; at most 40 characters. */
    static String nameOf(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        String usable = plain.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
        return usable.isEmpty() ? "list" : usable.substring(0, Math.min(40, usable.length()));
    }

    /**
     * The id itself.
     *
     * @throws SettingsException when it cannot be one
     */
    static String require(String listId) {
        if (!FORM.matcher(listId).matches()) {
            throw new SettingsException("\"" + listId
                    + "\" cannot be a list id; use letters, digits, dot, dash and underscore, at most 100");
        }
        return listId;
    }
}
