package dev.leadrelay.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps whole answers by the key of their request, within bounds of number, size and age. What was used least lately and
 * least often goes first. Thread-safe.
 */
class AnswerStore {
    private final Cache<String, ModelOutcome.Answered> answers;

    AnswerStore(CacheSettings settings, LongSupplier nanoTime) {
        // Caffeine bounds either number or weight. An answer that weighs at least its share of the bytes bounds both.
        int share = Math.toIntExact(Math.max(1, settings.maxBytes() / settings.maxEntries()));
        answers = Caffeine.newBuilder()
                .maximumWeight(Math.min(settings.maxBytes(), (long) share * settings.maxEntries()))
                .weigher((String key, ModelOutcome.Answered answer) -> Math.max(share, bytes(key, answer)))
                .expireAfterWrite(settings.timeToLive())
                .ticker(nanoTime::getAsLong)
                // In the caller's thread: the bounds hold when a call returns, and there is no thread to end.
                .executor(Runnable::run)
                .build();
    }

    ModelOutcome.@Nullable Answered find(String key) {
        return answers.getIfPresent(key);
    }

    void keep(String key, ModelOutcome.Answered answer) {
        answers.put(key, answer);
    }

    /** Answers kept now, the expired ones left out. */
    long size() {
        answers.cleanUp();
        return answers.estimatedSize();
    }

    /** Two bytes a character is the most that Java needs; the rest of an answer is small. */
    private static int bytes(String key, ModelOutcome.Answered answer) {
        String text = answer.text();
        long characters = key.length() + (text == null ? 0 : text.length());
        for (ToolCall call : answer.toolCalls()) {
            characters += call.id().length()
                    + call.name().length()
                    + call.argumentsJson().length();
        }
        return (int) Math.min(Integer.MAX_VALUE, characters * Character.BYTES);
    }
}
