package dev.leadrelay.writer;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** How the writer agent knows for whom it writes. */
@ConfigMapping(prefix = "leadrelay.writer")
public interface WriterSettings {
    /** YAML file with the seller's profile: sender, product, facts a draft may use, footer. */
    Path seller();
}
