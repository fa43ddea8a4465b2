package dev.leadrelay.deadletter.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the provider says about itself (the discovery document), read when first needed and anew each hour. Thread-safe. */
final class OidcProvider {
    private static final Duration FRESH = Duration.ofHours(1);

    private final OidcSettings settings;
    private final Clock clock;
    private @Nullable Known known;

    /** The parts of a provider that a login needs. */
    record Parts(URI authorization, URI token, IdTokens idTokens) {}

    private record Known(Parts parts, Instant until) {}

    OidcProvider(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    synchronized Parts parts() throws OidcException {
        Known current = known;
        if (current == null || !clock.instant().isBefore(current.until())) {
            current = new Known(discover(), clock.instant().plus(FRESH));
            known = current;
        }
        return current.parts();
    }

    private Parts discover() throws OidcException {
        String base = settings.issuer().replaceAll("/+$", "");
        JsonNode document = OidcHttp.send(
                "the question for its configuration",
                HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration")));
        if (!settings.issuer().equals(document.path("issuer").asText())) {
            throw new OidcException("the identity provider names itself otherwise than the setting oidc.issuer");
        }
        return new Parts(
                endpoint(document, "authorization_endpoint"),
                endpoint(document, "token_endpoint"),
                new IdTokens(settings.issuer(), settings.clientId(), endpoint(document, "jwks_uri"), clock));
    }

    private static URI endpoint(JsonNode document, String name) throws OidcException {
        try {
            URI uri = URI.create(document.path(name).asText());
            if (OidcSettings.isSafe(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new OidcException("the identity provider names no https address as its " + name);
    }
}
