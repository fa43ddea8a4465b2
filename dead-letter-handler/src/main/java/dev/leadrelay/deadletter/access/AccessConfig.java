package dev.leadrelay.deadletter.access;

import dev.leadrelay.service.SettingsException;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of who may use the desk. */
public interface AccessConfig {
    /** Says that something in front of the handler lets only people through who may do everything, so nobody logs in. */
    @WithDefault("false")
    boolean trustNetwork();

    /** Names besides those of loopback under which the desk is asked for. */
    Optional<List<String>> hostNames();

    /** Whether metrics can be read without a login; where nobody logs in they always can. */
    @WithDefault("false")
    boolean openMetrics();

    /**
     * Checks that nobody is let in by oversight.
     *
     * @param host the address to listen on
     * @throws SettingsException naming the setting
     */
    default void check(String host) {
        if (!HostNames.isLoopback(host) && !trustNetwork()) {
            throw new SettingsException(
                    "leadrelay.http.host is " + host + ", which others may reach, and nobody would have to log in;"
                            + " bind to 127.0.0.1, or, when what is in front of it lets nobody else through, set"
                            + " leadrelay.dead-letter-handler.access.trust-network to true");
        }
    }
}
