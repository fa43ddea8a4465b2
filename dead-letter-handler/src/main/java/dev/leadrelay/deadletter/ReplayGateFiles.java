package dev.leadrelay.deadletter;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.validation.Profile;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.Profiles;
import dev.leadrelay.validation.RefusalPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what the gates check against. */
final class ReplayGateFiles {
    private static final Logger log = LoggerFactory.getLogger(ReplayGateFiles.class);
    private static final String SETTING = "leadrelay.dead-letter-handler.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private ReplayGateFiles() {}

    /** @throws SettingsException when a file that is named cannot be used */
    static ReplayGate load(DeadLetterConfig config) {
        RefusalPolicy policy =
                config.refusalPolicy().map(ReplayGateFiles::policy).orElseGet(RefusalPolicy::doNotContactOnly);
        Optional<Path> folder = config.profilesDir();
        folder.filter(path -> !Files.isDirectory(path)).ifPresent(path -> {
            throw new SettingsException(
                    SETTING + "profiles-dir: " + path + " is not a directory; set it to one of name.yaml files");
        });
        Profiles profiles =
                folder.<Profiles>map(path -> name -> profile(path, name)).orElse(null);
        return new ReplayGate(policy, GateSet.standard(), profiles);
    }

    private static RefusalPolicy policy(Path file) {
        try {
            return RefusalPolicy.parse(Files.readString(file));
        } catch (ProfileException e) {
            throw new SettingsException(SETTING + "refusal-policy: " + file + " cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw new SettingsException(
                    SETTING + "refusal-policy: the file " + file + " cannot be read; set it to an existing file");
        }
    }

    /** Read each time, for a person may have changed it a moment ago. */
    private static @Nullable Profile profile(Path folder, String name) {
        Path file = folder.resolve(name + ".yaml");
        if (!NAME.matcher(name).matches() || !Files.isRegularFile(file)) {
            return null;
        }
        try {
            return Profile.parse(Files.readString(file));
        } catch (IOException | ProfileException e) {
            log.warn("The profile {} cannot be used: {}", name, e.getMessage());
            return null;
        }
    }
}
