package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.leadrelay.gateway.PatientModel.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ExactCacheChannelTest {
    private final AtomicLong nanos = new AtomicLong();
    private final PatientModel model = new PatientModel();
    private final CacheCounts counts = new CacheCounts();
    private final CallBudget budget = new CallBudget(1_000_000, 1_000_000);
    private ExactCacheChannel cache = cache(100_000);

    private ExactCacheChannel cache(int maxBytes) {
        CacheSettings settings = new CacheSettings(10, maxBytes, Duration.ofMinutes(1));
        return new ExactCacheChannel(new AnswerStore(settings, nanos::get), counts, model);
    }

    @AfterEach
    void nothingIsLeftInTheAir() {
        assertThat(cache.flights()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reply.class,
            names = {"ANSWER", "TOOLS"})
    void aWholeAnswerIsSharedAtNoCost(Reply reply) throws Exception {
        model.reply("q", reply);

        ModelOutcome.Answered first = (ModelOutcome.Answered) call("q");
        ModelOutcome.Answered second = (ModelOutcome.Answered) call("q");

        assertThat(first.cached()).isFalse();
        assertThat(first.usage()).isEqualTo(PatientModel.COST);
        assertThat(second).isEqualTo(first.shared());
        assertThat(second.cached()).isTrue();
        assertThat(second.usage()).isEqualTo(ModelUsage.NONE);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.toolCalls()).isEqualTo(first.toolCalls());
        assertThat(budget.spent()).isEqualTo(PatientModel.COST);
        assertThat(counts.hits()).isEqualTo(1);
        assertThat(counts.misses()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reply.class,
            names = {"CUT", "UNKNOWN_END", "EMPTY", "FAILURE"})
    void nothingElseIsKept(Reply reply) throws Exception {
        model.reply("q", reply, reply);

        assertThat(call("q")).isEqualTo(PatientModel.outcome(reply, "q"));
        assertThat(call("q")).isEqualTo(PatientModel.outcome(reply, "q"));

        assertThat(model.calls).hasValue(2);
        assertThat(counts.misses()).isEqualTo(2);
    }

    @Test
    void anAnswerIsForgottenInTime() throws Exception {
        model.reply("q", Reply.ANSWER, Reply.ANSWER);
        call("q");
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        call("q");
        assertThat(model.calls).hasValue(1);

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        call("q");

        assertThat(model.calls).hasValue(2);
    }

    @Test
    void thoseWhoAskMeanwhileShareOneAnswer() throws Exception {
        Caller leader = leader("q");
        List<Caller> waiters = waiters("q", 5);

        model.reply("q", Reply.ANSWER);

        assertThat(leader.ends()).isTrue();
        assertThat(leader.isCached()).isFalse();
        for (Caller waiter : waiters) {
            assertThat(waiter.ends()).isTrue();
            assertThat(waiter.isCached()).isTrue();
            assertThat(waiter.budget.spent()).isEqualTo(ModelUsage.NONE);
        }
        assertThat(model.calls).hasValue(1);
        assertThat(counts.hits()).isEqualTo(5);
    }

    @Test
    void thoseWhoWaitedShareAnAnswerTooLargeToBeKept() throws Exception {
        cache = cache(1_024);
        String question = "q".repeat(1_000);
        Caller leader = leader(question);
        List<Caller> waiters = waiters(question, 3);

        model.reply(question, Reply.ANSWER);

        assertThat(leader.ends()).isTrue();
        for (Caller waiter : waiters) {
            assertThat(waiter.ends()).isTrue();
            assertThat(waiter.isCached()).isTrue();
        }
        model.reply(question, Reply.ANSWER);
        assertThat(((ModelOutcome.Answered) call(question)).cached()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reply.class,
            names = {"CUT", "FAILURE", "DEFECT"})
    void afterAFailureOneOfTheWaitersAsks(Reply reply) throws Exception {
        Caller leader = leader("q");
        List<Caller> waiters = waiters("q", 4);

        model.reply("q", reply);
        assertThat(leader.ends()).isTrue();
        await().until(() -> model.line("q").asking.get() == 1);
        await().until(() -> waiters.stream().allMatch(Caller::isWaiting));
        model.reply("q", Reply.ANSWER);

        for (Caller waiter : waiters) {
            assertThat(waiter.ends()).isTrue();
        }
        assertThat(model.calls).hasValue(2);
        assertThat(model.line("q").mostAsking).hasValue(1);
        assertThat(leader.budget.spent()).isEqualTo(PatientModel.COST);
        assertThat(waiters.getFirst().isCached())
                .as("the one that waited longest")
                .isFalse();
        assertThat(waiters.getFirst().budget.spent()).isEqualTo(PatientModel.COST);
        assertThat(waiters.subList(1, 4)).allMatch(Caller::isCached);
    }

    @Test
    void anInterruptedWaiterLeavesAlone() throws Exception {
        Caller leader = leader("q");
        List<Caller> waiters = waiters("q", 2);

        waiters.getFirst().interrupt();

        assertThat(waiters.getFirst().ends()).isTrue();
        assertThat(waiters.getFirst().thrown).isInstanceOf(InterruptedException.class);
        assertThat(waiters.getFirst().budget.spent()).isEqualTo(ModelUsage.NONE);
        model.reply("q", Reply.ANSWER);
        assertThat(leader.ends()).isTrue();
        assertThat(waiters.getLast().ends()).isTrue();
        assertThat(waiters.getLast().isCached()).isTrue();
    }

    @Test
    void anInterruptedLeaderHandsOver() throws Exception {
        Caller leader = leader("q");
        List<Caller> waiters = waiters("q", 2);

        leader.interrupt();
        assertThat(leader.ends()).isTrue();
        assertThat(leader.thrown).isInstanceOf(InterruptedException.class);
        model.reply("q", Reply.ANSWER);

        assertThat(waiters.getFirst().ends()).isTrue();
        assertThat(waiters.getFirst().isCached()).isFalse();
        assertThat(waiters.getLast().ends()).isTrue();
        assertThat(waiters.getLast().isCached()).isTrue();
        assertThat(model.calls).hasValue(2);
    }

    @Test
    void differentQuestionsDoNotWaitForEachOther() throws Exception {
        Caller slow = leader("slow");
        model.reply("quick", Reply.ANSWER);

        assertThat(call("quick")).isInstanceOf(ModelOutcome.Answered.class);

        model.reply("slow", Reply.ANSWER);
        assertThat(slow.ends()).isTrue();
    }

    @Test
    void anAnswerThatCameBetweenTwoLooksIsNotAskedForAgain() throws Exception {
        model.reply("q", Reply.ANSWER, Reply.ANSWER);
        CacheSettings settings = new CacheSettings(10, 100_000, Duration.ofMinutes(1));
        AtomicBoolean looked = new AtomicBoolean();
        AnswerStore store = new AnswerStore(settings, nanos::get) {
            @Override
            ModelOutcome.Answered find(String key) {
                ModelOutcome.Answered found = super.find(key);
                if (!looked.getAndSet(true)) {
                    Caller faster = Caller.start(cache, "q");
                    await().until(faster::ends);
                }
                return found;
            }
        };
        cache = new ExactCacheChannel(store, counts, model);

        ModelOutcome.Answered slower = (ModelOutcome.Answered) call("q");

        assertThat(slower.cached()).isTrue();
        assertThat(model.calls).hasValue(1);
    }

    @Test
    void samplesAreAskedForOneByOne() throws Exception {
        model.reply("q", Reply.ANSWER, Reply.ANSWER);
        ModelRequest first = PatientModel.ask("q");
        ModelRequest second = new ModelRequest(first.messages(), List.of(), null, null, 100, 1, null);

        for (ModelRequest request : List.of(first, second, first, second)) {
            cache.call(request, budget);
        }

        assertThat(model.calls).hasValue(2);
    }

    @Test
    void boundsAreChecked() {
        assertThat(CacheSettings.OFF.isOn()).isFalse();
        assertThatThrownBy(() -> new CacheSettings(-1, 2_000, Duration.ofHours(1)))
                .hasMessage("cache.max-entries must be 0 (off) or more, is -1");
        assertThatThrownBy(() -> new CacheSettings(1, 1, Duration.ofHours(1)))
                .hasMessage("cache.max-bytes must be 1024 to 2147483647, is 1");
        assertThatThrownBy(() -> new CacheSettings(1, 2_000, Duration.ZERO))
                .hasMessage("cache.time-to-live must be positive, is PT0S");
    }

    private ModelOutcome call(String question) throws InterruptedException {
        return cache.call(PatientModel.ask(question), budget);
    }

    private Caller leader(String question) {
        Caller leader = Caller.start(cache, question);
        await().until(() -> model.line(question).asking.get() == 1);
        return leader;
    }

    /** Waiters, each behind the one before. */
    private List<Caller> waiters(String question, int count) {
        List<Caller> waiters = new ArrayList<>();
        Stream.generate(() -> Caller.start(cache, question)).limit(count).forEach(waiter -> {
            await().until(waiter::isWaiting);
            waiters.add(waiter);
        });
        return waiters;
    }
}
