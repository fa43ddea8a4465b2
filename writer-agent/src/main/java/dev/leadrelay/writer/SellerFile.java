package dev.leadrelay.writer;

import dev.leadrelay.service.SettingsException;
import dev.leadrelay.validation.ProfileException;
import dev.leadrelay.validation.SellerProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the seller's profile from its file. */
final class SellerFile {
    private SellerFile() {}

    /** @throws SettingsException when the file cannot be read or is wrong */
    static SellerProfile read(Path file) {
        try {
            return SellerProfile.parse(Files.readString(file));
        } catch (IOException e) {
            throw new SettingsException(
                    "the seller file " + file + " cannot be read; set leadrelay.writer.seller to a YAML file");
        } catch (ProfileException e) {
            throw new SettingsException("seller file " + file + ": " + e.getMessage());
        }
    }
}
