package dev.leadrelay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RequestKeyTest {

    /** Few and short texts, so that equal requests and confusable ones turn up; halves of characters among them. */
    private static final Arbitrary<String> TEXT = Arbitraries.of("", "a", "b", "ab", "?", "\ud800", "\udc00");

    private static final Arbitrary<ToolCall> CALL =
            Combinators.combine(TEXT, TEXT, TEXT, TEXT.injectNull(0.5)).as(ToolCall::new);

    private static final Arbitrary<Message> MESSAGE = Arbitraries.oneOf(
            TEXT.map(Message.System::new),
            TEXT.map(Message.User::new),
            Combinators.combine(TEXT.injectNull(0.3), CALL.list().ofMaxSize(2)).as(Message.Assistant::new),
            Combinators.combine(TEXT, TEXT, TEXT).as(Message.ToolResult::new));

    private static final Arbitrary<ToolSpecification> TOOL =
            Combinators.combine(TEXT, TEXT, TEXT).as(ToolSpecification::new);

    @Provide
    Arbitrary<ModelRequest> requests() {
        return Combinators.combine(
                        MESSAGE.list().ofMinSize(1).ofMaxSize(2),
                        TOOL.list().ofMaxSize(1),
                        Combinators.combine(TEXT, TEXT)
                                .as(ModelRequest.ResponseFormat::new)
                                .injectNull(0.6),
                        Arbitraries.of(0.0, -0.0, 1.0).injectNull(0.5),
                        Arbitraries.of(1, 2),
                        Arbitraries.of(0L, 1L, 1L << 32))
                // The scope is where other answers will do; the same question is the same wherever it comes from.
                .as((messages, tools, format, temperature, most, sample) ->
                        new ModelRequest(messages, tools, format, temperature, most, sample, null));
    }

    @Property(tries = 300)
    void twoRequestsShareAKeyWhenTheyAreEqualAndOnlyThen(
            @ForAll("requests") ModelRequest one, @ForAll("requests") ModelRequest other) {
        assertThat(RequestKey.of(one).equals(RequestKey.of(other))).isEqualTo(one.equals(other));
        assertThat(RequestKey.of(one)).isEqualTo(RequestKey.of(copy(one, one.sample())));
        assertThat(RequestKey.of(one)).isNotEqualTo(RequestKey.of(copy(one, one.sample() + 1)));
    }

    @Property(tries = 300)
    void eachPartCounts(@ForAll("requests") ModelRequest one, @ForAll("requests") ModelRequest other) {
        for (ModelRequest mixed : List.of(
                with(one, other.messages(), one.tools(), one.responseFormat(), one.temperature(), 1),
                with(one, one.messages(), other.tools(), one.responseFormat(), one.temperature(), 1),
                with(one, one.messages(), one.tools(), other.responseFormat(), one.temperature(), 1),
                with(one, one.messages(), one.tools(), one.responseFormat(), other.temperature(), 1),
                with(one, one.messages(), one.tools(), one.responseFormat(), one.temperature(), 3))) {
            assertThat(RequestKey.of(one).equals(RequestKey.of(mixed))).isEqualTo(one.equals(mixed));
        }
    }

    @Test
    void whatIsMovedFromOnePartToAnotherIsAnotherRequest() {
        List<Message> parts = List.of(new Message.User("a"), new Message.User("b"));
        List<Message> joined = List.of(new Message.User("ab"));
        List<Message> role = List.of(new Message.User("a"), new Message.System("b"));

        assertThat(List.of(parts, joined, role).stream()
                        .map(messages -> RequestKey.of(ModelRequest.text(messages, 1)))
                        .distinct())
                .hasSize(3);
    }

    private static ModelRequest copy(ModelRequest request, long sample) {
        return new ModelRequest(
                List.copyOf(request.messages()),
                request.tools(),
                request.responseFormat(),
                request.temperature(),
                request.maxOutputTokens(),
                sample,
                request.scope());
    }

    private static ModelRequest with(
            ModelRequest like,
            List<Message> messages,
            List<ToolSpecification> tools,
            ModelRequest.ResponseFormat format,
            Double temperature,
            int maxOutputTokens) {
        return new ModelRequest(messages, tools, format, temperature, maxOutputTokens, like.sample(), like.scope());
    }
}
