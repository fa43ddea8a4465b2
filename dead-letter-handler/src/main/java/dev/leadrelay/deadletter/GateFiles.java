package dev.leadrelay.deadletter;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.validation.PipelineGates;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.RefusalPolicy;
import dev.leadrelay.validation.SellerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Loads what the gates check against, from the same files as the orchestrator's. */
final class GateFiles {
    private GateFiles() {}

    /**
     * The gates; null when profiles and seller are not set.
     *
     * @throws SettingsException when a file is missing or malformed
     */
    static @Nullable PipelineGates load(DeadLetterConfig config) {
        Path profiles = config.profilesDir().orElse(null);
        Path seller = config.seller().orElse(null);
        if (profiles == null || seller == null) {
            return null;
        }
        if (!Files.isDirectory(profiles)) {
            throw new SettingsException("leadrelay.dead-letter-handler.profiles-dir: " + profiles
                    + " is no directory; set it to the directory of name.yaml profiles");
        }
        RefusalPolicy policy = config.refusalPolicy()
                .map(file -> read("refusal-policy", file, RefusalPolicy::parse))
                .orElseGet(RefusalPolicy::doNotContactOnly);
        return new PipelineGates(
                policy, GateSet.standard(), new ProfileFolder(profiles), read("seller", seller, SellerProfile::parse));
    }

    private static <T> T read(String setting, Path file, Function<String, T> parse) {
        String name = "leadrelay.dead-letter-handler." + setting;
        try {
            return parse.apply(Files.readString(file));
        } catch (ProfileException e) {
            throw new SettingsException(name + ": " + file + " cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw new SettingsException(name + ": the file " + file + " cannot be read; set it to an existing file");
        }
    }
}
