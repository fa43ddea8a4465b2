package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.deadletter.ParkedLimit.By;
import dev.leadrelay.deadletter.ParkedLimit.End;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParkedLimitTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration BACKSTOP = Duration.ofDays(89);
    private static final ParkedLimit LIMIT = new ParkedLimit(MONTH, BACKSTOP);

    @Test
    void aPolicyDiscardsWhatNobodyHasDecidedAbout() {
        assertThat(LIMIT.end(item(ItemState.OPEN, true), List.of()))
                .contains(new End(Samples.NOON + MONTH.toMillis(), By.POLICY));
    }

    @Test
    void theOrchestratorDiscardsWhatWasDecidedAboutInVain() {
        DecisionView decision = new DecisionView(
                "d1", "RETRY", null, "ann", false, Samples.NOON, null, null, "REFUSED", "no", Samples.NOON);

        assertThat(LIMIT.end(item(ItemState.OPEN, true), List.of(decision)))
                .contains(new End(Samples.NOON + BACKSTOP.toMillis(), By.ORCHESTRATOR));
    }

    @ParameterizedTest
    @ValueSource(longs = {89, 90})
    void aPolicyThatWouldComeLaterDoesNotCome(long days) {
        ParkedLimit late = new ParkedLimit(Duration.ofDays(days), BACKSTOP);

        assertThat(late.end(item(ItemState.OPEN, true), List.of()))
                .contains(new End(Samples.NOON + BACKSTOP.toMillis(), By.ORCHESTRATOR));
    }

    @ParameterizedTest
    @EnumSource(names = "OPEN", mode = EnumSource.Mode.EXCLUDE)
    void whatIsDecidedIsNotDiscarded(ItemState state) {
        assertThat(LIMIT.end(item(state, true), List.of())).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsAboutNoLeadStays() {
        assertThat(LIMIT.end(item(ItemState.OPEN, false), List.of())).isEqualTo(Optional.empty());
    }

    private static Item item(ItemState state, boolean attributed) {
        return new Item(
                "id",
                attributed ? "list/lead" : null,
                null,
                attributed,
                null,
                "WRITER",
                "UNGROUNDED",
                "message",
                "",
                "fingerprint",
                1,
                null,
                Samples.NOON,
                state,
                null,
                1);
    }
}
