package dev.leadrelay.agent.tool;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** One question for all who ask it at the same time: thousands of records meet the same outage at once. Thread-safe. */
final class SharedProbe {

    /** The question. */
    @FunctionalInterface
    interface Question {
        boolean ask() throws InterruptedException;
    }

    private final Question question;
    private final AtomicReference<CompletableFuture<Boolean>> running = new AtomicReference<>();

    SharedProbe(Question question) {
        this.question = question;
    }

    boolean ask() throws InterruptedException {
        while (true) {
            CompletableFuture<Boolean> mine = new CompletableFuture<>();
            CompletableFuture<Boolean> others = running.compareAndExchange(null, mine);
            if (others == null) {
                return answered(mine);
            }
            try {
                return others.get();
            } catch (CancellationException e) {
                // Whoever asked was interrupted; that says nothing of the answer.
            } catch (ExecutionException e) {
                throw new IllegalStateException("the probe broke", e.getCause());
            }
        }
    }

    private boolean answered(CompletableFuture<Boolean> mine) throws InterruptedException {
        try {
            boolean answer = question.ask();
            mine.complete(answer);
            return answer;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            // Given up first: a waiter that finds it cancelled must not meet it again.
            running.set(null);
            mine.cancel(false);
        }
    }
}
