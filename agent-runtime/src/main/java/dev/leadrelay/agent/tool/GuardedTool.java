package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Violation;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One tool behind its contract, its approvals, its time limit and its breaker. Thread-safe. */
final class GuardedTool implements AutoCloseable {
    private static final int MAX_TRIES = 3;
    private static final IntervalFunction BACKOFF =
            IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(100), 2, 0.5, Duration.ofSeconds(2));

    private final Tool tool;
    private final ToolContract contract;
    private final String fingerprint;
    private final boolean required;
    private final boolean sensitive;
    private final ContractCheck input;
    private final ContractCheck output;
    private final CircuitBreaker breaker;
    private final SharedProbe probe = new SharedProbe(() -> checkLive().state() != ToolCheck.State.UNREACHABLE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    GuardedTool(ToolUsage usage) {
        tool = usage.tool();
        contract = tool.contract();
        fingerprint = contract.fingerprint();
        required = usage.required();
        sensitive = usage.sensitive();
        input = new ContractCheck(contract.input(), "tool.arguments");
        output = new ContractCheck(contract.output(), "tool.output");
        breaker = CircuitBreaker.of(
                contract.name(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(50)
                        .minimumNumberOfCalls(20)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(10))
                        .build());
    }

    ToolContract contract() {
        return contract;
    }

    /** The contract's fingerprint. */
    String fingerprint() {
        return fingerprint;
    }

    boolean isRequired() {
        return required;
    }

    boolean isSensitive() {
        return sensitive;
    }

    List<Violation> check(JsonNode arguments) {
        return input.check(arguments);
    }

    /** What a person has to approve before the call may leave; null when it may. */
    @Nullable
    Violation toApprove(JsonNode arguments, Collection<String> approvals) {
        return sensitive && !approvals.contains(Approvals.id(contract, arguments))
                ? Approvals.asked(contract, arguments)
                : null;
    }

    ToolResult call(JsonNode arguments, Collection<String> approvals) throws InterruptedException {
        List<Violation> wrong = input.check(arguments);
        if (!wrong.isEmpty()) {
            return new ToolResult.Refused(wrong);
        }
        Violation toApprove = toApprove(arguments, approvals);
        if (toApprove != null) {
            return new ToolResult.Held(toApprove);
        }
        ToolResult result = tried(arguments);
        return result instanceof ToolResult.Failed failed && isLost(failed)
                ? new ToolResult.Failed(FailureClass.DEPENDENCY_UNAVAILABLE, failed.message())
                : result;
    }

    /** True when the endpoint answers its own example, in whatever form; callers at the same time share one question. */
    boolean answers() throws InterruptedException {
        return probe.ask();
    }

    /** Told by the endpoint's own example: a failure that it does not share is a matter of the input. */
    private boolean isLost(ToolResult.Failed failed) throws InterruptedException {
        return required
                && failed.failureClass() == FailureClass.TOOL_FAILED
                && tool.example().isPresent()
                && !answers();
    }

    private ToolResult tried(JsonNode arguments) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return checked(permitted(arguments));
            } catch (CallNotPermittedException e) {
                return ToolBox.failed(contract.name() + " failed too often lately and is left alone for a while");
            } catch (ToolException e) {
                if (e.isDrift()) {
                    return drifted(String.valueOf(e.getMessage()));
                }
                if (!e.isWorthRetrying() || attempt == MAX_TRIES) {
                    return ToolBox.failed(contract.name() + ": " + e.getMessage());
                }
            }
            Thread.sleep(BACKOFF.apply(attempt));
        }
    }

    private JsonNode permitted(JsonNode arguments) throws ToolException, InterruptedException {
        breaker.acquirePermission();
        long start = System.nanoTime();
        try {
            JsonNode result = limited(arguments);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return result;
        } catch (ToolException e) {
            if (e.isWorthRetrying()) {
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            } else {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
            throw e;
        } catch (InterruptedException e) {
            breaker.releasePermission();
            throw e;
        }
    }

    /** The tool runs in a thread of its own, so that one that ignores time can be left behind. */
    private JsonNode limited(JsonNode arguments) throws ToolException, InterruptedException {
        Future<JsonNode> running = threads.submit(() -> tool.execute(arguments.deepCopy()));
        try {
            return running.get(contract.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw ToolException.transientFailure(
                    "no result within " + contract.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ToolException failure) {
                throw failure;
            }
            throw ToolException.permanent("broke with " + e.getCause());
        } finally {
            running.cancel(true);
        }
    }

    private ToolResult checked(JsonNode result) throws ToolException {
        int bytes = result.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > contract.maxBytes()) {
            throw ToolException.permanent("returned " + bytes + " bytes, more than " + contract.maxBytes());
        }
        List<Violation> drift = output.check(result);
        if (drift.isEmpty()) {
            return new ToolResult.Returned(result);
        }
        return drifted(drift.stream()
                .map(violation -> violation.getPath() + " " + violation.getMessage())
                .collect(Collectors.joining("; ")));
    }

    private ToolResult drifted(String difference) {
        return new ToolResult.Failed(
                FailureClass.TOOL_CONTRACT_DRIFT,
                contract.name() + " no longer answers as version " + contract.version() + " of its contract says: "
                        + difference);
    }

    /** Asks the live endpoint with the tool's own example: a call like any other, with its tries and its breaker. */
    ToolCheck checkLive() throws InterruptedException {
        Optional<JsonNode> example = tool.example();
        if (example.isEmpty()) {
            return ToolCheck.of(contract, ToolCheck.State.NOT_CHECKED, "it has no example to check it with");
        }
        List<Violation> wrong = input.check(example.get());
        if (!wrong.isEmpty()) {
            return ToolCheck.of(
                    contract,
                    ToolCheck.State.DRIFTED,
                    "its own example does not fit its input schema: "
                            + wrong.getFirst().getMessage());
        }
        return switch (tried(example.get())) {
            case ToolResult.Returned returned ->
                tool.unavailable(returned.output())
                        .map(why -> ToolCheck.of(contract, ToolCheck.State.UNREACHABLE, why))
                        .orElseGet(() -> ToolCheck.of(contract, ToolCheck.State.FITS, ""));
            case ToolResult.Refused refused ->
                throw new IllegalStateException("refused after its input was checked: " + refused);
            case ToolResult.Held held -> throw new IllegalStateException("a try needs no approval: " + held);
            case ToolResult.Failed failed ->
                ToolCheck.of(
                        contract,
                        failed.failureClass() == FailureClass.TOOL_CONTRACT_DRIFT
                                ? ToolCheck.State.DRIFTED
                                : ToolCheck.State.UNREACHABLE,
                        failed.message());
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
