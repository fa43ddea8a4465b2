package dev.leadrelay.agent.attempt;

import dev.leadrelay.agent.Answer;
import dev.leadrelay.agent.Ask;
import dev.leadrelay.agent.Findings;
import dev.leadrelay.agent.Judged;
import dev.leadrelay.agent.prompt.RenderedPrompt;
import dev.leadrelay.gateway.Message;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.gateway.ModelRequest;
import dev.leadrelay.gateway.structured.Parsed;
import dev.leadrelay.gateway.structured.StructuredFormat;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.RunStepKind;
import dev.leadrelay.schemas.records.Verdict;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One question: ask, parse strictly, judge, and ask again naming the violations; three times at most. Single use. */
final class AskLoop<A extends SpecificRecord, R> {
    /** The first ask and two repairs. */
    static final int MAX_ASKS = 3;

    private static final int MAX_RAW_CANDIDATE = 32 * 1024;

    private final Ask<A, R> ask;
    private final StructuredFormat<A> format;
    private final Prompts prompts;
    private final ModelAccess model;
    private final RunLog log;
    private final Requests requests;

    private Answer.@Nullable Missing<R> rejected;

    AskLoop(
            Ask<A, R> ask,
            StructuredFormat<A> format,
            Prompts prompts,
            ModelAccess model,
            RunLog log,
            Requests requests) {
        this.ask = ask;
        this.format = format;
        this.prompts = prompts;
        this.model = model;
        this.log = log;
        this.requests = requests;
    }

    Answer<R> run() throws InterruptedException {
        RenderedPrompt prompt = prompts.render(ask.prompt(), ask.variables());
        if (prompt.overflow()) {
            return failed(FailureClass.CONTEXT_OVERFLOW, Prompts.overflowMessage(prompt));
        }
        boolean shortened = false;
        List<Message> appended = List.of();
        for (int asks = 1; asks <= MAX_ASKS; asks++) {
            ModelOutcome outcome = model.call(
                    request(prompt, appended, asks), appended.isEmpty() ? null : ModelMessages.shown(appended));
            switch (outcome) {
                case ModelOutcome.Failed failed -> {
                    if (failed.failureClass() != FailureClass.CONTEXT_OVERFLOW || shortened) {
                        return failed(failed.failureClass(), failed.message());
                    }
                    shortened = true;
                    prompt = prompts.renderShorter(ask.prompt(), ask.variables());
                }
                case ModelOutcome.Answered answered -> {
                    Answer<R> answer = read(answered, asks);
                    if (answer instanceof Answer.Given<R>) {
                        return answer;
                    }
                    Answer.Missing<R> missing = (Answer.Missing<R>) answer;
                    rejected = missing;
                    appended = ModelMessages.repair(textOf(answered), missing.violations());
                }
            }
        }
        Answer.Missing<R> last = rejected;
        return last != null ? last : failed(FailureClass.CONTEXT_OVERFLOW, "the model says the prompt is too long");
    }

    private ModelRequest request(RenderedPrompt prompt, List<Message> appended, int asks) {
        List<Message> messages = new ArrayList<>(ModelMessages.of(prompt));
        messages.addAll(appended);
        return requests.structured(messages, format.responseFormat(), ask.sample(), asks, ask.scope());
    }

    private Answer<R> read(ModelOutcome.Answered answered, int asks) {
        return switch (format.parse(answered.text())) {
            case Parsed.Bad<A> bad -> {
                log.begin(RunStepKind.GATE, "parse")
                        .violations(bad.violations())
                        .error(Findings.summary(bad.violations()))
                        .end();
                yield new Answer.Missing<>(
                        FailureClass.MALFORMED_OUTPUT,
                        Findings.summary(bad.violations()),
                        bad.violations(),
                        Texts.cut(textOf(answered), MAX_RAW_CANDIDATE),
                        null);
            }
            case Parsed.Good<A> good -> judge(ask.judge().apply(good.value()), answered, asks);
        };
    }

    private Answer<R> judge(Judged<R> judged, ModelOutcome.Answered answered, int asks) {
        Verdict verdict = judged.verdict();
        log.begin(RunStepKind.GATE, verdict.getGate())
                .violations(verdict.getViolations())
                .end();
        List<Violation> rejecting = Findings.rejecting(verdict);
        R candidate = judged.candidate();
        if (candidate != null && rejecting.isEmpty()) {
            return new Answer.Given<>(candidate, verdict, asks);
        }
        return new Answer.Missing<>(
                Findings.classOf(rejecting),
                Findings.summary(rejecting),
                rejecting,
                candidate != null ? candidate : Texts.cut(textOf(answered), MAX_RAW_CANDIDATE),
                verdict);
    }

    /** A failure of the call; what an earlier reply left is kept for the person who decides. */
    private Answer<R> failed(FailureClass failureClass, String message) {
        Answer.Missing<R> earlier = rejected;
        return earlier == null
                ? new Answer.Missing<>(failureClass, message, List.of(), null, null)
                : new Answer.Missing<>(
                        failureClass, message, earlier.violations(), earlier.candidate(), earlier.verdict());
    }

    private static String textOf(ModelOutcome.Answered answered) {
        String text = answered.text();
        return text == null ? "" : text;
    }
}
