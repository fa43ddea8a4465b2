package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChannelsTest {
    private static final ModelRequest ASK = ModelRequest.text(List.of(new Message.User("12345678901234")), 100);
    private static final long PROMPT = 8; // 14 bytes / 3.5 and 4 for the message
    private static final TokenCounts BILLED = new TokenCounts(PROMPT, 10);
    private static final ProviderReply ANSWER =
            new ProviderReply.Answer("ok", List.of(), FinishReason.STOP, BILLED, "m", false);

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** A minute passes at each look, so that the pace, which has tests of its own, holds nothing up. */
    private final AtomicLong nanos = new AtomicLong();

    private final TestClock clock = new TestClock();
    private final List<Duration> sleeps = new ArrayList<>();
    private final CallBudget plenty = new CallBudget(1_000_000, 1_000_000);

    /** Time that passes only by sleeping. */
    private static final class TestClock extends Clock {
        Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Answers from a script, the last entry for ever. */
    static final class ScriptedProvider implements ChatProvider {
        final AtomicInteger calls = new AtomicInteger();
        private final List<ProviderReply> script;
        boolean answers = true;

        ScriptedProvider(ProviderReply... script) {
            this.script = List.of(script);
        }

        @Override
        public ProviderReply ask(ModelRequest request) {
            return script.get(Math.min(calls.getAndIncrement(), script.size() - 1));
        }

        @Override
        public boolean answers() {
            return answers;
        }

        @Override
        public void close() {}
    }

    private static ProviderReply fault(FailureClass failureClass) {
        return new ProviderReply.Fault(failureClass, "no", TokenCounts.NOTHING, null);
    }

    private static ModelSettingsBuilder settings(String provider) {
        return ModelSettings.builder("http://127.0.0.1:1", "k", "m")
                .provider(provider)
                .prices(1_000_000, 2_000_000)
                .breaker(new ModelSettings.Breaker(4, 4, 50, Duration.ofSeconds(10), 1));
    }

    private ProviderChannel channel(ModelSettings settings, ChatProvider provider) {
        return new ProviderChannel(settings, provider, clock, () -> nanos.addAndGet(MINUTE), duration -> {
            sleeps.add(duration);
            clock.now = clock.now.plus(duration);
        });
    }

    private ModelChannel gateway(ModelCallListener listener, ChatProvider... providers) {
        List<ProviderChannel> channels = new ArrayList<>();
        for (ChatProvider provider : providers) {
            channels.add(channel(settings("p" + channels.size()).build(), provider));
        }
        return new ModelGateway(channels, CacheSettings.OFF, clock, () -> 0).channel(listener);
    }

    private ModelChannel gateway(ChatProvider... providers) {
        return gateway((request, outcome, start, end) -> {}, providers);
    }

    private static ModelOutcome.Failed failed(ModelOutcome outcome) {
        assertThat(outcome).isInstanceOf(ModelOutcome.Failed.class);
        return (ModelOutcome.Failed) outcome;
    }

    @Test
    void anAnswerIsChargedAndRecorded() throws Exception {
        List<ModelOutcome> recorded = new ArrayList<>();
        ModelOutcome outcome = gateway((request, each, start, end) -> recorded.add(each), new ScriptedProvider(ANSWER))
                .call(ASK, plenty);
        assertThat(outcome.usage()).isEqualTo(new ModelUsage(1, PROMPT, 10, PROMPT + 20));
        assertThat(plenty.spent()).isEqualTo(outcome.usage());
        assertThat(recorded).containsExactly(outcome);
        assertThat(((ModelOutcome.Answered) outcome).provider()).isEqualTo("p0");
    }

    @Test
    void usageThatIsMissingIsEstimated() throws Exception {
        ProviderReply silent = new ProviderReply.Answer("1234567", List.of(), FinishReason.STOP, null, "m", false);
        ModelOutcome outcome = gateway(new ScriptedProvider(silent)).call(ASK, plenty);
        assertThat(outcome.usage()).isEqualTo(new ModelUsage(1, PROMPT, 2, PROMPT + 4));
    }

    @Test
    void transientFailuresAreTriedThreeTimesFurtherAndFurtherApart() throws Exception {
        for (FailureClass each : List.of(FailureClass.MODEL_TIMEOUT, FailureClass.MODEL_ERROR)) {
            sleeps.clear();
            ScriptedProvider provider = new ScriptedProvider(fault(each));
            ModelOutcome.Failed outcome = failed(gateway(provider).call(ASK, plenty));
            assertThat(outcome.failureClass()).isEqualTo(each);
            assertThat(outcome.message()).isEqualTo("p0: no, after 2 failed tries");
            assertThat(outcome.usage().calls()).isEqualTo(3);
            assertThat(provider.calls).hasValue(3);
            assertThat(sleeps).hasSize(2);
            assertThat(sleeps.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(750));
            assertThat(sleeps.get(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
        }
    }

    @Test
    void refusalsForTheRateHaveABoundOfTheirOwn() throws Exception {
        ProviderReply limited = fault(FailureClass.MODEL_RATE_LIMITED);
        ScriptedProvider always = new ScriptedProvider(limited);
        assertThat(failed(gateway(always).call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.MODEL_RATE_LIMITED);
        assertThat(always.calls).hasValue(7);
        assertThat(sleeps).hasSize(6);
        assertThat(sleeps.get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(750));
        assertThat(sleeps.get(5)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(24));

        ProviderReply error = fault(FailureClass.MODEL_ERROR);
        ScriptedProvider mixed = new ScriptedProvider(limited, error, limited, error, limited, ANSWER);
        assertThat(gateway(mixed).call(ASK, plenty)).isInstanceOf(ModelOutcome.Answered.class);
        assertThat(mixed.calls).hasValue(6);
    }

    @Test
    void otherFailuresAreNotRepeated() throws Exception {
        for (FailureClass each : List.of(
                FailureClass.MODEL_QUOTA,
                FailureClass.MODEL_REQUEST_REJECTED,
                FailureClass.CONTEXT_OVERFLOW,
                FailureClass.MODEL_REFUSED)) {
            ScriptedProvider provider = new ScriptedProvider(fault(each));
            assertThat(failed(gateway(provider).call(ASK, plenty)).failureClass())
                    .isEqualTo(each);
            assertThat(provider.calls).hasValue(1);
        }
        assertThat(sleeps).isEmpty();
    }

    @Test
    void aFailedTryBeforeTheAnswerIsInItsUsage() throws Exception {
        ProviderReply unknown = new ProviderReply.Fault(FailureClass.MODEL_TIMEOUT, "slow", null, null);
        ModelOutcome outcome = gateway(new ScriptedProvider(unknown, ANSWER)).call(ASK, plenty);
        assertThat(outcome).isInstanceOf(ModelOutcome.Answered.class);
        assertThat(outcome.usage()).isEqualTo(new ModelUsage(2, 2 * PROMPT, 110, 2 * PROMPT + 220));
        assertThat(plenty.spent()).isEqualTo(outcome.usage());
    }

    @Test
    void retryAfterIsHonouredWithinItsLimit() throws Exception {
        ProviderReply limited = new ProviderReply.Fault(
                FailureClass.MODEL_RATE_LIMITED, "slow down", TokenCounts.NOTHING, Duration.ofSeconds(7));
        assertThat(gateway(new ScriptedProvider(limited, ANSWER)).call(ASK, plenty))
                .isInstanceOf(ModelOutcome.Answered.class);
        assertThat(sleeps)
                .singleElement()
                .satisfies(sleep -> assertThat(sleep).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8)));
        sleeps.clear();
        ProviderReply long31 = new ProviderReply.Fault(
                FailureClass.MODEL_RATE_LIMITED, "slow down", TokenCounts.NOTHING, Duration.ofSeconds(31));
        ModelOutcome.Failed outcome =
                failed(gateway(new ScriptedProvider(long31)).call(ASK, plenty));
        assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(31));
        assertThat(sleeps).isEmpty();
    }

    @Test
    void aCallThatDoesNotFitTheBudgetIsNotMade() throws Exception {
        for (CallBudget small :
                List.of(new CallBudget(PROMPT + 99, 1_000_000), new CallBudget(1_000_000, PROMPT + 199))) {
            ScriptedProvider provider = new ScriptedProvider(ANSWER);
            ModelOutcome.Failed outcome = failed(gateway(provider).call(ASK, small));
            assertThat(outcome.failureClass()).isEqualTo(FailureClass.BUDGET_EXHAUSTED);
            assertThat(outcome.message()).contains("up to 108 tokens");
            assertThat(provider.calls).hasValue(0);
        }
        assertThat(gateway(new ScriptedProvider(ANSWER)).call(ASK, new CallBudget(PROMPT + 100, PROMPT + 200)))
                .isInstanceOf(ModelOutcome.Answered.class);
    }

    @Test
    void aRepeatedTryNeedsBudgetToo() throws Exception {
        ProviderReply unknown = new ProviderReply.Fault(FailureClass.MODEL_TIMEOUT, "slow", null, null);
        ScriptedProvider provider = new ScriptedProvider(unknown);
        CallBudget budget = new CallBudget(250, 1_000_000);
        ModelOutcome.Failed outcome = failed(gateway(provider).call(ASK, budget));
        assertThat(outcome.failureClass()).isEqualTo(FailureClass.BUDGET_EXHAUSTED);
        assertThat(provider.calls).hasValue(2);
        assertThat(outcome.usage().tokens())
                .isEqualTo(216)
                .isEqualTo(budget.spent().tokens());
    }

    @Test
    void theNextProviderIsAskedWhereTheTableSaysSo() throws Exception {
        for (FailureClass each : List.of(
                FailureClass.MODEL_TIMEOUT,
                FailureClass.MODEL_ERROR,
                FailureClass.MODEL_RATE_LIMITED,
                FailureClass.MODEL_QUOTA,
                FailureClass.MODEL_REFUSED)) {
            ModelOutcome outcome = gateway(new ScriptedProvider(fault(each)), new ScriptedProvider(ANSWER))
                    .call(ASK, plenty);
            assertThat(((ModelOutcome.Answered) outcome).provider()).isEqualTo("p1");
        }
        for (FailureClass each : List.of(FailureClass.MODEL_REQUEST_REJECTED, FailureClass.CONTEXT_OVERFLOW)) {
            ScriptedProvider second = new ScriptedProvider(ANSWER);
            gateway(new ScriptedProvider(fault(each)), second).call(ASK, plenty);
            assertThat(second.calls).hasValue(0);
        }
    }

    @Test
    void aProviderWithoutCreditIsTakenOutAndAskedAgainByOneCallAfterAWhile() throws Exception {
        ScriptedProvider broke = new ScriptedProvider(fault(FailureClass.MODEL_QUOTA));
        ScriptedProvider second = new ScriptedProvider(ANSWER);
        ModelChannel calls = gateway(broke, second);
        for (int i = 0; i < 5; i++) {
            assertThat(calls.call(ASK, plenty)).isInstanceOf(ModelOutcome.Answered.class);
        }
        assertThat(broke.calls).hasValue(1);
        assertThat(second.calls).hasValue(5);

        clock.now = clock.now.plus(Duration.ofMinutes(5));
        for (int i = 0; i < 5; i++) {
            calls.call(ASK, plenty);
        }
        assertThat(broke.calls).hasValue(2);
    }

    @Test
    void theOnlyProviderWithoutCreditIsAskedAgainAfterAGoodProbe() throws Exception {
        ProviderReply quota = fault(FailureClass.MODEL_QUOTA);
        ScriptedProvider provider = new ScriptedProvider(quota, ANSWER);
        ProviderChannel channel = channel(settings("p").build(), provider);
        assertThat(failed(channel.call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.MODEL_QUOTA);
        ModelOutcome.Failed out = failed(channel.call(ASK, plenty));
        assertThat(out.failureClass()).isEqualTo(FailureClass.MODEL_QUOTA);
        assertThat(out.message()).isEqualTo("p is out since 1970-01-01T00:00:00Z: p: no");
        assertThat(out.usage()).isEqualTo(ModelUsage.NONE);
        assertThat(channel.state().breaker()).isEqualTo(ProviderState.Breaker.OPEN);

        assertThat(channel.probe()).isTrue();
        assertThat(channel.call(ASK, plenty)).isInstanceOf(ModelOutcome.Answered.class);
        assertThat(channel.state().breaker()).isEqualTo(ProviderState.Breaker.CLOSED);
        assertThat(provider.calls).hasValue(2);
    }

    @Test
    void aGoodProbeOfAProviderWithoutCreditLetsOneCallFindOut() throws Exception {
        ScriptedProvider provider = new ScriptedProvider(fault(FailureClass.MODEL_QUOTA));
        ProviderChannel channel = channel(settings("p").build(), provider);
        channel.call(ASK, plenty);
        clock.now = clock.now.plusSeconds(60);
        for (int probe = 1; probe <= 3; probe++) {
            assertThat(channel.probe()).isTrue();
            for (int call = 0; call < 4; call++) {
                channel.call(ASK, plenty);
            }
            assertThat(provider.calls)
                    .as("the first call and one for each probe")
                    .hasValue(1 + probe);
        }
        assertThat(failed(channel.call(ASK, plenty)).message()).startsWith("p is out since 1970-01-01T00:00:00Z");
    }

    @Test
    void anOutageOpensTheBreakerAtTheFirstFailure() throws Exception {
        for (FailureClass each : List.of(FailureClass.MODEL_ERROR, FailureClass.MODEL_TIMEOUT)) {
            ScriptedProvider provider = new ScriptedProvider(fault(each));
            provider.answers = false;
            ProviderChannel channel = channel(settings("p").build(), provider);
            ModelOutcome.Failed first = failed(channel.call(ASK, plenty));
            assertThat(first.failureClass()).isEqualTo(FailureClass.MODEL_UNAVAILABLE);
            assertThat(first.message()).isEqualTo("p: no; a probe is not answered either");
            assertThat(failed(channel.call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.MODEL_UNAVAILABLE);
            assertThat(provider.calls).as("no second try, no second call").hasValue(1);
            assertThat(channel.state().breaker()).isEqualTo(ProviderState.Breaker.OPEN);
            provider.answers = true;
            assertThat(channel.probe()).isTrue();
            assertThat(failed(channel.call(ASK, plenty)).failureClass())
                    .as("the provider is there")
                    .isEqualTo(each);
        }
        assertThat(sleeps).isNotEmpty();
    }

    @Test
    void anOutageOfOneProviderIsNoneWhileTheNextAnswers() throws Exception {
        ScriptedProvider down = new ScriptedProvider(fault(FailureClass.MODEL_ERROR));
        down.answers = false;
        ScriptedProvider second = new ScriptedProvider(ANSWER);
        ModelChannel calls = gateway(down, second);
        for (int i = 0; i < 5; i++) {
            assertThat(((ModelOutcome.Answered) calls.call(ASK, plenty)).provider())
                    .isEqualTo("p1");
        }
        assertThat(down.calls).hasValue(1);
        assertThat(sleeps).isEmpty();
    }

    @Test
    void aFailingProviderIsLeftAloneUntilAProbe() throws Exception {
        ScriptedProvider provider = new ScriptedProvider(fault(FailureClass.MODEL_ERROR));
        ProviderChannel channel = channel(
                settings("p")
                        .retry(new ModelSettings.Retry(1, 0, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO))
                        .build(),
                provider);
        ModelGateway gateway = new ModelGateway(List.of(channel), CacheSettings.OFF, clock, () -> 0);
        ModelChannel calls = gateway.channel((request, outcome, start, end) -> {});
        for (int i = 0; i < 4; i++) {
            assertThat(failed(calls.call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.MODEL_ERROR);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(failed(calls.call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.MODEL_UNAVAILABLE);
        }
        assertThat(provider.calls).hasValue(4);
        assertThat(gateway.state()).containsExactly(new ProviderState("p", ProviderState.Breaker.OPEN, 0, 256));
        provider.answers = false;
        assertThat(gateway.probe()).isFalse();
        assertThat(gateway.state().get(0).breaker()).isEqualTo(ProviderState.Breaker.OPEN);
        provider.answers = true;
        assertThat(gateway.probe()).isTrue();
        assertThat(gateway.state().get(0).breaker()).isEqualTo(ProviderState.Breaker.TRYING);
        calls.call(ASK, plenty);
        assertThat(gateway.state().get(0).breaker()).as("the trial failed").isEqualTo(ProviderState.Breaker.OPEN);
        clock.now = clock.now.plusSeconds(11);
        calls.call(ASK, plenty);
        assertThat(provider.calls).as("one trial after the waiting time").hasValue(6);
    }

    @Test
    void answersOfAnyKindAreNotHeldAgainstAProvider() throws Exception {
        ModelChannel calls = gateway(new ScriptedProvider(fault(FailureClass.MODEL_REFUSED)));
        for (int i = 0; i < 20; i++) {
            assertThat(failed(calls.call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.MODEL_REFUSED);
        }
        ModelChannel limited = gateway(new ScriptedProvider(fault(FailureClass.MODEL_RATE_LIMITED)));
        for (int i = 0; i < 20; i++) {
            assertThat(failed(limited.call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.MODEL_RATE_LIMITED);
        }
    }

    /** Keeps every caller until it is let go; remembers how many were there at once. */
    private static final class GatedChannel implements ModelChannel {
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final CountDownLatch open = new CountDownLatch(1);

        @Override
        public ModelOutcome call(ModelRequest request, CallBudget budget) throws InterruptedException {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                open.await();
                return new ModelOutcome.Failed(FailureClass.MODEL_REFUSED, "", ModelUsage.NONE, null);
            } finally {
                inside.decrementAndGet();
            }
        }
    }

    @Test
    void theConcurrencyLimitHoldsAndWaitersCanBeInterrupted() throws Exception {
        GatedChannel gated = new GatedChannel();
        ConcurrencyLimitChannel limit =
                new ConcurrencyLimitChannel(settings("p").maxConcurrent(3).build(), gated);
        AtomicInteger ended = new AtomicInteger();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    limit.call(ASK, plenty);
                    ended.incrementAndGet();
                } catch (InterruptedException e) {
                    thrown.set(e);
                }
            }));
        }
        Awaitility.await()
                .until(() -> gated.inside.get() == 3
                        && threads.stream()
                                .allMatch(thread -> thread.getState() == Thread.State.WAITING
                                        || thread.getState() == Thread.State.TIMED_WAITING));
        assertThat(limit.inFlight()).isEqualTo(3);
        Thread waiting = threads.stream()
                .filter(thread -> thread.getState() == Thread.State.TIMED_WAITING)
                .findFirst()
                .orElseThrow();
        waiting.interrupt();
        waiting.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        gated.open.countDown();
        for (Thread thread : threads) {
            assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(ended).hasValue(9);
        assertThat(gated.most).hasValue(3);
        assertThat(limit.inFlight()).isZero();
    }

    @Test
    void noTurnInTimeIsARateLimit() throws Exception {
        GatedChannel gated = new GatedChannel();
        ConcurrencyLimitChannel limit = new ConcurrencyLimitChannel(
                settings("p").maxConcurrent(1).maxWait(Duration.ofMillis(20)).build(), gated);
        Thread holder = Thread.ofVirtual().start(() -> {
            try {
                limit.call(ASK, plenty);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await().until(() -> gated.inside.get() == 1);
        assertThat(failed(limit.call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.MODEL_RATE_LIMITED);
        gated.open.countDown();
        assertThat(holder.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void nothingButInterruptsIsThrown() throws Exception {
        for (Throwable defect : List.of(new IllegalStateException("x"), new StackOverflowError())) {
            ModelChannel channel = new NeverThrowChannel((request, budget) -> {
                if (defect instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) defect;
            });
            assertThat(failed(channel.call(ASK, plenty)).failureClass()).isEqualTo(FailureClass.INTERNAL);
        }
        assertThatThrownBy(() -> new NeverThrowChannel((request, budget) -> {
                            throw new InterruptedException();
                        })
                        .call(ASK, plenty))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aDefectOrAnInterruptIsChargedInFull() throws Exception {
        ChatProvider broken = new ChatProvider() {
            @Override
            public ProviderReply ask(ModelRequest request) throws InterruptedException {
                throw new InterruptedException();
            }

            @Override
            public boolean answers() {
                return true;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> gateway(broken).call(ASK, plenty)).isInstanceOf(InterruptedException.class);
        assertThat(plenty.spent().tokens()).isEqualTo(PROMPT + 100);
    }

    @Test
    void retryAfterHeaders() {
        assertThat(RetryAfter.parse("2", clock)).isEqualTo(Duration.ofSeconds(2));
        assertThat(RetryAfter.parse(" 0.5 ", clock)).isEqualTo(Duration.ofMillis(500));
        assertThat(RetryAfter.parse("Thu, 1 Jan 1970 00:00:09 GMT", clock)).isEqualTo(Duration.ofSeconds(9));
        assertThat(RetryAfter.parse("1e99", clock)).isEqualTo(Duration.ofDays(365));
        for (String bad : new String[] {null, "", "-1", "NaN", "soon"}) {
            assertThat(RetryAfter.parse(bad, clock)).as(bad).isNull();
        }
    }

    @Test
    void theCacheStandsBetweenRecorderAndProviders() throws InterruptedException {
        ScriptedProvider provider = new ScriptedProvider(ANSWER);
        List<ModelOutcome> recorded = new ArrayList<>();
        ModelGateway gateway = new ModelGateway(
                List.of(channel(settings("p").build(), provider)),
                new CacheSettings(10, 100_000, Duration.ofHours(1)),
                clock,
                () -> 0);
        ModelChannel channel = gateway.channel((request, outcome, start, end) -> recorded.add(outcome));

        ModelOutcome first = channel.call(ASK, plenty);
        ModelOutcome second = channel.call(ASK, plenty);

        assertThat(provider.calls).hasValue(1);
        assertThat(recorded).containsExactly(first, second);
        assertThat(second.usage()).isEqualTo(ModelUsage.NONE);
        assertThat(plenty.spent()).isEqualTo(first.usage());
        assertThat(gateway.cacheCounts().hits()).isEqualTo(1);
        // The budget is in front: what could not be paid for is not looked up either.
        assertThat(failed(channel.call(ASK, new CallBudget(0, 0))).failureClass())
                .isEqualTo(FailureClass.BUDGET_EXHAUSTED);
    }

    @Test
    void withoutACacheEachCallIsMade() throws InterruptedException {
        ScriptedProvider provider = new ScriptedProvider(ANSWER);
        ModelChannel channel = gateway(provider);

        channel.call(ASK, plenty);
        channel.call(ASK, plenty);

        assertThat(provider.calls).hasValue(2);
    }
}
