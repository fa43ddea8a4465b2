package dev.leadrelay.deadletter.access;

import dev.leadrelay.service.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of access, read and found to fit together. Immutable.
 *
 * @param host the address that the service listens on
 * @param users empty when there is no users file
 * @param oidc empty when there is no identity provider
 */
public record AccessSettings(AccessConfig config, String host, Optional<Users> users, Optional<OidcSettings> oidc) {

    /**
     * Reads what the settings name.
     *
     * @throws SettingsException when a setting is wrong or would let anybody in
     */
    public static AccessSettings read(AccessConfig config, String host) {
        config.check();
        AccessSettings settings = new AccessSettings(
                config, host, config.usersFile().map(Path::of).map(UsersFile::read), OidcSettings.read(config.oidc()));
        if (!settings.needsLogin() && !HostNames.isLoopback(host) && !config.trustNetwork()) {
            throw new SettingsException(
                    "leadrelay.http.host is " + host + ", which others may reach, and nobody would have to log in; set"
                            + " leadrelay.dead-letter-handler.access.users-file or .oidc.issuer, bind to 127.0.0.1, or, when what is in"
                            + " front of it lets nobody else through, set"
                            + " leadrelay.dead-letter-handler.access.trust-network to true");
        }
        return settings;
    }

    boolean needsLogin() {
        return users.isPresent() || oidc.isPresent();
    }

    /** Names under which the desk is asked for. */
    HostNames hostNames() {
        List<String> names = new ArrayList<>(config.hostNames().orElse(List.of()));
        oidc.ifPresent(each -> names.add(each.hostName()));
        return new HostNames(names);
    }

    /** A proxy on this machine speaks TLS for a handler on loopback too. */
    boolean secureCookies() {
        boolean plain = HostNames.isLoopback(host)
                && !config.behindProxy()
                && oidc.map(each -> !each.publicUrl().getScheme().equalsIgnoreCase("https"))
                        .orElse(true);
        return config.secureCookies().orElse(!plain);
    }
}
