package dev.leadrelay.research.domain;

import java.util.HashSet;
import java.util.Set;

/** A fact as one text states it. Immutable, pure. */
sealed interface StatedFact {

    /** What it is about: the same word for facts that can be compared. */
    String fact();

    /** The words that state it. */
    String text();

    /** True when both cannot be true. Symmetric; nothing contradicts itself. */
    boolean contradicts(StatedFact other);

    /** A number somewhere between two bounds, both included. */
    record Amount(String fact, String text, long least, long most) implements StatedFact {
        @Override
        public boolean contradicts(StatedFact other) {
            return other instanceof Amount amount
                    && amount.fact.equals(fact)
                    && (amount.least > most || least > amount.most);
        }
    }

    /** One or several places, each as its folded words. */
    record Place(String fact, String text, Set<Set<String>> places) implements StatedFact {
        public Place {
            Set<Set<String>> copies = new HashSet<>();
            places.forEach(words -> copies.add(Set.copyOf(words)));
            places = Set.copyOf(copies);
        }

        /** "Frankfurt" and "Frankfurt am Main" are one place. */
        @Override
        public boolean contradicts(StatedFact other) {
            return other instanceof Place place
                    && place.fact.equals(fact)
                    && places.stream()
                            .noneMatch(mine -> place.places.stream()
                                    .anyMatch(theirs -> mine.containsAll(theirs) || theirs.containsAll(mine)));
        }
    }
}
