package dev.leadrelay.gateway;

import org.jspecify.annotations.Nullable;

/** Turns a question into a vector that is near to those of questions that mean the same. Thread-safe. */
interface Embedder extends AutoCloseable {
    /** The vector of a text, charged to the budget; null when there is none to be had, for whatever reason. */
    @Nullable
    Embedding embed(String text, CallBudget budget) throws InterruptedException;

    @Override
    void close();
}
