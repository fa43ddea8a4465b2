package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SemanticCacheChannelTest {
    private static final Message.System SYSTEM = new Message.System("state what is known");
    private static final String QUESTION =
            "State what is known of Acme Valves, a maker of industrial valves in Leeds, for Jane Roe, head of logistics";
    private static final String PARAPHRASE =
            "State what is known of Acme Valves, a maker of industrial valves in Leeds, for John Doe, head of logistics";
    private static final String OTHER = "Which systems does the warehouse of this company run, and since when?";

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final CallBudget budget = new CallBudget(1_000_000, 1_000_000);
    private final CacheCounts counts = new CacheCounts();

    /** Counts words in hashed places; null for texts that it cannot read. */
    private static final class WordCounter implements Embedder {
        @Override
        public @Nullable Embedding embed(String text, CallBudget budget) {
            if (text.contains("unreadable")) {
                return null;
            }
            float[] places = new float[256];
            places[0] = 0.01f;
            for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
                places[Math.floorMod(word.hashCode(), places.length)] += 1;
            }
            return Embedding.of(places);
        }

        @Override
        public void close() {}
    }

    private final SemanticCacheChannel cache = new SemanticCacheChannel(
            new WordCounter(),
            new SemanticStore(
                    new SemanticSettings(
                            URI.create("http://h/v1"),
                            "k",
                            "e",
                            0.85,
                            0,
                            Duration.ofSeconds(1),
                            10,
                            Duration.ofHours(1)),
                    now::get),
            counts,
            (request, ignored) -> {
                calls.incrementAndGet();
                FinishReason reason = text(request).contains("too long") ? FinishReason.LENGTH : FinishReason.STOP;
                return new ModelOutcome.Answered(
                        "to " + text(request),
                        List.of(),
                        reason,
                        new ModelUsage(1, 10, 10, 20),
                        "p",
                        "m",
                        false,
                        Duration.ZERO);
            });

    private static String text(ModelRequest request) {
        return ((Message.User) request.messages().getLast()).text();
    }

    private static ModelRequest ask(String question, @Nullable String scope, long sample) {
        return new ModelRequest(List.of(SYSTEM, new Message.User(question)), List.of(), null, null, 100, sample, scope);
    }

    private ModelOutcome.Answered call(ModelRequest request) throws InterruptedException {
        return (ModelOutcome.Answered) cache.call(request, budget);
    }

    @Test
    void aNearParaphraseWithinTheCompanyIsAHit() throws Exception {
        ModelOutcome.Answered first = call(ask(QUESTION, "acme.example", 1));
        ModelOutcome.Answered second = call(ask(PARAPHRASE, "acme.example", 1));

        assertThat(calls).hasValue(1);
        assertThat(first.cached()).isFalse();
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.cached()).isTrue();
        assertThat(second.usage()).isEqualTo(ModelUsage.NONE);
        assertThat(counts.semanticHits()).isEqualTo(1);
    }

    @Test
    void anotherQuestionIsAsked() throws Exception {
        call(ask(QUESTION, "acme.example", 1));
        assertThat(call(ask(OTHER, "acme.example", 1)).text()).isEqualTo("to " + OTHER);
        assertThat(calls).hasValue(2);
    }

    @Property(tries = 200)
    void anotherCompanyNeverHits(
            @ForAll @StringLength(min = 1, max = 20) String company,
            @ForAll @StringLength(min = 1, max = 20) String other,
            @ForAll String question)
            throws Exception {
        SemanticCacheChannelTest fresh = new SemanticCacheChannelTest();
        fresh.call(ask(question, company, 1));
        fresh.call(ask(question, other, 1));
        assertThat(fresh.calls).hasValue(company.equals(other) || question.contains("too long") ? 1 : 2);
    }

    @Test
    void withoutAScopeNothingIsShared() throws Exception {
        call(ask(QUESTION, null, 1));
        call(ask(QUESTION, null, 1));
        assertThat(calls).hasValue(2);
    }

    @Test
    void anotherSampleInstructionFormatOrLengthIsAnotherQuestion() throws Exception {
        call(ask(QUESTION, "acme.example", 1));
        call(ask(QUESTION, "acme.example", 2));
        Message.User user = new Message.User(QUESTION);
        call(new ModelRequest(
                List.of(new Message.System("be bold"), user), List.of(), null, null, 100, 1, "acme.example"));
        call(new ModelRequest(
                List.of(SYSTEM, user),
                List.of(),
                new ModelRequest.ResponseFormat("R", "{}"),
                null,
                100,
                1,
                "acme.example"));
        call(new ModelRequest(List.of(SYSTEM, user), List.of(), null, null, 99, 1, "acme.example"));
        assertThat(calls).hasValue(5);
        assertThat(counts.semanticHits()).isZero();
    }

    @Test
    void answersThatWereCutOrAreOldAreNotShared() throws Exception {
        call(ask(QUESTION + " too long", "acme.example", 1));
        call(ask(QUESTION + " too long", "acme.example", 1));
        assertThat(calls).hasValue(2);

        call(ask(QUESTION, "b.example", 1));
        now.addAndGet(Duration.ofMinutes(59).toNanos());
        call(ask(PARAPHRASE, "b.example", 1));
        assertThat(calls).hasValue(3);
        // Another answer of the company is fresh; this one is too old all the same.
        call(ask(OTHER, "b.example", 1));
        now.addAndGet(Duration.ofMinutes(2).toNanos());
        call(ask(QUESTION, "b.example", 1));
        assertThat(calls).hasValue(5);
    }

    @Test
    void withoutAnEmbeddingTheQuestionIsAsked() throws Exception {
        call(ask("unreadable", "acme.example", 1));
        call(ask("unreadable", "acme.example", 1));
        assertThat(calls).hasValue(2);
    }
}
