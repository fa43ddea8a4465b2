package dev.leadrelay.orchestrator;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.GateSet;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.RefusalPolicy;
import dev.leadrelay.validation.SellerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Loads what the gates check against. */
final class GateFiles {
    private GateFiles() {}

    /** @throws SettingsException when a file is missing or malformed */
    static ProfileGates load(OrchestratorSettings settings, GateSet gates) {
        RefusalPolicy policy = settings.refusalPolicy()
                .map(file -> read("refusal-policy", file, RefusalPolicy::parse))
                .orElseGet(RefusalPolicy::doNotContactOnly);
        SellerProfile seller = read("seller", settings.seller(), SellerProfile::parse);
        return new ProfileGates(policy, gates, new ProfileFiles(settings.profilesDir()), seller);
    }

    private static <T> T read(String setting, Path file, Function<String, T> parse) {
        String name = "leadrelay.orchestrator." + setting;
        try {
            return parse.apply(Files.readString(file));
        } catch (ProfileException e) {
            throw new SettingsException(name + ": " + file + " cannot be used: " + e.getMessage());
        } catch (IOException e) {
            throw new SettingsException(name + ": the file " + file + " cannot be read; set it to an existing file");
        }
    }
}
