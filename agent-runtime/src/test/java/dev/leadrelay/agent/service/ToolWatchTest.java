package dev.leadrelay.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.agent.tool.FakeTool;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.agent.worker.Pauses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolWatchTest {
    private static final JsonNode INPUT = FakeTool.json("{'url':'x'}");

    private final Pauses pauses = new Pauses(Duration.ofMillis(10));
    private final AtomicReference<FakeTool.Work> behaviour = new AtomicReference<>();
    private final FakeTool tool = new FakeTool("fetch", input -> behaviour.get().run(input)).withExample(INPUT);
    private ToolWatch watch;
    private ToolBox box;

    @AfterEach
    void stop() {
        watch.close();
        box.close();
        pauses.close();
    }

    private void start(ToolUsage... usages) {
        box = new ToolBox(List.of(usages));
        watch = new ToolWatch(box, pauses, Duration.ofMillis(10));
        watch.start();
    }

    private void awaitReason(String part) {
        Awaitility.await().until(() -> String.valueOf(pauses.reason()).contains(part));
    }

    @Test
    void anAgentWhoseToolDriftedTakesNoWorkUntilItFitsAgain() {
        behaviour.set(input -> FakeTool.json("{'body':'x'}"));
        start(ToolUsage.optional(tool));
        assertThat(pauses.paused()).as("nothing before the first look").isTrue();
        awaitReason("no longer answers as version 1");
        behaviour.set(input -> FakeTool.text("fine"));
        Awaitility.await().until(() -> !pauses.paused());
    }

    @Test
    void aRequiredToolThatDoesNotAnswerIsWaitedFor() {
        behaviour.set(input -> {
            throw ToolException.permanent("connection refused");
        });
        start(ToolUsage.required(tool));
        awaitReason("connection refused");
        behaviour.set(input -> FakeTool.text("fine"));
        Awaitility.await().until(() -> !pauses.paused());
    }

    @Test
    void anOptionalToolThatDoesNotAnswerIsNot() {
        behaviour.set(input -> {
            throw ToolException.permanent("connection refused");
        });
        start(ToolUsage.optional(tool));
        Awaitility.await().until(() -> !pauses.paused());
        assertThat(tool.calls).hasValue(1);
    }

    @Test
    void withoutToolsNothingIsWaitedFor() {
        start();
        assertThat(pauses.paused()).isFalse();
    }
}
