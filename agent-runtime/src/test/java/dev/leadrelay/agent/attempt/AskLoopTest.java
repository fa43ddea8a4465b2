package dev.leadrelay.agent.attempt;

import static dev.leadrelay.agent.attempt.ScriptedModel.fails;
import static dev.leadrelay.agent.attempt.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.agent.Answer;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.gateway.Message;
import dev.leadrelay.gateway.ModelOutcome;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.RunStep;
import dev.leadrelay.schemas.records.RunStepKind;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AskLoopTest {

    @Test
    void givesAnAnswerThatPasses() throws Exception {
        ScriptedModel model = new ScriptedModel(says(Fixtures.GOOD));
        Attempt attempt = attempt(model);

        Answer.Given<Research> given = (Answer.Given<Research>) attempt.ask(Fixtures.ask());

        assertThat(given.asks()).isEqualTo(1);
        assertThat(given.value().getCompanyName()).isEqualTo("Acme");
        assertThat(model.requests.getFirst().responseFormat().name()).isEqualTo("ResearchAnswer");
        assertThat(attempt.log().steps())
                .extracting(RunStep::getKind)
                .containsExactly(RunStepKind.PROMPT, RunStepKind.MODEL_CALL, RunStepKind.GATE);
    }

    @Test
    void anAgentThatAsksTheSameAgainAndAgainIsALoop() throws Exception {
        ScriptedModel model = new ScriptedModel(says(Fixtures.GOOD));
        Attempt attempt = attempt(model);

        for (int i = 0; i < ModelAccess.MOST_EQUAL_CALLS; i++) {
            assertThat(attempt.ask(Fixtures.ask())).isInstanceOf(Answer.Given.class);
        }
        assertThat(attempt.ask(Fixtures.ask())).extracting("failureClass").isEqualTo(FailureClass.LOOP_DETECTED);
        assertThat(model.requests).hasSize(ModelAccess.MOST_EQUAL_CALLS);
        assertThat(attempt.ask(Fixtures.ask().sample(1)))
                .as("a vote is not the same question")
                .isInstanceOf(Answer.Given.class);
    }

    @Test
    void repairsByNamingTheViolationsInAFence() throws Exception {
        ScriptedModel model = new ScriptedModel(says(Fixtures.REJECTED), says(Fixtures.GOOD));

        Answer.Given<Research> given = (Answer.Given<Research>) attempt(model).ask(Fixtures.ask());

        assertThat(given.asks()).isEqualTo(2);
        List<Message> second = model.requests.get(1).messages();
        assertThat(second).hasSize(4);
        assertThat(second.get(2)).isEqualTo(new Message.Assistant(Fixtures.REJECTED, List.of()));
        assertThat(((Message.User) second.get(3)).text())
                .contains("<violations>[{\"code\":\"research.statement\",\"path\":\"/claims\","
                        + "\"message\":\"not \\u003cso\\u003e good\"}]</violations>");
    }

    @Test
    void endsAsTheLastReplyDeserves() throws Exception {
        assertThat(missing(says("no json")).failureClass()).isEqualTo(FailureClass.MALFORMED_OUTPUT);
        assertThat(missing(says("no json")).candidate()).isEqualTo("no json");
        assertThat(missing(says(Fixtures.UNGROUNDED)).failureClass()).isEqualTo(FailureClass.UNGROUNDED);
        Answer.Missing<Research> rejected = missing(says(Fixtures.REJECTED));
        assertThat(rejected.failureClass()).isEqualTo(FailureClass.OUTPUT_REJECTED);
        assertThat(rejected.candidate()).isInstanceOf(Research.class);
        assertThat(rejected.verdict()).isNotNull();
    }

    @Test
    void leavesAReviewToTheAgent() throws Exception {
        Answer<Research> answer =
                attempt(new ScriptedModel(says(Fixtures.REVIEWED))).ask(Fixtures.ask());

        assertThat(answer).isInstanceOf(Answer.Given.class);
        assertThat(answer.toJudgedOutcome()).extracting("failureClass").isEqualTo(FailureClass.LOW_CONFIDENCE);
    }

    @Test
    void keepsTheCandidateWhenTheRepairItselfFails() throws Exception {
        Answer.Missing<Research> missing = missing(says(Fixtures.REJECTED), fails(FailureClass.BUDGET_EXHAUSTED));

        assertThat(missing.failureClass()).isEqualTo(FailureClass.BUDGET_EXHAUSTED);
        assertThat(missing.candidate()).isInstanceOf(Research.class);
        assertThat(missing.violations()).hasSize(1);
    }

    @Test
    void asksOnceWithLessWhenThePromptIsTooLong() throws Exception {
        ScriptedModel model = new ScriptedModel(fails(FailureClass.CONTEXT_OVERFLOW));

        Answer.Missing<Research> missing =
                (Answer.Missing<Research>) attempt(model).ask(Fixtures.ask());

        assertThat(missing.failureClass()).isEqualTo(FailureClass.CONTEXT_OVERFLOW);
        assertThat(model.requests).hasSize(2);
    }

    @Test
    void waitsOutAnOutageAndAsksAgain() throws Exception {
        List<String> waits = new ArrayList<>();
        ScriptedModel model = new ScriptedModel(
                fails(FailureClass.MODEL_UNAVAILABLE), fails(FailureClass.MODEL_QUOTA), says(Fixtures.GOOD));
        Attempt attempt = new Attempt(
                Fixtures.header(),
                Fixtures.parts(model, new ToolBox(List.of()), (reason, detail, probe) -> waits.add(reason)));

        Answer.Given<Research> given = (Answer.Given<Research>) attempt.ask(Fixtures.ask());

        assertThat(given.asks()).isEqualTo(1);
        assertThat(waits).containsExactly("the model (MODEL_UNAVAILABLE)", "the model (MODEL_QUOTA)");
    }

    @Test
    void aServerErrorIsTheLeads() throws Exception {
        ScriptedModel model = new ScriptedModel(fails(FailureClass.MODEL_ERROR));
        Attempt attempt = new Attempt(
                Fixtures.header(), Fixtures.parts(model, new ToolBox(List.of()), (reason, detail, probe) -> {
                    throw new AssertionError("there is no outage");
                }));

        Answer.Missing<Research> missing = (Answer.Missing<Research>) attempt.ask(Fixtures.ask());

        assertThat(missing.failureClass()).isEqualTo(FailureClass.MODEL_ERROR);
        assertThat(model.requests).hasSize(1);
    }

    @Property(tries = 300)
    void neverAsksMoreThanThreeTimes(@ForAll("scripts") List<ModelOutcome> script) throws Exception {
        ScriptedModel model = new ScriptedModel(script);
        Attempt attempt = attempt(model);

        Answer<Research> answer = attempt.ask(Fixtures.ask());

        assertThat(model.requests).hasSizeBetween(1, 3);
        assertThat(model.requests)
                .allSatisfy(request -> assertThat(request.messages()).hasSizeLessThanOrEqualTo(4));
        if (answer instanceof Answer.Given<Research> given) {
            assertThat(given.asks()).isEqualTo(model.requests.size());
            assertThat(given.value().getCompanyName()).isNotIn("reject", "invent");
        }
    }

    @Provide
    Arbitrary<List<ModelOutcome>> scripts() {
        Arbitrary<ModelOutcome> replies = Arbitraries.oneOf(
                Arbitraries.of(Fixtures.GOOD, Fixtures.REJECTED, Fixtures.UNGROUNDED, Fixtures.REVIEWED)
                        .map(ScriptedModel::says),
                Arbitraries.strings().ofMaxLength(40).map(ScriptedModel::says),
                Arbitraries.of(FailureClass.class)
                        .filter(c -> c != FailureClass.MODEL_UNAVAILABLE
                                && c != FailureClass.MODEL_QUOTA
                                && c != FailureClass.DEPENDENCY_UNAVAILABLE)
                        .map(ScriptedModel::fails));
        return replies.list().ofMinSize(1).ofMaxSize(6);
    }

    private static Answer.Missing<Research> missing(ModelOutcome... script) throws InterruptedException {
        ScriptedModel model = new ScriptedModel(script);
        Answer<Research> answer = attempt(model).ask(Fixtures.ask());
        assertThat(model.requests).hasSize(script.length == 1 ? 3 : script.length);
        return (Answer.Missing<Research>) answer;
    }

    private static Attempt attempt(ScriptedModel model) {
        return new Attempt(Fixtures.header(), Fixtures.parts(model, new ToolBox(List.of())));
    }
}
