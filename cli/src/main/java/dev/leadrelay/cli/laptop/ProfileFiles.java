package dev.leadrelay.cli.laptop;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ProfileException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Profile files: checked, and put where the services of this machine look for them. */
public final class ProfileFiles {
    private ProfileFiles() {}

    /**
     * Name that the file's profile goes by.
     *
     * @throws SettingsException when the file is missing or malformed
     */
    public static String nameOf(Path file) {
        try {
            return Profile.parse(read(file)).name();
        } catch (ProfileException e) {
            throw new SettingsException("profile " + file + ": " + e.getMessage() + "; ./leadrelay profile check "
                    + file + " names every mistake");
        }
    }

    /** Puts a profile into a folder under its name; a service that meets the name reads it there. */
    public static Path install(Path file, Path folder) {
        Path target = folder.resolve(nameOf(file) + ".yaml");
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "profile", ".tmp");
            Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new SettingsException("cannot write " + target + ": " + e.getMessage());
        }
    }

    /**
     * The text of a settings file that a person named.
     *
     * @throws SettingsException when it cannot be read
     */
    public static String read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException(file + " does not exist; give an existing YAML file");
        }
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new SettingsException(file + " is not a UTF-8 text file");
        } catch (IOException e) {
            throw new SettingsException(file + " cannot be read: " + e.getMessage());
        }
    }
}
