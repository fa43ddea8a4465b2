package dev.leadrelay.deadletter.access;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Settings of logins with an identity provider (OpenID Connect). */
public interface OidcConfig {
    /** The provider, as it names itself; with one everybody has to log in. */
    Optional<String> issuer();

    /** Under which name the provider knows the desk. */
    Optional<String> clientId();

    /** The secret that goes with it; none for a public client. */
    Optional<String> clientSecret();

    /** Where browsers find the desk, for example https://desk.example.com. */
    Optional<String> publicUrl();

    /** What the provider is asked for. */
    @WithDefault("openid,profile,email")
    List<String> scopes();

    /** The claim that names people in decisions and in the log; one that they cannot choose themselves. */
    @WithDefault("email")
    String nameClaim();

    /** The claim that holds a role or a list of them; steps into objects are parted by dots. */
    @WithDefault("roles")
    String roleClaim();

    /** What stands there for a viewer. */
    @WithDefault("leadrelay-viewer")
    String viewerValue();

    /** What stands there for a reviewer. */
    @WithDefault("leadrelay-reviewer")
    String reviewerValue();

    /** What stands there for an admin. */
    @WithDefault("leadrelay-admin")
    String adminValue();
}
