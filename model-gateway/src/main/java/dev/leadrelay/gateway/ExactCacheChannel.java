package dev.leadrelay.gateway;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the same only once: a whole answer is kept and shared with later calls of the same request, at no cost, and of
 * the calls that come while it is asked one asks and the others wait. When that one fails or is interrupted, the one
 * that has waited longest asks next, so every failure is charged to the call that made it and there is never a herd. A
 * waiter's patience is its own thread's: an interrupt ends it and nobody else's.
 */
final class ExactCacheChannel implements ModelChannel {
    private final AnswerStore answers;
    private final CacheCounts counts;
    private final ModelChannel next;
    private final ConcurrentMap<String, Flight> flights = new ConcurrentHashMap<>();

    ExactCacheChannel(AnswerStore answers, CacheCounts counts, ModelChannel next) {
        this.answers = answers;
        this.counts = counts;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        String key = RequestKey.of(request);
        ModelOutcome.Answered kept = answers.find(key);
        if (kept != null) {
            return hit(kept);
        }
        Flight flight = board(key);
        try {
            flight.takeTurn();
            try {
                ModelOutcome.Answered shared = sharedBy(flight, key);
                return shared != null ? hit(shared) : ask(key, flight, request, budget);
            } finally {
                flight.giveTurn();
            }
        } finally {
            leave(key, flight);
        }
    }

    /** Flights in the air, for tests. */
    int flights() {
        return flights.size();
    }

    private Flight board(String key) {
        return flights.compute(key, (ignored, open) -> (open == null ? new Flight() : open).boarded());
    }

    private void leave(String key, Flight flight) {
        flights.computeIfPresent(key, (ignored, open) -> open == flight ? open.left() : open);
    }

    /** The flight's own answer, which the store may be too small for; or one kept since the first look. */
    private ModelOutcome.@Nullable Answered sharedBy(Flight flight, String key) {
        ModelOutcome.Answered landed = flight.answer();
        return landed != null ? landed : answers.find(key);
    }

    private ModelOutcome.Answered hit(ModelOutcome.Answered shared) {
        counts.hit();
        return shared;
    }

    /** Holds the turn, but no lock: those who wait can be interrupted. */
    private ModelOutcome ask(String key, Flight flight, ModelRequest request, CallBudget budget)
            throws InterruptedException {
        counts.miss();
        ModelOutcome outcome = next.call(request, budget);
        if (outcome instanceof ModelOutcome.Answered answered && answered.complete()) {
            ModelOutcome.Answered shared = answered.shared();
            flight.land(shared);
            answers.keep(key, shared);
            // Only who waited gets the flight's answer; whoever comes from now on depends on what is kept.
            flights.remove(key, flight);
        }
        return outcome;
    }
}
