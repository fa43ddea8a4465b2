package dev.leadrelay.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.cli.laptop.GeneratedLeads;
import dev.leadrelay.schemas.Topics;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.simulator.SimulatorSettings;
import dev.leadrelay.system.support.Installation;
import dev.leadrelay.system.support.TopicRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * When each stage asks the model, which answers ten calls at a time for all stages together, as the agents are told by the
 * setting that says how many calls the provider takes. All fifty leads are in the research agent from the start.
 */
class TimelineTest {
    private static final int LEADS = 50;

    @Test
    void noStageWaitsForAnotherToFinish() throws Exception {
        SimulatorSettings oneSecond = SimulatorSettings.defaults()
                .withFallibility(0)
                .withLatency(Duration.ofSeconds(1), 0)
                .withSlots(10);
        try (Installation installation = Installation.create(
                        "timeline", oneSecond, Map.of("leadrelay.model.max-concurrent", "10"))
                .start()) {
            installation.submit("timeline", GeneratedLeads.of(6, LEADS));
            ListProgress progress = installation.awaitSettled("timeline", Duration.ofSeconds(120));
            List<AgentRun> runs =
                    new TopicRecords(installation).values(installation.topics().agentRuns(), AgentRun.class);
            Map<Stage, List<RunStep>> calls = calls(runs);
            print(calls, progress);

            assertThat(progress.getAccepted()).isEqualTo(LEADS);
            assertThat(installation.ledger("timeline", progress).balanced()).isTrue();
            assertThat(calls.get(Stage.RESEARCH)).hasSizeGreaterThanOrEqualTo(LEADS);
            assertThat(first(calls.get(Stage.SCORING))).isBefore(last(calls.get(Stage.RESEARCH)));
            assertThat(first(calls.get(Stage.WRITER))).isBefore(last(calls.get(Stage.SCORING)));
        }
    }

    private static Map<Stage, List<RunStep>> calls(List<AgentRun> runs) {
        Map<Stage, List<RunStep>> calls = new EnumMap<>(Stage.class);
        for (Stage stage : Topics.agentStages()) {
            calls.put(
                    stage,
                    runs.stream()
                            .filter(run -> run.getHeader().getStage() == stage)
                            .flatMap(run -> run.getSteps().stream())
                            .filter(step -> step.getKind() == RunStepKind.MODEL_CALL)
                            .toList());
        }
        return calls;
    }

    private static Instant first(List<RunStep> calls) {
        return calls.stream().map(RunStep::getAt).min(Comparator.naturalOrder()).orElseThrow();
    }

    private static Instant last(List<RunStep> calls) {
        return calls.stream().map(RunStep::getAt).max(Comparator.naturalOrder()).orElseThrow();
    }

    private static void print(Map<Stage, List<RunStep>> calls, ListProgress progress) {
        Instant start = first(calls.get(Stage.RESEARCH));
        long all = calls.values().stream().mapToLong(List::size).sum();
        System.out.printf(
                "timeline: %d leads, %d calls of 1 s, ten at a time; settled %.1f s after the first call%n",
                LEADS, all, seconds(start, progress.getUpdatedAt()));
        calls.forEach((stage, its) -> System.out.printf(
                "timeline: %-8s %3d calls, first at %5.1f s, last at %5.1f s%n",
                stage, its.size(), seconds(start, first(its)), seconds(start, last(its))));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
