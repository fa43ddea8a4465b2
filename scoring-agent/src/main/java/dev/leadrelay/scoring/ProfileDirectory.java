package dev.leadrelay.scoring;

import dev.leadrelay.scoring.domain.UnusableProfileException;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The profiles of a directory by name. One that was read stays as it is until the service is started again; one that
 * is not there is looked for each time, so a new file needs no restart. Thread-safe.
 */
final class ProfileDirectory implements Profiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final String ENDING = ".yaml";

    private final Path directory;
    private final Map<String, Profile> known = new ConcurrentHashMap<>();

    private ProfileDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Opens a directory and reads every profile in it.
     *
     * @throws SettingsException when it cannot be read, or a profile in it is wrong
     */
    static ProfileDirectory open(Path directory) {
        ProfileDirectory profiles = new ProfileDirectory(directory);
        for (String name : profiles.names()) {
            try {
                profiles.find(name);
            } catch (UnusableProfileException e) {
                throw new SettingsException(e.problem());
            }
        }
        return profiles;
    }

    /**
     * The profile of that name.
     *
     * @throws UnusableProfileException when its file is wrong
     */
    @Override
    public @Nullable Profile find(String name) {
        Profile profile = known.get(name);
        if (profile != null || !NAME.matcher(name).matches()) {
            return profile;
        }
        Path file = directory.resolve(name + ENDING);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Profile read = read(file, name);
        known.put(name, read);
        return read;
    }

    private static Profile read(Path file, String name) {
        Profile profile;
        try {
            profile = Profile.parse(Files.readString(file));
        } catch (ProfileException e) {
            throw new UnusableProfileException(
                    "profile file " + file + ": " + e.getMessage() + " (leadrelay profile check names every mistake)");
        } catch (IOException e) {
            throw new UnusableProfileException(
                    "profile file " + file + " cannot be read as text; correct or remove it");
        }
        if (!profile.name().equals(name)) {
            throw new UnusableProfileException("profile file " + file + " calls its profile " + profile.name()
                    + "; name the file " + profile.name() + ENDING);
        }
        return profile;
    }

    private List<String> names() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SettingsException("the profiles directory " + directory
                    + " cannot be read; set leadrelay.scoring.profiles-dir to a directory of NAME.yaml files");
        }
    }
}
