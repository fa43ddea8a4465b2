package dev.leadrelay.research.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** A key to a service outside. It shows itself to nobody. Immutable. */
public final class ApiKey {
    private static final Pattern USABLE = Pattern.compile("[!-~]{1,500}");
    private static final int TELLING = 6;

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    /**
     * The key from the one or the other place, or none.
     *
     * @param setting name of the setting, for the message
     * @throws IllegalArgumentException one line, when both are given, the file cannot be read or what it has cannot be a
     *     key; never with the key
     */
    public static Optional<ApiKey> of(String setting, Optional<String> key, Optional<Path> file) {
        if (key.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException("give " + setting + " or " + setting + "-file, not both");
        }
        Optional<String> found = file.isPresent() ? Optional.of(read(setting, file.get())) : key.map(String::strip);
        if (found.isPresent() && !USABLE.matcher(found.get()).matches()) {
            throw new IllegalArgumentException(
                    setting
                            + " is no key: it is empty or has characters that no header can hold; give the key and nothing else");
        }
        return found.map(ApiKey::new);
    }

    private static String read(String setting, Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            // The exception's own message may quote what was read.
            throw new IllegalArgumentException(setting + "-file cannot be read: " + file);
        }
    }

    /** The key itself, for the request. */
    String value() {
        return value;
    }

    /** A text from outside without this key: a service may repeat what it was sent. */
    String takenOutOf(String text) {
        return value.length() < TELLING ? text : text.replace(value, "[key]");
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
