package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.gateway.PatientModel.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ExactCachePropertyTest {
    private static final int QUESTIONS = 3;

    /** What happens next: somebody comes, somebody is interrupted, the model replies, or others go on. */
    sealed interface Event {
        record Comes(int question) implements Event {}

        record Interrupted(int caller) implements Event {}

        record Replies(int question, Reply reply) implements Event {}

        record Others(int turns) implements Event {}
    }

    @Provide
    Arbitrary<List<Event>> stories() {
        Arbitrary<Integer> question = Arbitraries.integers().between(0, QUESTIONS - 1);
        Arbitrary<Event> event = Arbitraries.frequencyOf(
                Tuple.of(5, question.map(Event.Comes::new)),
                Tuple.of(2, Arbitraries.integers().between(0, 19).map(Event.Interrupted::new)),
                Tuple.of(
                        4,
                        Combinators.combine(question, Arbitraries.of(Reply.class))
                                .as(Event.Replies::new)),
                Tuple.of(3, Arbitraries.integers().between(1, 20).map(Event.Others::new)));
        return event.list().ofMinSize(1).ofMaxSize(60);
    }

    @Property(tries = 400)
    void everyStoryEndsWellForEveryCaller(@ForAll("stories") List<Event> story, @ForAll boolean roomy)
            throws InterruptedException {
        PatientModel model = new PatientModel();
        CacheCounts counts = new CacheCounts();
        CacheSettings settings = new CacheSettings(roomy ? 100 : 1, 100_000, Duration.ofHours(1));
        ExactCacheChannel cache = new ExactCacheChannel(new AnswerStore(settings, () -> 0), counts, model);

        List<Caller> callers = play(story, cache, model);
        // The model has an answer for whoever still waits.
        callers.forEach(caller -> model.reply(caller.question, Reply.ANSWER));
        for (Caller caller : callers) {
            assertThat(caller.ends()).as("nobody waits for ever").isTrue();
            check(caller);
        }

        assertThat(cache.flights()).isZero();
        assertThat(callers.stream()
                        .mapToInt(caller -> caller.budget.spent().calls())
                        .sum())
                .isEqualTo(model.calls.get());
        assertThat(counts.misses()).isEqualTo(model.calls.get());
        assertThat(counts.hits())
                .isEqualTo(callers.stream().filter(Caller::isCached).count());
        for (int i = 0; i < QUESTIONS; i++) {
            check(model.line("q" + i), roomy);
        }
    }

    private static List<Caller> play(List<Event> story, ExactCacheChannel cache, PatientModel model) {
        List<Caller> callers = new ArrayList<>();
        for (Event event : story) {
            switch (event) {
                case Event.Comes comes -> callers.add(Caller.start(cache, "q" + comes.question()));
                case Event.Interrupted who -> {
                    if (who.caller() < callers.size()) {
                        callers.get(who.caller()).interrupt();
                    }
                }
                case Event.Replies replies -> model.reply("q" + replies.question(), replies.reply());
                case Event.Others others -> {
                    for (int i = 0; i < others.turns(); i++) {
                        Thread.yield();
                    }
                }
            }
        }
        return callers;
    }

    private static void check(Caller caller) {
        switch (caller.outcome) {
            case null -> {
                if (caller.thrown instanceof InterruptedException) {
                    assertThat(caller.interrupted).isTrue();
                    assertThat(caller.budget.spent()).isIn(ModelUsage.NONE, PatientModel.COST);
                } else {
                    assertThat(caller.thrown).hasMessage("answer to " + caller.question);
                    assertThat(caller.budget.spent()).isEqualTo(PatientModel.COST);
                }
            }
            case ModelOutcome.Answered answered -> {
                String told = answered.text() != null
                        ? answered.text()
                        : answered.toolCalls().stream()
                                .map(ToolCall::argumentsJson)
                                .findFirst()
                                .orElse("answer to " + caller.question);
                assertThat(told).isEqualTo("answer to " + caller.question);
                assertThat(answered.cached()).isEqualTo(answered.usage().equals(ModelUsage.NONE));
                assertThat(caller.budget.spent()).isEqualTo(answered.usage());
                assertThat(answered.complete() || !answered.cached()).isTrue();
            }
            case ModelOutcome.Failed failed -> {
                assertThat(failed.message()).isEqualTo("answer to " + caller.question);
                assertThat(caller.budget.spent()).isEqualTo(failed.usage());
            }
        }
    }

    private static void check(PatientModel.Line line, boolean roomy) {
        assertThat(line.mostAsking.get()).as("one asks at a time").isLessThanOrEqualTo(1);
        if (roomy) {
            List<Reply> given = List.copyOf(line.given);
            assertThat(given.stream().filter(Reply::isWhole).count())
                    .as("whole answers of one question")
                    .isLessThanOrEqualTo(1);
            assertThat(given.stream().limit(Math.max(0, given.size() - 1)))
                    .as("after a whole answer nobody asks")
                    .noneMatch(Reply::isWhole);
        }
    }
}
