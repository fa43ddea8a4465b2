package dev.leadrelay.deadletter.access;

import dev.leadrelay.schemas.Identifiers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logins that people have gone to the identity provider for. Each is good once, for ten minutes. Thread-safe. */
final class PendingLogins {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    /** Anybody can begin logins; many of one network must not end those of others. */
    private static final int MOST_OF_ONE = 1_000;

    private final Clock clock;
    private final Map<String, Pending> byState = new LinkedHashMap<>();

    /**
     * One of them.
     *
     * @param state names it to the provider, which gives it back
     * @param nonce must stand in the token
     * @param verifier proves to the provider that who began the login ends it (PKCE)
     * @param browser must be in the cookie of the browser that comes back
     * @param next where the person wanted to go
     * @param network where it was begun
     */
    record Pending(
            String state, String nonce, String verifier, String browser, String next, String network, Instant until) {

        /** What the provider is told of the verifier beforehand. */
        String challenge() {
            byte[] digest = Identifiers.sha256().digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        }
    }

    PendingLogins(Clock clock) {
        this.clock = clock;
    }

    synchronized Pending begin(String next, String network) {
        Instant now = clock.instant();
        Iterator<Pending> oldest = byState.values().iterator();
        while (oldest.hasNext() && (!now.isBefore(oldest.next().until()) || byState.size() >= MOST)) {
            oldest.remove();
        }
        endOneOf(network);
        Pending pending = new Pending(
                RandomToken.next(),
                RandomToken.next(),
                RandomToken.next(),
                RandomToken.next(),
                next,
                network,
                now.plus(GOOD_FOR));
        byState.put(pending.state(), pending);
        return pending;
    }

    /** Ends the oldest login of a network that has begun as many as one may. */
    private void endOneOf(String network) {
        List<Pending> all = byState.values().stream()
                .filter(pending -> pending.network().equals(network))
                .toList();
        if (all.size() >= MOST_OF_ONE) {
            byState.remove(all.getFirst().state());
        }
    }

    /** The login of this state, which is thereby used up. */
    synchronized Optional<Pending> end(String state) {
        return Optional.ofNullable(byState.remove(state))
                .filter(pending -> clock.instant().isBefore(pending.until()));
    }
}
