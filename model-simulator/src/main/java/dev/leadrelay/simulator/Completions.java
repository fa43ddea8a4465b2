package dev.leadrelay.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Serves chat completions: reads the request, waits, answers, and does wrong what the settings ask for. */
final class Completions {
    private static final Map<String, String> RETRY_SOON = Map.of("Retry-After", "1");

    private final SimulatorSettings settings;
    private final ObjectMapper json;
    private final OpenAiJson shapes;
    private final Counters counters;
    private final Answers answers;
    private final Faults faults;
    private final Pace pace;
    private final Admission admission;
    private final AtomicBoolean down;

    Completions(SimulatorSettings settings, ObjectMapper json, Counters counters, AtomicBoolean down) {
        this.settings = settings;
        this.json = json;
        this.shapes = new OpenAiJson(json);
        this.counters = counters;
        this.answers = new Answers(settings, json, counters::invented);
        this.faults = new Faults(settings.seed(), settings.faultRates(), json);
        this.pace = new Pace(
                settings.latencyMedian(), settings.latencySigma(), settings.callsPerSecond(), settings.slots());
        this.admission = new Admission(settings.admittedPerSecond(), System::nanoTime);
        this.down = down;
    }

    /**
     * The reply to one request, after the time it takes.
     *
     * @throws InterruptedException when the server is closed meanwhile
     */
    Reply reply(byte[] body) throws InterruptedException {
        try {
            long inFlight = counters.enter();
            if (down.get()) {
                counters.unavailable();
                return error(503, "the model is down", "server_error", "unavailable", Map.of());
            }
            if (inFlight > settings.maxConcurrency()) {
                counters.rejected();
                return error(429, "too many calls in flight", "rate_limit_error", "rate_limit_exceeded", RETRY_SOON);
            }
            if (!admission.admits()) {
                counters.rejected();
                return error(429, "too many calls a second", "rate_limit_error", "rate_limit_exceeded", Map.of());
            }
            return completed(ChatRequest.parse(json, body));
        } catch (BadRequestException e) {
            counters.badRequest();
            return error(400, e.getMessage(), "invalid_request_error", "invalid_request", Map.of());
        } finally {
            counters.leave();
        }
    }

    private Reply completed(ChatRequest request) throws InterruptedException, BadRequestException {
        String model = request.model();
        if (!model.equals(ModelSimulator.MODEL) && !model.startsWith(ModelSimulator.MODEL + "-")) {
            throw new BadRequestException("the model '" + model + "' does not exist; ask for 'simulator'");
        }
        int attempt = counters.asked(request.hash());
        Answer answer = answers.answer(request);
        FaultKind wished = Wishes.of(new PromptData(json, request), answer, attempt);
        FaultKind fault = wished != null ? wished : faults.draw(request.hash(), attempt, answer);
        if (fault != null) {
            counters.injected(fault);
        }
        pace.awaitTurn();
        Reply refused = fault == null ? null : refused(fault);
        if (refused != null) {
            return refused;
        }
        if (fault == FaultKind.HANG) {
            Pace.sleep(settings.hang().toNanos());
            return new Reply.Drop();
        }
        pace.think(Seeded.mix(Seeded.mix(settings.seed(), request.hash()), attempt));
        if (fault == FaultKind.SERVER_ERROR) {
            return error(500, "the model failed", "server_error", "internal_error", Map.of());
        }
        return answered(request, attempt, spoiled(answer, fault, request));
    }

    /** The error that a provider answers at once, without thinking; null when the fault is none of that kind. */
    private @Nullable Reply refused(FaultKind fault) {
        return switch (fault) {
            case RATE_LIMITED ->
                error(429, "rate limit reached", "rate_limit_error", "rate_limit_exceeded", RETRY_SOON);
            case OUT_OF_CREDIT ->
                error(429, "you exceeded your current quota", "insufficient_quota", "insufficient_quota", Map.of());
            case REQUEST_REJECTED -> error(400, "invalid value", "invalid_request_error", "invalid_value", Map.of());
            case CONTEXT_OVERFLOW ->
                error(
                        400,
                        "the prompt exceeds the model's context",
                        "invalid_request_error",
                        "context_length_exceeded",
                        Map.of());
            case SERVER_ERROR,
                    HANG,
                    TRUNCATED_JSON,
                    FENCED_JSON,
                    WRONG_FIELDS,
                    INVENTED_EVIDENCE,
                    REFUSAL,
                    FLIPPED_LEVEL,
                    PLACEHOLDER,
                    SAME_CALL -> null;
        };
    }

    private Answer spoiled(Answer answer, @Nullable FaultKind fault, ChatRequest request) {
        return fault == null ? answer : faults.spoiled(answer, fault, new PromptData(json, request));
    }

    private Reply answered(ChatRequest request, int attempt, Answer answer) {
        String text = OpenAiJson.text(answer);
        byte[] body = shapes.completion(request, attempt, answer, text);
        long promptTokens = OpenAiJson.tokens(request.characters());
        long completionTokens = OpenAiJson.tokens(text.length());
        Runnable sent = () -> counters.answered(request.hash(), answer.task(), promptTokens, completionTokens);
        return new Reply.Response(200, "application/json", body, Map.of(), sent);
    }

    private Reply error(int status, @Nullable String message, String type, String code, Map<String, String> headers) {
        byte[] body = shapes.error(String.valueOf(message), type, code);
        return new Reply.Response(status, "application/json", body, headers, () -> {});
    }
}
