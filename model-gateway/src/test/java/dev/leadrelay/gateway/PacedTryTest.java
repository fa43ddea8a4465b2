package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Time stands still unless a test moves it, and nobody has patience. */
class PacedTryTest {
    private static final ModelRequest ASK = ModelRequest.text(List.of(new Message.User("12345678901234")), 100);
    /** Eight of the prompt and a hundred of the answer. */
    private static final long TOKENS = 108;

    private static final Duration RESET = Duration.ofSeconds(5);
    private static final ProviderReply ANSWER =
            new ProviderReply.Answer("ok", List.of(), FinishReason.STOP, TokenCounts.NOTHING, "m", false);
    private static final ProviderReply REFUSAL =
            new ProviderReply.Fault(FailureClass.MODEL_RATE_LIMITED, "no", TokenCounts.NOTHING, null);
    private static final ProviderReply ERROR =
            new ProviderReply.Fault(FailureClass.MODEL_ERROR, "no", TokenCounts.NOTHING, null);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final CallBudget budget = new CallBudget(1_000_000, 1_000_000);

    /** What a provider does, in turn, the last for ever. */
    private interface Conduct {
        ProviderReply reply() throws InterruptedException;
    }

    private PacedTry tries(Conduct... conducts) {
        ModelSettings settings = ModelSettings.builder("http://h", "k", "m")
                .maxWait(Duration.ofNanos(1))
                .build();
        ChatProvider provider = new ChatProvider() {
            @Override
            public ProviderReply ask(ModelRequest request) throws InterruptedException {
                return conducts[Math.min(asked.getAndIncrement(), conducts.length - 1)].reply();
            }

            @Override
            public boolean answers() {
                return true;
            }

            @Override
            public void close() {}
        };
        return new PacedTry(settings, new Pace(now::get), new ChargedTry(settings, provider, now::get));
    }

    private static Allowance tokens(long left) {
        return new Allowance(null, new Allowance.Left(left, RESET));
    }

    private static Allowance requests(long left) {
        return new Allowance(new Allowance.Left(left, RESET), null);
    }

    @Test
    void aTryThatTheTokensDoNotSufficeForIsNotSent() throws Exception {
        PacedTry tries = tries(() -> ANSWER.with(tokens(TOKENS - 1)));
        tries.call(ASK, budget);
        assertThat(tries.call(ASK, budget)).isInstanceOfSatisfying(ModelOutcome.Failed.class, failed -> {
            assertThat(failed.failureClass()).isEqualTo(FailureClass.MODEL_RATE_LIMITED);
            assertThat(failed.message()).isEqualTo("h: no request within 0 s at the rate it admits");
            assertThat(failed.usage()).as("not tried again").isEqualTo(ModelUsage.NONE);
        });
        assertThat(asked).hasValue(1);
        now.addAndGet(RESET.toNanos());
        assertThat(tries.call(ASK, budget)).isInstanceOf(ModelOutcome.Answered.class);
    }

    @Test
    void aTryThatTheTokensJustSufficeForIs() throws Exception {
        PacedTry tries = tries(() -> ANSWER.with(tokens(TOKENS)));
        tries.call(ASK, budget);
        assertThat(tries.call(ASK, budget)).isInstanceOf(ModelOutcome.Answered.class);
    }

    @Test
    void whatARefusalOrAnErrorSaysIsHeard() throws Exception {
        for (ProviderReply reply : List.of(REFUSAL, ERROR)) {
            asked.set(0);
            PacedTry tries = tries(() -> reply.with(requests(0)));
            tries.call(ASK, budget);
            assertThat(tries.call(ASK, budget).usage().calls()).isZero();
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void anErrorThatSaysNothingChangesNothing() throws Exception {
        PacedTry tries = tries(() -> ANSWER.with(requests(1)), () -> ERROR);
        tries.call(ASK, budget);
        tries.call(ASK, budget);
        assertThat(tries.call(ASK, budget).usage().calls()).isZero();
    }

    @Test
    void aCallThatIsBrokenOffIsNoLongerInFlight() throws Exception {
        PacedTry tries = tries(
                () -> ANSWER.with(requests(2)),
                () -> {
                    throw new InterruptedException();
                },
                () -> ANSWER.with(requests(1)));
        tries.call(ASK, budget);
        assertThatThrownBy(() -> tries.call(ASK, budget)).isInstanceOf(InterruptedException.class);
        tries.call(ASK, budget);
        assertThat(tries.call(ASK, budget)).isInstanceOf(ModelOutcome.Answered.class);
    }
}
