package dev.leadrelay.agent.attempt;

import static dev.leadrelay.agent.attempt.ScriptedModel.calls;
import static dev.leadrelay.agent.attempt.ScriptedModel.fails;
import static dev.leadrelay.agent.attempt.ScriptedModel.says;
import static dev.leadrelay.agent.attempt.ScriptedModel.tool;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.leadrelay.agent.Conversation;
import dev.leadrelay.agent.Conversed;
import dev.leadrelay.agent.prompt.Variables;
import dev.leadrelay.agent.tool.FakeTool;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.gateway.Message;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.gateway.ToolCall;
import dev.leadrelay.schemas.ToolApproval;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.HandoffHeader;
import dev.leadrelay.schemas.records.RunStepKind;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

class ToolTalkTest {
    private static final String PAGE = "{'url':'https://a.example/'}";

    private final FakeTool fetch = FakeTool.echo("fetch");

    @Test
    void followsCallsUntilTheModelIsDone() throws Exception {
        ScriptedModel model =
                new ScriptedModel(calls(tool("fetch", PAGE), tool("fetch", "{'url':'<b>'}")), says("done"));

        Conversed.Ended ended = (Conversed.Ended) talk(model, ToolUsage.required(fetch));

        assertThat(ended.text()).isEqualTo("done");
        assertThat(ended.cut()).isFalse();
        assertThat(ended.uses()).hasSize(2);
        List<Message> second = model.requests.get(1).messages();
        assertThat(second.get(3))
                .isEqualTo(new Message.ToolResult("call-fetch", "fetch", "{\"text\":\"https://a.example/\"}"));
        assertThat(((Message.ToolResult) second.get(4)).content()).isEqualTo("{\"text\":\"\\u003cb\\u003e\"}");
    }

    @Test
    void forgivesOneReplyWithInventedCalls() throws Exception {
        ScriptedModel model = new ScriptedModel(calls(tool("invented", "{}")), says("sorry"));

        assertThat(talk(model, ToolUsage.required(fetch))).isInstanceOf(Conversed.Ended.class);
        assertThat(((Message.ToolResult) model.requests.get(1).messages().getLast()).content())
                .contains("tool.unknown");

        Conversed.Stopped stopped = (Conversed.Stopped) talk(
                new ScriptedModel(calls(tool("invented", "{}")), calls(tool("fetch", "no json"))),
                ToolUsage.required(fetch));
        assertThat(stopped.failureClass()).isEqualTo(FailureClass.OUTPUT_REJECTED);
        assertThat(stopped.violations()).extracting("code").containsExactly("tool.arguments");
        assertThat(fetch.calls).hasValue(0);
    }

    @Test
    void endsALoopOfTheSameCall() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls(tool("fetch", "{'url':'x'}")),
                calls(tool("fetch", "{ 'url' : 'x' }")),
                calls(tool("fetch", "{'url':'x'}")));

        Conversed.Stopped stopped = (Conversed.Stopped) talk(model, ToolUsage.required(fetch));

        assertThat(stopped.failureClass()).isEqualTo(FailureClass.LOOP_DETECTED);
        assertThat(fetch.calls).hasValue(1);
    }

    @Test
    void failsWithARequiredToolAndGoesOnWithoutAnOptionalOne() throws Exception {
        FakeTool down = new FakeTool("down", input -> {
            throw ToolException.permanent("is down");
        });
        ModelOutcome asks = calls(tool("down", PAGE));

        Conversed.Stopped stopped =
                (Conversed.Stopped) talk(new ScriptedModel(asks, says("done")), ToolUsage.required(down));
        Conversed.Ended ended = (Conversed.Ended) talk(new ScriptedModel(asks, says("done")), ToolUsage.optional(down));

        assertThat(stopped.failureClass()).isEqualTo(FailureClass.TOOL_FAILED);
        assertThat(ended.uses()).singleElement().extracting("result").isInstanceOf(ToolResult.Failed.class);
    }

    @Test
    void driftStopsEvenAnOptionalTool() throws Exception {
        FakeTool drifted = new FakeTool("drifted", input -> TextNode.valueOf("x"));

        Conversed.Stopped stopped = (Conversed.Stopped)
                talk(new ScriptedModel(calls(tool("drifted", PAGE)), says("done")), ToolUsage.optional(drifted));

        assertThat(stopped.failureClass()).isEqualTo(FailureClass.TOOL_CONTRACT_DRIFT);
    }

    @Test
    void aReplyWithSensitiveCallsEndsBeforeAnyOfThemAndNamesThemAll() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls(tool("fetch", PAGE), tool("fetch", "{'url':'b'}"), tool("fetch", "no json")), says("done"));

        Conversed.Stopped stopped =
                (Conversed.Stopped) talk(model, ToolUsage.required(fetch).needingApproval());

        assertThat(stopped.failureClass()).isEqualTo(FailureClass.APPROVAL_REQUIRED);
        assertThat(ToolApproval.asked(stopped.violations())).hasSize(2);
        assertThat(fetch.calls).hasValue(0);

        HandoffHeader approved = HandoffHeader.newBuilder(Fixtures.header())
                .setApprovals(ToolApproval.asked(stopped.violations()))
                .build();
        ScriptedModel again = new ScriptedModel(calls(tool("fetch", PAGE), tool("fetch", "{'url':'b'}")), says("done"));
        assertThat(talk(approved, again, ToolUsage.required(fetch).needingApproval()))
                .isInstanceOf(Conversed.Ended.class);
        assertThat(fetch.calls).hasValue(2);
    }

    @Test
    void waitsForARequiredToolThatIsLostAndGoesOn() throws Exception {
        AtomicInteger waits = new AtomicInteger();
        FakeTool lost = new FakeTool("fetch", input -> {
                    if (waits.get() == 0) {
                        throw ToolException.permanent("connection refused");
                    }
                    return FakeTool.text("back");
                })
                .withExample(FakeTool.json(PAGE));
        Outages outages = (reason, detail, probe) -> {
            assertThat(reason).isEqualTo("the tool fetch");
            assertThat(probe.isGood()).isFalse();
            waits.incrementAndGet();
            assertThat(probe.isGood()).isTrue();
        };
        try (ToolBox box = new ToolBox(List.of(ToolUsage.required(lost)))) {
            Attempt attempt = new Attempt(
                    Fixtures.header(),
                    Fixtures.parts(new ScriptedModel(calls(tool("fetch", PAGE)), says("done")), box, outages));

            Conversed.Ended ended = (Conversed.Ended) attempt.converse(conversation("fetch"));

            assertThat(waits).hasValue(1);
            assertThat(ended.uses())
                    .singleElement()
                    .extracting("result")
                    .isEqualTo(new ToolResult.Returned(FakeTool.text("back")));
            assertThat(attempt.log().steps())
                    .filteredOn(step -> step.getKind() == RunStepKind.TOOL_CALL)
                    .hasSize(2)
                    .first()
                    .extracting("error")
                    .asString()
                    .startsWith("DEPENDENCY_UNAVAILABLE");
        }
    }

    @Property(tries = 200)
    void everyConversationEndsWithinItsBounds(@ForAll("scripts") List<ModelOutcome> script) throws Exception {
        ScriptedModel model = new ScriptedModel(script);
        FakeTool tool = FakeTool.echo("fetch");

        Conversed conversed = talk(model, ToolUsage.required(tool));

        assertThat(model.requests).hasSizeBetween(1, Conversation.MAX_STEPS);
        assertThat(tool.calls.get()).isLessThanOrEqualTo(Conversation.MAX_STEPS * ToolTalk.MAX_CALLS_PER_REPLY);
        assertThat(conversed.uses()).hasSize(tool.calls.get());
    }

    @Provide
    Arbitrary<List<ModelOutcome>> scripts() {
        Arbitrary<ModelOutcome> toolCalls = Arbitraries.of("fetch", "invented", "")
                .flatMap(name -> Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 50).map(i -> "{'url':'" + i + "'}"),
                                Arbitraries.of("", "[]", "{}", "nonsense", "{'url':7}"))
                        .map(arguments -> tool(name, arguments)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(list -> calls(list.toArray(new ToolCall[0])));
        return Arbitraries.frequencyOf(
                        Tuple.of(8, toolCalls),
                        Tuple.of(1, Arbitraries.just(says("done"))),
                        Tuple.of(1, Arbitraries.just(fails(FailureClass.MODEL_ERROR))))
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    private static Conversed talk(ScriptedModel model, ToolUsage usage) throws InterruptedException {
        return talk(Fixtures.header(), model, usage);
    }

    private static Conversed talk(HandoffHeader header, ScriptedModel model, ToolUsage usage)
            throws InterruptedException {
        try (ToolBox box = new ToolBox(List.of(usage))) {
            return new Attempt(header, Fixtures.parts(model, box))
                    .converse(conversation(usage.tool().contract().name()));
        }
    }

    private static Conversation conversation(String tool) {
        Variables variables = Variables.none().with("lead", "Acme").ranked("evidence", List.of());
        return new Conversation("plain", variables, List.of(tool), Conversation.MAX_STEPS);
    }
}
