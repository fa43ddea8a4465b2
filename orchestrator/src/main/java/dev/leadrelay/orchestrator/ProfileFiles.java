package dev.leadrelay.orchestrator;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.Profiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The profiles of a directory, one {@code name.yaml} each. All are read at start; a name that is not known is looked up
 * again, for a profile may be added while the service runs. Thread-safe.
 */
final class ProfileFiles implements Profiles {
    private static final Logger LOG = LoggerFactory.getLogger(ProfileFiles.class);
    private static final String SUFFIX = ".yaml";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Path directory;
    private final Map<String, Profile> known = new ConcurrentHashMap<>();
    private final Map<String, Long> missedAt = new ConcurrentHashMap<>();

    /** @throws SettingsException when the directory cannot be read, or one of its profiles is malformed */
    ProfileFiles(Path directory) {
        this.directory = directory;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                known.put(fileName.substring(0, fileName.length() - SUFFIX.length()), read(file));
            }
        } catch (IOException e) {
            throw new SettingsException("the profiles in " + directory
                    + " cannot be read; set leadrelay.orchestrator.profiles-dir to a directory of name.yaml files");
        }
    }

    @Override
    public @Nullable Profile find(String name) {
        Profile profile = known.get(name);
        return profile == null && NAME.matcher(name).matches() ? lookAgain(name) : profile;
    }

    private static Profile read(Path file) throws IOException {
        try {
            return Profile.parse(Files.readString(file));
        } catch (ProfileException e) {
            throw new SettingsException("the profile " + file + " cannot be used: " + e.getMessage()
                    + " (leadrelay profile check names every mistake)");
        }
    }

    private @Nullable Profile lookAgain(String name) {
        long now = System.nanoTime();
        Long missed = missedAt.get(name);
        if (missed != null && now - missed < LOOK_AGAIN_NANOS) {
            return null;
        }
        try {
            Profile profile = Profile.parse(Files.readString(directory.resolve(name + SUFFIX)));
            known.put(name, profile);
            missedAt.remove(name);
            return profile;
        } catch (IOException e) {
            LOG.debug("There is no profile {}", name);
        } catch (ProfileException e) {
            LOG.warn("The profile {} cannot be used: {}", name, e.getMessage());
        }
        if (missedAt.size() > 1_000) {
            missedAt.clear();
        }
        missedAt.put(name, now);
        return null;
    }
}
