package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.deadletter.desk.OverviewView;
import dev.leadrelay.schemas.records.AgentState;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewViewsTest {
    private static final long MINUTE = 60_000;

    private final PipelineState state = new PipelineState();

    @Test
    void nobodyIsGoneWhileNobodyListens() {
        state.agent("RESEARCH/research-1", Samples.agent("research-1", AgentState.RUNNING, null, Samples.NOON));
        state.followed(Samples.NOON + 1_000);
        state.lost("the schema registry does not answer");

        OverviewView deaf = view(Samples.NOON + MINUTE);
        assertThat(deaf.trouble()).isEqualTo("the schema registry does not answer");
        assertThat(deaf.agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.state()).isEqualTo("RUNNING"));
        assertThat(deaf.stages().getFirst().note()).isEmpty();

        state.followed(Samples.NOON + MINUTE);

        OverviewView hearing = view(Samples.NOON + MINUTE);
        assertThat(hearing.trouble()).isEmpty();
        assertThat(hearing.agents())
                .singleElement()
                .satisfies(agent -> assertThat(agent.state()).isEqualTo("GONE"));
        assertThat(hearing.stages().getFirst().note()).isEqualTo("nobody serves it");
    }

    @Test
    void countsWhatStandsAtTheIntakeAndWhatIsNotDrawn() {
        for (int list = 0; list < 51; list++) {
            state.list("list-" + list, Samples.progress("list-" + list, 1, 1, 0, 0));
        }
        List<TriageQueries.Count> counts = List.of(
                new TriageQueries.Count("OPEN", "LISTS", "CONTRACT_VIOLATION", true, 4),
                new TriageQueries.Count("OPEN", "LISTS", "MALFORMED_RECORD", false, 2),
                new TriageQueries.Count("DISCARDED", "LISTS", "CONTRACT_VIOLATION", true, 8),
                new TriageQueries.Count("OPEN", "RESEARCH", "UNGROUNDED", true, 1));

        OverviewView view = OverviewViews.of(state, counts, 0, Samples.NOON);

        assertThat(view.parkedAtIntake()).isEqualTo(6);
        assertThat(view.stages()).extracting(OverviewView.StageBox::parked).containsExactly(1L, 0L, 0L);
        assertThat(view.lists()).hasSize(50);
        assertThat(view.knownLists()).isEqualTo(51);
    }

    private OverviewView view(long now) {
        return OverviewViews.of(state, List.of(), 0, now);
    }
}
