package dev.leadrelay.deadletter.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the provider says about itself (the discovery document), read when first needed and anew each hour. Thread-safe. */
final class OidcProvider {
    private static final Duration FRESH = Duration.ofHours(1);

    /** A provider that hangs is not waited for by one request after the other. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final OidcSettings settings;
    private final Clock clock;
    /** Not a monitor: on Java 21 whoever waits for one would hold a thread of the machine. */
    private final ReentrantLock asking = new ReentrantLock();

    private @Nullable Known known;
    private @Nullable Failed failed;

    /** The parts of a provider that a login needs. */
    record Parts(URI authorization, URI token, IdTokens idTokens) {}

    private record Known(Parts parts, Instant until) {}

    private record Failed(String line, Instant until) {}

    OidcProvider(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @throws OidcException when the provider does not say, or did not a moment ago */
    Parts parts() throws OidcException {
        asking.lock();
        try {
            Known current = known;
            return current != null && clock.instant().isBefore(current.until()) ? current.parts() : ask();
        } finally {
            asking.unlock();
        }
    }

    private Parts ask() throws OidcException {
        Failed last = failed;
        if (last != null && clock.instant().isBefore(last.until())) {
            throw new OidcException(last.line());
        }
        try {
            Parts parts = discover();
            known = new Known(parts, clock.instant().plus(FRESH));
            return parts;
        } catch (OidcException e) {
            failed = new Failed(e.line(), clock.instant().plus(REST));
            throw e;
        }
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
