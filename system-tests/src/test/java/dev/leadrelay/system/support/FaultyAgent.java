package dev.leadrelay.system.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.agent.AgentContext;
import dev.leadrelay.agent.AgentDefinition;
import dev.leadrelay.agent.Conversation;
import dev.leadrelay.agent.Conversed;
import dev.leadrelay.agent.Outcome;
import dev.leadrelay.agent.data.PromptData;
import dev.leadrelay.agent.prompt.PromptUse;
import dev.leadrelay.agent.prompt.Variables;
import dev.leadrelay.agent.service.AgentService;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolContract;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUsage;
import dev.leadrelay.schemas.records.FailureClass;
import dev.leadrelay.schemas.records.Research;
import dev.leadrelay.schemas.records.ResearchRequest;
import dev.leadrelay.schemas.records.ResearchResult;
import dev.leadrelay.schemas.records.Stage;
import dev.leadrelay.service.Service;
import dev.leadrelay.service.ServiceContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A research agent that cannot do without its tool and breaks as the lead's notes say: {@code tool=failed}, {@code tool=drift},
 * {@code tool=fine}, after which it refuses, {@code agent=broken}; with other notes it lets the model call the tool.
 */
public final class FaultyAgent {
    /** Times that the tool was asked to fail. */
    public final AtomicInteger failures = new AtomicInteger();

    /** Whether what stands behind the tool is gone. */
    public final AtomicBoolean lost = new AtomicBoolean();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PromptUse PLAN = new PromptUse("research-plan", Set.of("lead"), 3_000);

    /** The agent as a service. */
    public Service create(ServiceContext context) {
        return AgentService.create(
                context,
                new AgentDefinition<>(
                        "faulty-agent",
                        "1",
                        Stage.RESEARCH,
                        ResearchRequest.class,
                        ResearchRequest::getHeader,
                        null,
                        FaultyAgent::work,
                        ResearchResult::new,
                        List.of(PLAN),
                        List.of(ToolUsage.required(new FaultyTool()))));
    }

    private static Outcome<Research> work(ResearchRequest request, AgentContext context) throws InterruptedException {
        String notes = String.valueOf(request.getLead().getNotes());
        if (notes.equals("agent=broken")) {
            throw new IllegalStateException("broken on purpose");
        }
        if (notes.startsWith("tool=")) {
            ToolResult result =
                    context.call("fetch_page", JSON.createObjectNode().put("url", notes));
            if (result instanceof ToolResult.Failed failed) {
                return Outcome.failed(failed.failureClass(), failed.message());
            }
            return Outcome.failed(FailureClass.MODEL_REFUSED, "the tool did not fail: " + result);
        }
        Conversed conversed = context.converse(new Conversation(
                PLAN.name(),
                Variables.none().with("lead", PromptData.lead(request.getLead())),
                List.of("fetch_page"),
                6));
        return conversed instanceof Conversed.Stopped stopped
                ? stopped.toOutcome()
                : Outcome.failed(FailureClass.INTERNAL, "the conversation did not stop");
    }

    private final class FaultyTool implements Tool {
        @Override
        public ToolContract contract() {
            return new ToolContract(
                    "fetch_page",
                    "1",
                    "Fetches a page.",
                    tree("{'type':'object','properties':{'url':{'type':'string'}},'required':['url'],"
                            + "'additionalProperties':false}"),
                    tree("{'type':'object','properties':{'text':{'type':'string'}},'required':['text'],"
                            + "'additionalProperties':false}"),
                    Duration.ofSeconds(5),
                    10_000);
        }

        @Override
        public Optional<JsonNode> example() {
            return Optional.of(tree("{'url':'example'}"));
        }

        @Override
        public JsonNode execute(JsonNode input) throws ToolException {
            if (lost.get()) {
                throw ToolException.permanent("connection refused");
            }
            return switch (input.path("url").asText()) {
                case "tool=failed" -> {
                    failures.incrementAndGet();
                    throw ToolException.transientFailure("the endpoint answered 500");
                }
                case "tool=drift" -> tree("{'title':'no text any more'}");
                default -> tree("{'text':'a page'}");
            };
        }

        private JsonNode tree(String json) {
            try {
                return JSON.readTree(json.replace('\'', '"'));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
