package dev.leadrelay.deadletter.access;

import dev.leadrelay.service.SettingsException;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of who may use the desk. */
public interface AccessConfig {
    /** YAML file of the users who may log in; without one nobody has to. */
    Optional<String> usersFile();

    /** Says that something in front of the handler lets only people through who may do everything, so nobody logs in. */
    @WithDefault("false")
    boolean trustNetwork();

    /** Names besides those of loopback under which the desk is asked for. */
    Optional<List<String>> hostNames();

    /** Whether metrics can be read without a login; where nobody logs in they always can. */
    @WithDefault("false")
    boolean openMetrics();

    /** Whether cookies are for TLS only; by default they are unless the handler listens on loopback with no proxy in front. */
    Optional<Boolean> secureCookies();

    /** Whether a proxy in front adds the address of the client to X-Forwarded-For. */
    @WithDefault("false")
    boolean behindProxy();

    /** How long a login lives without being used. */
    @WithDefault("PT30M")
    Duration sessionIdle();

    /** How long a login lives at most. */
    @WithDefault("PT12H")
    Duration sessionLength();

    /** How long logins and refusals are kept. */
    @WithDefault("P90D")
    Duration keepEvents();

    /** Logins with an identity provider. */
    OidcConfig oidc();

    /**
     * Checks what the types do not say.
     *
     * @throws SettingsException naming the setting
     */
    default void check() {
        require(sessionIdle().isPositive(), "session-idle must be more than nothing");
        require(sessionLength().compareTo(sessionIdle()) >= 0, "session-length must be at least session-idle");
        require(keepEvents().isPositive(), "keep-events must be more than nothing");
        require(
                hostNames().orElse(List.of()).stream().noneMatch(name -> name.contains("/") || name.contains("*")),
                "host-names must be names without scheme, path and wildcards, for example desk.example.com");
    }

    private static void require(boolean valid, String rule) {
        if (!valid) {
            throw new SettingsException("leadrelay.dead-letter-handler.access." + rule);
        }
    }
}
