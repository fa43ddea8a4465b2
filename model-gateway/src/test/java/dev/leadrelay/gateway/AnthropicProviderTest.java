package dev.leadrelay.gateway;

import static dev.leadrelay.gateway.StubServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicProviderTest extends ProviderContract {
    private final AnthropicWire wire = new AnthropicWire();

    @Override
    Wire wire() {
        return wire;
    }

    @Override
    void whole(JsonNode sent, JsonNode parameters, JsonNode format) {
        assertThat(sent.path("model").asText()).isEqualTo("m");
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(50);
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(sent.at("/system/0/text").asText()).isEqualTo("be good");
        assertThat(sent.at("/messages/0/content/0/text").asText()).isEqualTo("look");
        assertThat(sent.at("/messages/1/content/0/text").asText()).isEqualTo("I look");
        assertThat(sent.at("/messages/1/content/1/input/url").asText()).isEqualTo("x");
        assertThat(sent.at("/messages/2/role").asText()).isEqualTo("user");
        assertThat(sent.at("/messages/2/content/0/tool_use_id").asText()).isEqualTo("t1");
        assertThat(sent.at("/messages/2/content/0/content").asText()).isEqualTo("page");
        assertThat(sent.at("/tools/0/name").asText()).isEqualTo("fetch");
        assertThat(sent.at("/tools/0/description").asText()).isEqualTo("gets a page");
        assertThat(sent.at("/tools/0/input_schema")).isEqualTo(parameters);
        assertThat(sent.at("/tools/0/strict").asBoolean()).isTrue();
        assertThat(sent.at("/output_config/format/type").asText()).isEqualTo("json_schema");
        assertThat(sent.at("/output_config/format/schema")).isEqualTo(format);
    }

    @Test
    void manyResultsAreOneMessage() throws Exception {
        ModelRequest request = ModelRequest.text(
                List.of(
                        new Message.User("look"),
                        new Message.Assistant(
                                null, List.of(new ToolCall("t1", "fetch", "{}"), new ToolCall("t2", "fetch", "{}"))),
                        new Message.ToolResult("t1", "fetch", "one"),
                        new Message.ToolResult("t2", "fetch", "two")),
                50);
        answer(request, reply(200, wire.answer("x")));
        JsonNode sent = JSON.readTree(server.bodies.getFirst());
        assertThat(sent.path("messages")).hasSize(3);
        assertThat(sent.at("/messages/2/content")).hasSize(2);
    }

    @Test
    void whatTheProvidersOwnCacheHoldsIsBilledToo() throws Exception {
        String cached = wire.answer("x")
                .replace("\"cache_creation_input_tokens\":0", "\"cache_creation_input_tokens\":100")
                .replace("\"cache_read_input_tokens\":0", "\"cache_read_input_tokens\":1000");
        assertThat(answer(ASK, reply(200, cached)).billed()).isEqualTo(new TokenCounts(1111, 7));
    }

    @Test
    void aFullContextWindowCutsTheAnswerToo() throws Exception {
        String full = wire.answer("half").replace("end_turn", "model_context_window_exceeded");
        assertThat(answer(ASK, reply(200, full)).finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @Test
    void aReplyThatDoesNotTellItsUsage() throws Exception {
        String silent = wire.answer("x").replaceAll(",\"usage\":.*$", "}");
        assertThat(answer(ASK, reply(200, silent)).billed()).isNull();
    }

    @Test
    void aTurnThatEndsWithoutAWordIsAnEmptyAnswer() throws Exception {
        ProviderReply.Answer answer = answer(ASK, reply(200, AnthropicWire.message("", "end_turn")));
        assertThat(answer.text()).isNull();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    }
}
