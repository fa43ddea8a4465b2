package dev.leadrelay.deadletter.access;

import dev.leadrelay.service.SettingsException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of an identity provider, found to fit together. Immutable.
 *
 * @param issuer as the provider names itself
 * @param publicUrl where browsers find the desk, without a slash at its end
 */
record OidcSettings(OidcConfig config, String issuer, String clientId, URI publicUrl) {
    private static final String PREFIX = "leadrelay.dead-letter-handler.access.oidc.";

    /** @throws SettingsException when a setting is missing or wrong */
    static Optional<OidcSettings> read(OidcConfig config) {
        if (config.issuer().isEmpty()) {
            return Optional.empty();
        }
        String issuer = config.issuer().get();
        url("issuer", issuer);
        String publicUrl = needed("public-url", config.publicUrl());
        if (!config.scopes().contains("openid")) {
            throw new SettingsException(PREFIX + "scopes must hold openid");
        }
        return Optional.of(new OidcSettings(
                config,
                issuer,
                needed("client-id", config.clientId()),
                url("public-url", publicUrl.replaceAll("/+$", ""))));
    }

    /** Where the provider sends people back to. */
    String redirectUri() {
        return publicUrl + "/login/oidc/callback";
    }

    /** The name of the desk in {@code Host}. */
    String hostName() {
        return String.valueOf(publicUrl.getHost());
    }

    /** Whether tokens and keys may be fetched from there: over TLS, or from this machine. */
    static boolean isSafe(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return uri.getHost() != null
                && (scheme.equals("https") || scheme.equals("http") && HostNames.isLoopback(uri.getHost()));
    }

    private static String needed(String name, Optional<String> value) {
        return value.orElseThrow(() -> new SettingsException(PREFIX + name + " is missing; oidc.issuer needs it"));
    }

    private static URI url(String name, String text) {
        try {
            URI uri = URI.create(text);
            if (isSafe(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new SettingsException(PREFIX + name + " must be an https URL (http only on loopback)");
    }
}
