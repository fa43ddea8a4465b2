package dev.leadrelay.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers beside the meaning of their questions, apart by scope and by everything that is asked besides. A scope's answers live
 * as long as its latest one. Thread-safe.
 */
final class SemanticStore {
    /** More different questions about one company than anybody has. */
    private static final int MOST_PER_SCOPE = 16;

    private final double threshold;
    private final Cache<String, Deque<Entry>> scopes;

    private record Entry(Embedding question, ModelOutcome.Answered answer, long keptAt) {}

    private final LongSupplier nanoTime;
    private final long timeToLive;

    SemanticStore(SemanticSettings settings, LongSupplier nanoTime) {
        this.threshold = settings.threshold();
        this.nanoTime = nanoTime;
        this.timeToLive = settings.timeToLive().toNanos();
        this.scopes = Caffeine.newBuilder()
                .maximumSize(settings.maxScopes())
                .expireAfterWrite(settings.timeToLive())
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** The answer to the nearest question that means the same; null when there is none. */
    ModelOutcome.@Nullable Answered find(String scope, Embedding question) {
        Deque<Entry> entries = scopes.getIfPresent(scope);
        if (entries == null) {
            return null;
        }
        long now = nanoTime.getAsLong();
        ModelOutcome.Answered nearest = null;
        double best = threshold;
        synchronized (entries) {
            entries.removeIf(entry -> now - entry.keptAt >= timeToLive);
            for (Entry entry : entries) {
                double cosine = entry.question.cosine(question);
                if (cosine >= best) {
                    best = cosine;
                    nearest = entry.answer;
                }
            }
        }
        return nearest;
    }

    void keep(String scope, Embedding question, ModelOutcome.Answered answer) {
        scopes.asMap().compute(scope, (key, open) -> {
            Deque<Entry> entries = open == null ? new ArrayDeque<>() : open;
            synchronized (entries) {
                entries.addFirst(new Entry(question, answer, nanoTime.getAsLong()));
                while (entries.size() > MOST_PER_SCOPE) {
                    entries.removeLast();
                }
            }
            return entries;
        });
    }
}
