package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.DecisionKind;
import dev.leadrelay.schemas.records.OutcomeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private static final Standing.Decided RETRY = new Standing.Decided("d1", DecisionKind.RETRY);
    private static final Standing.Decided DISCARD = new Standing.Decided("d2", DecisionKind.DISCARD);

    @Test
    void isOpenUntilSomebodyDecides() {
        assertThat(of(List.of(), List.of())).isEqualTo(new Standing(ItemState.OPEN, null));
    }

    @Test
    void isDecidedUntilTheAnswerComes() {
        assertThat(of(List.of(RETRY), List.of()).state()).isEqualTo(ItemState.DECIDED);
    }

    @Test
    void followsTheAppliedDecision() {
        assertThat(of(List.of(RETRY), List.of(answer("d1", OutcomeKind.APPLIED, 1, null)))
                        .state())
                .isEqualTo(ItemState.RETRIED);
        assertThat(of(List.of(DISCARD), List.of(answer("d2", OutcomeKind.APPLIED, 1, null)))
                        .state())
                .isEqualTo(ItemState.DISCARDED);
    }

    @Test
    void staysOpenWithTheLatestRefusal() {
        Standing standing = of(
                List.of(RETRY, DISCARD),
                List.of(answer("d2", OutcomeKind.REFUSED, 2, "late"), answer("d1", OutcomeKind.REFUSED, 1, "early")));

        assertThat(standing).isEqualTo(new Standing(ItemState.OPEN, "late"));
    }

    @Test
    void isPendingAgainAfterARefusal() {
        Standing standing = of(List.of(RETRY, DISCARD), List.of(answer("d1", OutcomeKind.REFUSED, 1, "no")));

        assertThat(standing.state()).isEqualTo(ItemState.DECIDED);
    }

    @Test
    void isSupersededWithoutADecision() {
        assertThat(of(List.of(), List.of(answer("", OutcomeKind.SUPERSEDED, 1, "a late answer"))))
                .isEqualTo(new Standing(ItemState.SUPERSEDED, "a late answer"));
    }

    @Test
    void waitsForTheDecisionThatAnAnswerNames() {
        assertThat(of(List.of(), List.of(answer("d1", OutcomeKind.APPLIED, 1, null)))
                        .state())
                .isEqualTo(ItemState.DECIDED);
    }

    @Test
    void aPinnedOneStaysOpen() {
        Standing standing = of(
                List.of(new Standing.Decided("d3", DecisionKind.PIN)),
                List.of(answer("d3", OutcomeKind.APPLIED, 1, null)));

        assertThat(standing.state()).isEqualTo(ItemState.OPEN);
    }

    @Test
    void theDecisionIsTheOutcomeWhereThereIsNoLead() {
        assertThat(Standing.of(false, List.of(RETRY), List.of()).state()).isEqualTo(ItemState.RETRIED);
        assertThat(Standing.of(false, List.of(DISCARD), List.of()).state()).isEqualTo(ItemState.DISCARDED);
        assertThat(Standing.of(false, List.of(), List.of()).state()).isEqualTo(ItemState.OPEN);
    }

    private static Standing of(List<Standing.Decided> decisions, List<Standing.Answered> answers) {
        return Standing.of(true, decisions, answers);
    }

    private static Standing.Answered answer(String decisionId, OutcomeKind kind, long at, String reason) {
        return new Standing.Answered(decisionId, kind, reason, at);
    }
}
