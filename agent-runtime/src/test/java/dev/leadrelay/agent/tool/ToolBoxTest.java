package dev.leadrelay.agent.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.ToolApproval;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolBoxTest {
    private static final JsonNode INPUT = FakeTool.json("{'url':'https://a.example/'}");

    private ToolBox box = new ToolBox(List.of());

    @AfterEach
    void close() {
        box.close();
    }

    @Test
    void givesWhatTheToolReturned() throws Exception {
        use(FakeTool.echo("fetch"));

        assertThat(box.call("fetch", INPUT, List.of()))
                .isEqualTo(new ToolResult.Returned(FakeTool.text("https://a.example/")));
    }

    @Test
    void refusesUnknownNamesAndWrongArgumentsWithoutACall() throws Exception {
        FakeTool tool = FakeTool.echo("fetch");
        use(tool);

        assertThat(refused(box.call("invented", INPUT, List.of()))).containsExactly("tool.unknown");
        assertThat(refused(box.call("fetch", FakeTool.json("{'url':7}"), List.of())))
                .containsExactly("tool.arguments");
        assertThat(refused(box.call("fetch", FakeTool.json("{'url':'x','also':1}"), List.of())))
                .containsExactly("tool.arguments");
        assertThat(tool.calls).hasValue(0);
    }

    @Test
    void triesATransientFailureThreeTimes() throws Exception {
        FakeTool tool = new FakeTool("fetch", input -> {
            throw ToolException.transientFailure("connection reset");
        });
        use(tool);

        assertThat(failed(box.call("fetch", INPUT, List.of()))).isEqualTo(FailureClass.TOOL_FAILED);
        assertThat(tool.calls).hasValue(3);
    }

    @Test
    void doesNotRepeatWhatCannotSucceed() throws Exception {
        FakeTool gone = new FakeTool("gone", input -> {
            throw ToolException.permanent("404");
        });
        FakeTool broken = new FakeTool("broken", input -> {
            throw new IllegalStateException("bug");
        });
        use(gone, broken);

        assertThat(failed(box.call("gone", INPUT, List.of()))).isEqualTo(FailureClass.TOOL_FAILED);
        assertThat(failed(box.call("broken", INPUT, List.of()))).isEqualTo(FailureClass.TOOL_FAILED);
        assertThat(gone.calls).hasValue(1);
        assertThat(broken.calls).hasValue(1);
    }

    @Test
    void tellsAnOutputThatDriftedFromItsContract() throws Exception {
        use(new FakeTool("fetch", input -> FakeTool.json("{'body':'x'}")));

        assertThat(failed(box.call("fetch", INPUT, List.of()))).isEqualTo(FailureClass.TOOL_CONTRACT_DRIFT);
    }

    @Test
    void takesAToolsWordForDriftBehindItAndDoesNotTryAgain() throws Exception {
        FakeTool tool = new FakeTool("search", input -> {
            throw ToolException.drift("/results must be a list, found nothing");
        });
        use(tool);

        ToolResult.Failed result = (ToolResult.Failed) box.call("search", INPUT, List.of());
        assertThat(result.failureClass()).isEqualTo(FailureClass.TOOL_CONTRACT_DRIFT);
        assertThat(result.message()).contains("/results must be a list, found nothing");
        assertThat(tool.calls).hasValue(1);
    }

    @Test
    void checksEachLiveEndpointWithItsExample() throws Exception {
        FakeTool fits = FakeTool.echo("fits").withExample(INPUT);
        FakeTool drifted = new FakeTool("drifted", input -> FakeTool.json("{'body':'x','text':7}")).withExample(INPUT);
        FakeTool silent = new FakeTool("silent", input -> {
                    throw ToolException.permanent("connection refused");
                })
                .withExample(INPUT);
        FakeTool none = FakeTool.echo("none");
        FakeTool wrong = FakeTool.echo("wrong").withExample(FakeTool.json("{'link':1}"));
        use(fits, drifted, silent, none, wrong);

        assertThat(box.checkLive())
                .extracting(ToolCheck::name, ToolCheck::state)
                .containsExactly(
                        tuple("fits", ToolCheck.State.FITS),
                        tuple("drifted", ToolCheck.State.DRIFTED),
                        tuple("silent", ToolCheck.State.UNREACHABLE),
                        tuple("none", ToolCheck.State.NOT_CHECKED),
                        tuple("wrong", ToolCheck.State.DRIFTED));
        assertThat(box.checkLive().get(1).message()).contains("/text");
        assertThat(box.checkLive().get(2).message()).contains("connection refused");
        assertThat(none.calls).hasValue(0);
    }

    @Test
    void aContractIsKnownByItsFingerprint() {
        use(FakeTool.echo("fetch"), FakeTool.echo("other"));
        assertThat(box.fingerprint("fetch")).isNotBlank().isNotEqualTo(box.fingerprint("other"));
        assertThat(box.fingerprint("fetch"))
                .isEqualTo(FakeTool.echo("fetch").contract().fingerprint());
        assertThat(box.fingerprint("nobody")).isNull();
    }

    @Test
    void limitsSize() throws Exception {
        use(new FakeTool("fetch", input -> FakeTool.text("x".repeat(2_000))));

        ToolResult.Failed result = (ToolResult.Failed) box.call("fetch", INPUT, List.of());
        assertThat(result.message()).contains("more than 1000");
    }

    @Test
    void limitsTimeAndInterruptsTheTool() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(3);
        use(new FakeTool("slow", Duration.ofMillis(20), input -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return FakeTool.text("never");
        }));

        ToolResult.Failed result = (ToolResult.Failed) box.call("slow", INPUT, List.of());
        assertThat(result.message()).contains("20 ms");
        interrupted.await();
    }

    @Test
    void leavesAFailingToolAlone() throws Exception {
        FakeTool tool = new FakeTool("fetch", input -> {
            throw ToolException.transientFailure("down");
        });
        use(tool);

        ToolResult last = box.call("fetch", INPUT, List.of());
        for (int i = 0; i < 10; i++) {
            last = box.call("fetch", INPUT, List.of());
        }

        assertThat(((ToolResult.Failed) last).message()).contains("left alone");
        assertThat(tool.calls.get()).isBetween(20, 24);
    }

    @Test
    void holdsASensitiveCallUntilJustThisCallIsApproved() throws Exception {
        FakeTool tool = FakeTool.echo("fetch");
        box = new ToolBox(List.of(ToolUsage.optional(tool).needingApproval()));

        ToolResult.Held held = (ToolResult.Held) box.call("fetch", INPUT, List.of());
        assertThat(held.call().getCode()).isEqualTo(ToolApproval.CODE);
        assertThat(held.call().getMessage()).contains("fetch").contains("https://a.example/");
        assertThat(tool.calls).hasValue(0);

        List<String> approved = ToolApproval.asked(List.of(held.call()));
        assertThat(box.call("fetch", FakeTool.json("{'url':'https://b.example/'}"), approved))
                .isInstanceOf(ToolResult.Held.class);
        assertThat(box.call("fetch", INPUT, approved)).isInstanceOf(ToolResult.Returned.class);
        assertThat(tool.calls).hasValue(1);
    }

    @Test
    void anApprovalIsOfTheInputWhateverTheOrderOfItsFields() {
        ToolContract contract = FakeTool.echo("fetch").contract();
        assertThat(Approvals.id(contract, FakeTool.json("{'a':{'x':[{'p':1,'q':2}],'y':2},'b':3}")))
                .isEqualTo(Approvals.id(contract, FakeTool.json("{'b':3,'a':{'y':2,'x':[{'q':2,'p':1}]}}")))
                .isNotEqualTo(Approvals.id(contract, FakeTool.json("{'a':{'x':[{'p':1,'q':3}],'y':2},'b':3}")))
                .isNotEqualTo(Approvals.id(
                        FakeTool.echo("other").contract(), FakeTool.json("{'a':{'x':[{'p':1,'q':2}],'y':2},'b':3}")));
    }

    @Test
    void tellsTheLossOfARequiredToolFromAFailureOfOneInput() throws Exception {
        AtomicBoolean lost = new AtomicBoolean(true);
        FakeTool tool = new FakeTool("fetch", input -> {
                    if (lost.get() || input.equals(INPUT)) {
                        throw ToolException.permanent("connection refused");
                    }
                    return FakeTool.text("there");
                })
                .withExample(FakeTool.json("{'url':'https://known.example/'}"));

        box = new ToolBox(List.of(ToolUsage.required(tool)));
        assertThat(failed(box.call("fetch", INPUT, List.of()))).isEqualTo(FailureClass.DEPENDENCY_UNAVAILABLE);
        assertThat(box.answers("fetch")).isFalse();
        lost.set(false);
        assertThat(failed(box.call("fetch", INPUT, List.of()))).isEqualTo(FailureClass.TOOL_FAILED);
        assertThat(box.answers("fetch")).isTrue();
        box.close();

        lost.set(true);
        box = new ToolBox(List.of(ToolUsage.optional(tool)));
        assertThat(failed(box.call("fetch", INPUT, List.of())))
                .as("an agent that can do without goes on")
                .isEqualTo(FailureClass.TOOL_FAILED);
    }

    private void use(FakeTool... tools) {
        box = new ToolBox(List.of(tools).stream().map(ToolUsage::optional).toList());
    }

    private static List<String> refused(ToolResult result) {
        return ((ToolResult.Refused) result)
                .violations().stream().map(v -> v.getCode()).toList();
    }

    private static FailureClass failed(ToolResult result) {
        return ((ToolResult.Failed) result).failureClass();
    }
}
