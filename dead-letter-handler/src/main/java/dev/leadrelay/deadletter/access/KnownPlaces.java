package dev.leadrelay.deadletter.access;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** From where people have logged in since the start: a name with an address. Thread-safe. */
final class KnownPlaces {
    private static final int MOST = 10_000;

    /** The longest unused first. */
    private final Set<String> places = new LinkedHashSet<>();

    synchronized boolean contains(String place) {
        return places.contains(place);
    }

    synchronized void add(String place) {
        places.remove(place);
        Iterator<String> oldest = places.iterator();
        while (places.size() >= MOST) {
            oldest.next();
            oldest.remove();
        }
        places.add(place);
    }
}
