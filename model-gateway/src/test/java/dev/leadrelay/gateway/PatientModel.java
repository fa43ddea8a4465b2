package dev.leadrelay.gateway;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A model that answers each question when a test lets it, and charges the same for whatever becomes of a call. */
final class PatientModel implements ModelChannel {
    static final ModelUsage COST = new ModelUsage(1, 8, 2, 3);

    /** What becomes of a call. */
    enum Reply {
        ANSWER,
        TOOLS,
        CUT,
        UNKNOWN_END,
        EMPTY,
        FAILURE,
        DEFECT;

        boolean isWhole() {
            return this == ANSWER || this == TOOLS;
        }
    }

    final AtomicInteger calls = new AtomicInteger();
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    /** The calls of one question. */
    static final class Line {
        final AtomicInteger asking = new AtomicInteger();
        final AtomicInteger mostAsking = new AtomicInteger();
        final AtomicInteger calls = new AtomicInteger();
        final List<Reply> given = new CopyOnWriteArrayList<>();
        private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    }

    static ModelRequest ask(String question) {
        return ModelRequest.text(List.of(new Message.User(question)), 100);
    }

    Line line(String question) {
        return lines.computeIfAbsent(question, ignored -> new Line());
    }

    void reply(String question, Reply... replies) {
        line(question).replies.addAll(List.of(replies));
    }

    @Override
    public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
        String question = ((Message.User) request.messages().getFirst()).text();
        Line line = line(question);
        calls.incrementAndGet();
        line.calls.incrementAndGet();
        line.mostAsking.accumulateAndGet(line.asking.incrementAndGet(), Math::max);
        budget.reserve(COST.tokens(), COST.costMicros());
        try {
            Reply reply = line.replies.take();
            line.given.add(reply);
            return outcome(reply, question);
        } finally {
            budget.settle(COST.tokens(), COST.costMicros(), new ProviderSpend("p", "m", COST));
            line.asking.decrementAndGet();
        }
    }

    static ModelOutcome outcome(Reply reply, String question) {
        String text = "answer to " + question;
        return switch (reply) {
            case ANSWER -> answered(text, List.of(), FinishReason.STOP);
            case TOOLS -> answered(null, List.of(new ToolCall("1", "t", text)), FinishReason.TOOL_CALLS);
            case CUT -> answered(text, List.of(), FinishReason.LENGTH);
            case UNKNOWN_END -> answered(text, List.of(), FinishReason.OTHER);
            case EMPTY -> answered(null, List.of(), FinishReason.STOP);
            case FAILURE -> new ModelOutcome.Failed(FailureClass.MODEL_ERROR, text, COST, null);
            case DEFECT -> throw new IllegalStateException(text);
        };
    }

    private static ModelOutcome.Answered answered(String text, List<ToolCall> toolCalls, FinishReason reason) {
        return new ModelOutcome.Answered(text, toolCalls, reason, COST, "p", "m", false, Duration.ofMillis(5));
    }
}
