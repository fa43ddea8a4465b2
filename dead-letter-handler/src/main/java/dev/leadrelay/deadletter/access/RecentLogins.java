package dev.leadrelay.deadletter.access;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Programs send name and password with each request; a password that was right is right for a while, so that not each request costs
 * what a login costs. Holds keyed digests only. Thread-safe.
 */
final class RecentLogins {
    private static final int MOST = 1_000;
    private static final Duration FOR = Duration.ofMinutes(5);
    private static final String DIGEST = "HmacSHA256";

    private final Clock clock;
    private final SecretKeySpec key = new SecretKeySpec(RandomToken.bytes(32), DIGEST);
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(DeskUser user, Instant until) {}

    RecentLogins(Clock clock) {
        this.clock = clock;
    }

    synchronized Optional<DeskUser> find(String credentials) {
        Entry entry = entries.get(digest(credentials));
        return entry != null && clock.instant().isBefore(entry.until()) ? Optional.of(entry.user()) : Optional.empty();
    }

    synchronized void add(String credentials, DeskUser user) {
        if (entries.size() >= MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
        entries.put(digest(credentials), new Entry(user, clock.instant().plus(FOR)));
    }

    private String digest(String credentials) {
        try {
            Mac mac = Mac.getInstance(DIGEST);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(credentials.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + DIGEST, e);
        }
    }
}
