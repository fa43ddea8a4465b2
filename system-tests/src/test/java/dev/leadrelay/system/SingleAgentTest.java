package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.access.TopicScan;
import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.schemas.Identifiers;
import dev.leadrelay.schemas.Topic;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.RunExit;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.system.support.ChildService;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.validation.Gates;
import dev.leadrelay.validation.ResearchSubject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An agent works alone: nothing but the broker, the registry and a model. */
class SingleAgentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void answersOneHandProducedRequestWithOneValidResult() throws Exception {
        try (Installation installation = Installation.create("single")) {
            ChildService agent = installation.spawn("research-agent", Map.of());
            Lead lead = GeneratedLeads.of(11, 1).getFirst();
            String key = Identifiers.leadKey("by-hand", lead.getLeadId());
            installation.produce(installation.topics().requests(Stage.RESEARCH), key, request(installation, key, lead));
            Topic results = installation.topics().results(Stage.RESEARCH);
            Awaitility.await("an answer").atMost(PATIENCE).until(() -> {
                assertThat(agent.alive()).as(agent.output()).isTrue();
                return !read(installation, results, ResearchResult.class, key).isEmpty();
            });
            assertThat(agent.stop()).isIn(0, 143);

            List<ResearchResult> answers = read(installation, results, ResearchResult.class, key);
            assertThat(answers).hasSize(1);
            ResearchResult answer = answers.getFirst();
            assertThat(answer.getHeader().getHandoffId()).isEqualTo(Identifiers.handoffId(key, Stage.RESEARCH, 1));
            assertThat(answer.getVerdict().getPassed()).isTrue();
            assertThat(answer.getOutcome()).isInstanceOf(Research.class);
            Research research = (Research) answer.getOutcome();
            assertThat(Gates.research()
                            .check(new ResearchSubject(lead, research, null))
                            .getPassed())
                    .isTrue();
            List<AgentRun> runs = read(installation, installation.topics().agentRuns(), AgentRun.class, key);
            assertThat(runs).hasSize(1);
            assertThat(runs.getFirst().getExit()).isEqualTo(RunExit.COMPLETED);
            assertThat(runs.getFirst().getRunId())
                    .isEqualTo(answer.getProvenance().getRunId());
            System.out.printf(
                    "SingleAgentTest: 1 request, %d result, %d run, %d model calls, %d pieces of evidence%n",
                    answers.size(),
                    runs.size(),
                    answer.getUsage().getModelCalls(),
                    research.getEvidence().size());
        }
    }

    private static ResearchRequest request(Installation installation, String key, Lead lead) {
        String handoffId = Identifiers.handoffId(key, Stage.RESEARCH, 1);
        return ResearchRequest.newBuilder()
                .setHeader(HandoffHeader.newBuilder()
                        .setHandoffId(handoffId)
                        .setListId("by-hand")
                        .setLeadId(lead.getLeadId())
                        .setStage(Stage.RESEARCH)
                        .setAttempt(1)
                        .setIssuedAt(Instant.now())
                        .setBudgetTokens(200_000)
                        .setBudgetCostMicros(200_000)
                        .setHop(1)
                        .setLineage(Identifiers.lineage("", handoffId))
                        .build())
                .setLead(lead)
                .setSettings(installation.listSettings())
                .build();
    }

    private static <T extends SpecificRecord> List<T> read(
            Installation installation, Topic topic, Class<T> type, String key) {
        List<T> found = new ArrayList<>();
        new TopicScan(installation.cluster()).read(topic, type, key::equals, (k, record) -> found.add(record));
        return found;
    }
}
