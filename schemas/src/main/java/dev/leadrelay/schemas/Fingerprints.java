package dev.leadrelay.schemas;

import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Stage;
import java.util.Locale;
import java.util.regex.Pattern;

/** Fingerprints that put dead letters of one cause into one group, whatever lead they are about. */
public final class Fingerprints {
    /** Messages are cut here first, so that a hostile one costs no more than a long one. */
    private static final int LONGEST = 2_000;

    private static final Pattern URL = Pattern.compile("\\b[a-z][a-z0-9+.-]{1,20}://[^\\s\"'`<>]++");
    /** Quoted text; a quote within a word is an apostrophe. */
    private static final Pattern QUOTED = Pattern.compile(
            "\"[^\"]*+\"|`[^`]*+`|\u201c[^\u201d]*+\u201d|(?<![\\p{L}\\p{N}])'[^']*+'(?![\\p{L}\\p{N}])");
    /** Identifiers and hashes: a run of at least eight hex digits, letters and digits mixed, or a UUID. */
    private static final Pattern HEX = Pattern.compile(
            "\\b(?:0x[0-9a-f]++|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*+[0-9])(?=[0-9]*+[a-f])[0-9a-f]{8,})\\b");

    private static final Pattern NUMBER = Pattern.compile("\\d++(?:[.,]\\d++)*+");
    private static final Pattern SPACE = Pattern.compile("\\s++");

    private Fingerprints() {}

    /** Fingerprint of a dead letter: hash of stage, class and normalised message; 32 hex digits. */
    public static String of(Stage stage, FailureClass failure, String message) {
        return Identifiers.shortHash("fingerprint", stage.name(), failure.name(), normalised(message));
    }

    /** The message without what differs from lead to lead: URLs, quoted values, identifiers, numbers, spacing, case. */
    public static String normalised(String message) {
        String text = message.substring(0, Math.min(message.length(), LONGEST)).toLowerCase(Locale.ROOT);
        text = URL.matcher(text).replaceAll("<url>");
        text = QUOTED.matcher(text).replaceAll("<value>");
        text = HEX.matcher(text).replaceAll("<id>");
        text = NUMBER.matcher(text).replaceAll("<n>");
        return SPACE.matcher(text).replaceAll(" ").strip();
    }
}
