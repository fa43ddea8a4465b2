package dev.leadrelay.deadletter;

import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The profiles of a directory, one {@code name.yaml} each, read when asked for and again when the file is another. Thread-safe. */
final class ProfileFolder implements Profiles {
    private static final Logger log = LoggerFactory.getLogger(ProfileFolder.class);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private final Path directory;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(FileTime modified, Profile profile) {}

    ProfileFolder(Path directory) {
        this.directory = directory;
    }

    @Override
    public @Nullable Profile find(String name) {
        if (!NAME.matcher(name).matches()) {
            return null;
        }
        Path file = directory.resolve(name + ".yaml");
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            Known found = known.get(name);
            if (found == null || !found.modified().equals(modified)) {
                found = new Known(modified, Profile.parse(Files.readString(file)));
                known.put(name, found);
            }
            return found.profile();
        } catch (IOException e) {
            log.debug("There is no profile {}", name);
        } catch (ProfileException e) {
            log.warn("The profile {} cannot be used: {}", name, e.getMessage());
        }
        return null;
    }
}
