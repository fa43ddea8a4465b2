package dev.leadrelay.agent.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.agent.attempt.Fixtures;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Provenance;
import dev.leadrelay.schemas.records.RunExit;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Usage;
import dev.leadrelay.schemas.serde.RecordCodec;
import dev.leadrelay.validation.Violations;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RunTrimTest {
    private final RecordCodec codec = MemoryCodec.create();

    @Property(tries = 100)
    void whatIsLeftAlwaysFits(
            @ForAll("steps") List<RunStep> steps, @ForAll @IntRange(min = 2_000, max = 50_000) int max) {
        AgentRun run = run(steps);

        AgentRun fit = RunTrim.fit(run, max, this::size);

        assertThat(size(fit)).isLessThanOrEqualTo(max);
        if (size(run) <= max) {
            assertThat(fit).isSameAs(run);
        } else {
            assertThat(fit.getTruncated()).isTrue();
            assertThat(fit.getFullHash())
                    .isEqualTo(RunTrim.fit(run, 2_000, this::size).getFullHash());
            assertThat(fit.getUsage()).isEqualTo(run.getUsage());
            assertThat(fit.getExit()).isEqualTo(run.getExit());
        }
    }

    @Provide
    Arbitrary<List<RunStep>> steps() {
        Arbitrary<String> payloads = Combinators.combine(
                        Arbitraries.strings().ofMaxLength(20),
                        Arbitraries.integers().between(0, 2_000))
                .as(String::repeat);
        Arbitrary<RunStep> steps = Combinators.combine(
                        payloads, payloads, Arbitraries.integers().between(0, 30))
                .as((input, output, violations) -> RunStep.newBuilder()
                        .setKind(RunStepKind.TOOL_CALL)
                        .setName("fetch")
                        .setAt(Fixtures.NOW)
                        .setLatencyMillis(1)
                        .setInput(input)
                        .setOutput(output)
                        .setViolations(
                                Collections.nCopies(violations, Violations.reject("tool.arguments", "/url", "wrong")))
                        .build());
        return steps.list().ofMaxSize(60);
    }

    private long size(AgentRun run) {
        return codec.encode("agent.runs", run).length;
    }

    private static AgentRun run(List<RunStep> steps) {
        return AgentRun.newBuilder()
                .setRunId("run")
                .setHeader(Fixtures.header())
                .setProvenance(Provenance.newBuilder()
                        .setAgent("a")
                        .setAgentVersion("1")
                        .setInstance("i")
                        .setProvider("")
                        .setModel("")
                        .setPromptId("")
                        .setPromptHash("")
                        .setRunId("run")
                        .setSimulated(false)
                        .setStartedAt(Fixtures.NOW)
                        .setEndedAt(Fixtures.NOW)
                        .build())
                .setExit(RunExit.FAILED)
                .setFailureClass(FailureClass.TOOL_FAILED)
                .setMessage("m".repeat(1_000))
                .setUsage(Usage.newBuilder()
                        .setModelCalls(1)
                        .setPromptTokens(1)
                        .setCompletionTokens(1)
                        .setCostMicros(1)
                        .build())
                .setSteps(steps)
                .build();
    }
}
