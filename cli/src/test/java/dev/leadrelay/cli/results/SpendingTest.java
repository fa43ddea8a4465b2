package dev.leadrelay.cli.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.ModelSpend;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.RunExit;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.schemas.records.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpendingTest {
    @Test
    void attemptsAreSummedByStageProviderAndModel() {
        Spending spending = new Spending();
        spending.add(run(Stage.SCORING, List.of(spend("b", 1, 10))));
        spending.add(run(Stage.RESEARCH, List.of(spend("b", 1, 5), spend("a", 3, 7))));
        spending.add(run(Stage.SCORING, List.of(spend("b", 2, 30))));

        assertThat(spending.entries())
                .extracting(
                        entry -> entry.line().stage(),
                        entry -> entry.line().provider(),
                        entry -> entry.amount().calls(),
                        entry -> entry.amount().costMicros())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("research", "a", 3L, 7L),
                        org.assertj.core.groups.Tuple.tuple("research", "b", 1L, 5L),
                        org.assertj.core.groups.Tuple.tuple("scoring", "b", 3L, 40L));
        assertThat(spending.costByProvider()).isEqualTo(Map.of("a", 7L, "b", 45L));
    }

    @Test
    void whatNobodyKnowsIsSaidToBeUnknown() {
        Spending spending = new Spending();
        spending.add(run(Stage.WRITER, null));
        assertThat(spending.costByProvider()).isEqualTo(Map.of(Spending.UNKNOWN, 99L));
    }

    private static ModelSpend spend(String provider, int calls, long cost) {
        return new ModelSpend(provider, "m", new Usage(calls, 2L, 3L, cost));
    }

    private static AgentRun run(Stage stage, @Nullable List<ModelSpend> spend) {
        return AgentRun.newBuilder()
                .setRunId("r")
                .setHeader(HandoffHeader.newBuilder()
                        .setHandoffId("h")
                        .setListId("l")
                        .setLeadId("x")
                        .setStage(stage)
                        .setAttempt(1)
                        .setIssuedAt(Instant.EPOCH)
                        .setBudgetTokens(1)
                        .setBudgetCostMicros(1)
                        .setHop(1)
                        .setLineage("")
                        .build())
                .setProvenance(Provenance.newBuilder()
                        .setAgent("a")
                        .setAgentVersion("1")
                        .setInstance("i")
                        .setProvider("")
                        .setModel("")
                        .setPromptId("")
                        .setPromptHash("")
                        .setRunId("r")
                        .setSimulated(false)
                        .setStartedAt(Instant.EPOCH)
                        .setEndedAt(Instant.EPOCH)
                        .build())
                .setExit(RunExit.COMPLETED)
                .setUsage(new Usage(0, 0L, 0L, 99L))
                .setSpend(spend)
                .build();
    }
}
