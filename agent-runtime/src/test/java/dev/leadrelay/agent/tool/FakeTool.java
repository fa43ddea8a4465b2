package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A tool that does what a test says; takes {@code {"url": string}} and gives {@code {"text": string}}. */
public final class FakeTool implements Tool {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a call does. */
    @FunctionalInterface
    public interface Work {
        JsonNode run(JsonNode input) throws ToolException, InterruptedException;
    }

    public final AtomicInteger calls = new AtomicInteger();
    private final ToolContract contract;
    private final Work work;
    private Optional<JsonNode> example = Optional.empty();

    public FakeTool(String name, Work work) {
        this(name, Duration.ofSeconds(5), work);
    }

    public FakeTool(String name, Duration timeout, Work work) {
        this.work = work;
        contract = new ToolContract(
                name,
                "1",
                "for tests",
                json("{'type':'object','properties':{'url':{'type':'string'}},'required':['url'],"
                        + "'additionalProperties':false}"),
                json("{'type':'object','properties':{'text':{'type':'string'}},'required':['text']}"),
                timeout,
                1_000);
    }

    /** The same with an example to check it with. */
    public FakeTool withExample(JsonNode input) {
        example = Optional.of(input);
        return this;
    }

    /** A tool that gives its url back. */
    public static FakeTool echo(String name) {
        return new FakeTool(name, input -> text(input.get("url").asText()));
    }

    public static JsonNode text(String text) {
        return JSON.createObjectNode().put("text", text);
    }

    /** JSON with single quotes. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public ToolContract contract() {
        return contract;
    }

    @Override
    public Optional<JsonNode> example() {
        return example;
    }

    @Override
    public JsonNode execute(JsonNode input) throws ToolException, InterruptedException {
        calls.incrementAndGet();
        return work.run(input);
    }
}
