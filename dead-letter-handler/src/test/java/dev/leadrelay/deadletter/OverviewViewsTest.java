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

    private OverviewView view(long now) {
        return OverviewViews.of(state, List.of(), 0, now);
    }
}
