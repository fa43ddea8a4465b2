package dev.leadrelay.deadletter;

import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.Profiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles of a directory, one {@code name.yaml} each. As the orchestrator does, it reads all at the start and keeps them, and looks
 * again for a name that is not known: a dry run by a profile that the orchestrator has not read would promise what it does not keep.
 * Thread-safe.
 */
final class ProfileFolder implements Profiles {
    private static final Logger log = LoggerFactory.getLogger(ProfileFolder.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final String SUFFIX = ".yaml";

    private final Path directory;
    private final Map<String, Profile> known = new ConcurrentHashMap<>();

    ProfileFolder(Path directory) {
        this.directory = directory;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                find(name.substring(0, name.length() - SUFFIX.length()));
            }
        } catch (IOException e) {
            log.warn("The profiles in {} cannot be read: {}", directory, e.toString());
        }
    }

    @Override
    public @Nullable Profile find(String name) {
        Profile profile = known.get(name);
        return profile == null && NAME.matcher(name).matches() ? read(name) : profile;
    }

    private @Nullable Profile read(String name) {
        try {
            Profile profile = Profile.parse(Files.readString(directory.resolve(name + SUFFIX)));
            known.put(name, profile);
            return profile;
        } catch (NoSuchFileException e) {
            log.debug("There is no profile {}", name);
        } catch (IOException e) {
            log.warn("The profile {} cannot be read: {}", name, e.toString());
        } catch (ProfileException e) {
            log.warn("The profile {} cannot be used: {}", name, e.getMessage());
        }
        return null;
    }
}
