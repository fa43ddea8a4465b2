package dev.leadrelay.gateway;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** One probe at a time, whose answer goes to all that ask meanwhile. Thread-safe. */
final class SharedProbe {
    private final AtomicReference<CompletableFuture<Boolean>> running = new AtomicReference<>();

    /** Asks whether something is to be had. */
    @FunctionalInterface
    interface Probe {
        boolean ask() throws InterruptedException;
    }

    /** The probe's answer, or that of the one under way; false when that one was broken off. */
    boolean call(Probe probe) throws InterruptedException {
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        CompletableFuture<Boolean> other = running.compareAndExchange(null, own);
        if (other != null) {
            return answerOf(other);
        }
        boolean answer = false;
        try {
            answer = probe.ask();
            return answer;
        } finally {
            running.set(null);
            own.complete(answer);
        }
    }

    private static boolean answerOf(CompletableFuture<Boolean> other) throws InterruptedException {
        try {
            return other.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe is completed with an answer only", e);
        }
    }
}
