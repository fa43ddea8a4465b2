package dev.leadrelay.agent.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.gateway.Message;
import dev.leadrelay.gateway.ModelRequest;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final List<Message> MESSAGES = List.of(new Message.User("q"));
    private static final ModelRequest.ResponseFormat FORMAT = new ModelRequest.ResponseFormat("r", "{}");

    @Property
    void noTwoAttemptsSamplesOrAsksHaveTheSameNumber(
            @ForAll @IntRange(min = 1) int attempt,
            @ForAll @IntRange(max = 700_000_000) int sample,
            @ForAll @IntRange(min = 1, max = AskLoop.MAX_ASKS) int ask,
            @ForAll @IntRange(min = 1) int otherAttempt,
            @ForAll @IntRange(max = 700_000_000) int otherSample,
            @ForAll @IntRange(min = 1, max = AskLoop.MAX_ASKS) int otherAsk) {
        boolean same = attempt == otherAttempt && sample == otherSample && ask == otherAsk;

        assertThat(number(attempt, sample, ask) == number(otherAttempt, otherSample, otherAsk))
                .isEqualTo(same);
    }

    @Test
    void neighboursDoNotMeet() {
        assertThat(List.of(number(1, 0, 1), number(1, 0, 2), number(1, 0, 3), number(1, 1, 1), number(2, 0, 1)))
                .doesNotHaveDuplicates();
    }

    @Test
    void theStepsOfAConversationCarryTheAttempt() {
        assertThat(new Requests(new CallShape(1, null), 1).conversation(MESSAGES, List.of()))
                .isNotEqualTo(new Requests(new CallShape(1, null), 2).conversation(MESSAGES, List.of()));
    }

    @Test
    void onlyTheFirstAskMayShareTheAnswerToAQuestionThatMeansTheSame() {
        Requests requests = new Requests(new CallShape(1, null), 1);
        assertThat(requests.structured(MESSAGES, FORMAT, 0, 1, "acme.example").scope())
                .isEqualTo("acme.example");
        assertThat(requests.structured(MESSAGES, FORMAT, 0, 2, "acme.example").scope())
                .isNull();
        assertThat(requests.conversation(MESSAGES, List.of()).scope()).isNull();
    }

    private static long number(int attempt, int sample, int ask) {
        return new Requests(new CallShape(1, null), attempt)
                .structured(MESSAGES, FORMAT, sample, ask, null)
                .sample();
    }
}
