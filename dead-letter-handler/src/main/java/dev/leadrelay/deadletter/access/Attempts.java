package dev.leadrelay.deadletter.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often something may be tried: a few times at once, then one each interval, for each key apart. Thread-safe. */
final class Attempts {
    /** Keys are names and addresses that anybody can make up. */
    private static final int MOST_KEYS = 10_000;

    private final Clock clock;
    private final int atOnce;
    private final Duration interval;

    /** When each key would have all its attempts again; the longest untouched first. */
    private final Map<String, Instant> fullAt = new LinkedHashMap<>();

    Attempts(Clock clock, int atOnce, Duration interval) {
        this.clock = clock;
        this.atOnce = atOnce;
        this.interval = interval;
    }

    /** Takes an attempt; false when there is none left. */
    synchronized boolean take(String key) {
        Instant now = clock.instant();
        Instant next = next(key, now);
        if (next.isAfter(now.plus(interval.multipliedBy(atOnce)))) {
            return false;
        }
        fullAt.remove(key);
        makeRoom(now);
        fullAt.put(key, next);
        return true;
    }

    /** Whether there is an attempt left, which is not thereby taken. */
    synchronized boolean hasLeft(String key) {
        Instant now = clock.instant();
        return !next(key, now).isAfter(now.plus(interval.multipliedBy(atOnce)));
    }

    /** Gives back what was taken for something that went well. */
    synchronized void giveBack(String key) {
        fullAt.computeIfPresent(key, (name, at) -> at.minus(interval));
    }

    synchronized int size() {
        return fullAt.size();
    }

    private void makeRoom(Instant now) {
        Iterator<Instant> oldest = fullAt.values().iterator();
        while (oldest.hasNext() && (!oldest.next().isAfter(now) || fullAt.size() >= MOST_KEYS)) {
            oldest.remove();
        }
    }

    /** When the key would have all its attempts again after one more. */
    private Instant next(String key, Instant now) {
        return later(fullAt.getOrDefault(key, now), now).plus(interval);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
