package dev.leadrelay.gateway;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives the answer to a question that means the same, where the request says within which scope that will do; all else is asked. What is
 * compared is the last message of the user; everything else of the request, and the scope, must be the same.
 */
final class SemanticCacheChannel implements ModelChannel {
    private final Embedder embedder;
    private final SemanticStore store;
    private final CacheCounts counts;
    private final ModelChannel next;

    SemanticCacheChannel(Embedder embedder, SemanticStore store, CacheCounts counts, ModelChannel next) {
        this.embedder = embedder;
        this.store = store;
        this.counts = counts;
        this.next = next;
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        String scope = request.scope();
        if (scope == null || !(request.messages().getLast() instanceof Message.User question)) {
            return next.call(request, budget);
        }
        Embedding meaning = embedder.embed(question.text(), budget);
        if (meaning == null) {
            return next.call(request, budget);
        }
        String within = scope + "\u0000" + RequestKey.of(withoutQuestion(request));
        ModelOutcome.Answered near = store.find(within, meaning);
        if (near != null) {
            counts.semanticHit();
            return near;
        }
        ModelOutcome outcome = next.call(request, budget);
        if (outcome instanceof ModelOutcome.Answered answered && answered.complete()) {
            store.keep(within, meaning, answered.shared());
        }
        return outcome;
    }

    private static ModelRequest withoutQuestion(ModelRequest request) {
        List<Message> messages = new ArrayList<>(request.messages());
        messages.set(messages.size() - 1, new Message.User(""));
        return new ModelRequest(
                messages,
                request.tools(),
                request.responseFormat(),
                request.temperature(),
                request.maxOutputTokens(),
                request.sample(),
                request.scope());
    }
}
