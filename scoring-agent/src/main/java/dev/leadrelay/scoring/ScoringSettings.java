package dev.leadrelay.scoring;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** How the scoring agent finds what it scores against. */
@ConfigMapping(prefix = "leadrelay.scoring")
public interface ScoringSettings {
    /** Directory of ideal customer profiles; the profile that a list calls {@code NAME} is the file NAME.yaml. */
    Path profilesDir();
}
