package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.FailureClass;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GatewayPropertyTest {
    private static final int MAX_OUTPUT = 100;
    private static final ModelRequest ASK = ModelRequest.text(List.of(new Message.User("fourteen bytes")), MAX_OUTPUT);

    /** Replies that bill at most what was reserved. */
    @Provide
    Arbitrary<ProviderReply> replies() {
        Arbitrary<TokenCounts> billed = Combinators.combine(
                        Arbitraries.longs().between(0, 8), Arbitraries.longs().between(0, MAX_OUTPUT))
                .as(TokenCounts::new)
                .injectNull(0.3);
        Arbitrary<FailureClass> classes = Arbitraries.of(
                FailureClass.MODEL_TIMEOUT,
                FailureClass.MODEL_ERROR,
                FailureClass.MODEL_RATE_LIMITED,
                FailureClass.MODEL_QUOTA,
                FailureClass.MODEL_REFUSED,
                FailureClass.CONTEXT_OVERFLOW,
                FailureClass.MODEL_REQUEST_REJECTED);
        Arbitrary<Duration> waits =
                Arbitraries.longs().between(0, 60).map(Duration::ofSeconds).injectNull(0.5);
        return Arbitraries.oneOf(
                billed.map(each -> new ProviderReply.Answer("x", List.of(), FinishReason.STOP, each, "m", false)),
                Combinators.combine(classes, billed, waits)
                        .as((failureClass, each, wait) -> new ProviderReply.Fault(failureClass, "no", each, wait)));
    }

    @Property(tries = 500)
    void neitherTriesNorBudgetAreEverExceeded(
            @ForAll @Size(min = 1, max = 30) List<@net.jqwik.api.From("replies") ProviderReply> script,
            @ForAll @IntRange(min = 0, max = 2000) int tokens,
            @ForAll @IntRange(min = 0, max = 4000) int cost,
            @ForAll @IntRange(min = 1, max = 3) int providers)
            throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        CallBudget budget = new CallBudget(tokens, cost);
        ModelChannel channel = gateway(script, asked, providers);
        ModelUsage sum = ModelUsage.NONE;
        for (int call = 0; call < 5; call++) {
            int before = asked.get();
            ModelOutcome outcome = channel.call(ASK, budget);
            assertThat(asked.get() - before)
                    .isLessThanOrEqualTo((3 + 6) * providers)
                    .isEqualTo(outcome.usage().calls());
            List<ProviderReply> seen = new ArrayList<>();
            for (int i = before; i < asked.get(); i++) {
                seen.add(script.get(i % script.size()));
            }
            long refused =
                    seen.stream().filter(GatewayPropertyTest::isRefusalForRate).count();
            assertThat(refused).isLessThanOrEqualTo(7L * providers);
            assertThat(seen.size() - refused).isLessThanOrEqualTo(3L * providers);
            sum = sum.plus(outcome.usage());
        }
        assertThat(budget.spent()).isEqualTo(sum);
        assertThat(budget.spend().stream().map(ProviderSpend::usage).reduce(ModelUsage.NONE, ModelUsage::plus))
                .as("by provider")
                .isEqualTo(sum);
        assertThat(sum.tokens()).isLessThanOrEqualTo(tokens);
        assertThat(sum.costMicros()).isLessThanOrEqualTo(cost);
        assertThat(budget.covers(tokens - sum.tokens(), cost - sum.costMicros()))
                .as("no reservation is left over")
                .isTrue();
    }

    private static boolean isRefusalForRate(ProviderReply reply) {
        return reply instanceof ProviderReply.Fault fault && fault.failureClass() == FailureClass.MODEL_RATE_LIMITED;
    }

    private static ModelChannel gateway(List<ProviderReply> script, AtomicInteger asked, int count) {
        // A minute passes at each look: the pace holds nothing up.
        AtomicLong time = new AtomicLong();
        LongSupplier nanos = () -> time.addAndGet(60_000_000_000L);
        List<ProviderChannel> providers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ChatProvider provider = new ChatProvider() {
                @Override
                public ProviderReply ask(ModelRequest request) {
                    return script.get(asked.getAndIncrement() % script.size());
                }

                @Override
                public boolean answers() {
                    return true;
                }

                @Override
                public void close() {}
            };
            ModelSettings settings = ModelSettings.builder("http://127.0.0.1:1", "k", "m")
                    .provider("p" + i)
                    .prices(1_000_000 * (i + 1), 2_000_000)
                    .build();
            providers.add(new ProviderChannel(settings, provider, Clock.systemUTC(), nanos, wait -> {}));
        }
        return new ModelGateway(providers, CacheSettings.OFF, Clock.systemUTC(), System::nanoTime)
                .channel((request, outcome, start, end) -> {});
    }
}
