package dev.leadrelay.agent.service;

import dev.leadrelay.service.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the key of a provider, which may stand in a file so that it is in no environment. */
final class ModelKey {
    private static final String NONE = "none";

    private ModelKey() {}

    /**
     * The key from the one or the other place.
     *
     * @param setting name of the setting, for the message
     * @throws SettingsException when both are given or the file cannot be read; never with the key
     */
    static String of(String setting, String key, Optional<Path> file) {
        if (file.isEmpty()) {
            return key;
        }
        if (!key.equals(NONE)) {
            throw new SettingsException(
                    "settings leadrelay.model: give " + setting + " or " + setting + "-file, not both");
        }
        try {
            return Files.readString(file.get()).strip();
        } catch (IOException e) {
            // The exception's own message may quote what was read.
            throw new SettingsException("settings leadrelay.model: " + setting + "-file cannot be read: " + file.get());
        }
    }
}
