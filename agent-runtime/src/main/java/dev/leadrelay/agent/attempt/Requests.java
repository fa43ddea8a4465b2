package dev.leadrelay.agent.attempt;

import dev.leadrelay.gateway.Message;
import dev.leadrelay.gateway.ModelRequest;
import dev.leadrelay.gateway.ModelRequest.ResponseFormat;
import dev.leadrelay.gateway.ToolSpecification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds every request of an attempt, and says in one place which of them may share an answer: those of the same attempt
 * number, sample and ask. So votes are independent, a repair never gets the answer it is to repair, and an attempt that a
 * person or policy ordered again is answered anew. Immutable.
 */
final class Requests {
    private static final int ATTEMPT_SHIFT = 32;

    private final CallShape shape;
    private final int attempt;

    /** @param attempt number of the attempt in its header */
    Requests(CallShape shape, int attempt) {
        this.shape = shape;
        this.attempt = attempt;
    }

    /**
     * A request for a structured answer.
     *
     * @param sample number of the independent answer that is wanted, from 0
     * @param ask which ask of the repair loop it is, from 1
     * @param scope within which the answer to a question that means the same will do; null for never
     */
    ModelRequest structured(
            List<Message> messages, ResponseFormat format, int sample, int ask, @Nullable String scope) {
        return new ModelRequest(
                messages,
                List.of(),
                format,
                shape.temperature(),
                shape.maxOutputTokens(),
                number(sample, ask),
                // A repair is of one answer to one question.
                ask == 1 ? scope : null);
    }

    /** A request for the next reply of a conversation. It grows with every step, so no two steps ask the same. */
    ModelRequest conversation(List<Message> messages, List<ToolSpecification> tools) {
        return new ModelRequest(
                messages, tools, null, shape.temperature(), shape.maxOutputTokens(), number(0, 1), null);
    }

    /** One number for the three; no two triples have the same. */
    private long number(int sample, int ask) {
        int perSample = AskLoop.MAX_ASKS;
        // Refuses samples whose numbers would run into those of the next attempt.
        int within = Math.addExact(Math.multiplyExact(sample, perSample), ask - 1);
        return ((long) attempt << ATTEMPT_SHIFT) + within;
    }
}
