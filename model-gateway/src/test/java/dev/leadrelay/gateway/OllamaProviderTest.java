package dev.leadrelay.gateway;

import static dev.leadrelay.gateway.StubServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class OllamaProviderTest extends ProviderContract {
    private final OllamaWire wire = new OllamaWire();

    @Override
    Wire wire() {
        return wire;
    }

    @Override
    void whole(JsonNode sent, JsonNode parameters, JsonNode format) {
        assertThat(sent.path("model").asText()).isEqualTo("m");
        assertThat(sent.at("/options/num_predict").asInt()).isEqualTo(50);
        assertThat(sent.at("/options/temperature").asDouble()).isEqualTo(0.2);
        assertThat(sent.at("/messages/0").toString()).contains("system", "be good");
        assertThat(sent.at("/messages/1").toString()).contains("user", "look");
        assertThat(sent.at("/messages/2/content").asText()).isEqualTo("I look");
        assertThat(sent.at("/messages/2/tool_calls/0/function/name").asText()).isEqualTo("fetch");
        assertThat(sent.at("/messages/2/tool_calls/0/function/arguments/url").asText())
                .isEqualTo("x");
        assertThat(sent.at("/messages/3/role").asText()).isEqualTo("tool");
        assertThat(sent.at("/messages/3/tool_name").asText()).isEqualTo("fetch");
        assertThat(sent.at("/messages/3/content").asText()).isEqualTo("page");
        assertThat(sent.at("/tools/0/function/name").asText()).isEqualTo("fetch");
        assertThat(sent.at("/tools/0/function/description").asText()).isEqualTo("gets a page");
        assertThat(sent.at("/tools/0/function/parameters/properties")).isEqualTo(parameters.path("properties"));
        assertThat(sent.at("/tools/0/function/parameters/required")).isEqualTo(parameters.path("required"));
        assertThat(sent.path("format")).isEqualTo(format);
    }

    @Test
    void aPromptThatWasInMemoryIsNotCountedByOlderServers() throws Exception {
        String silent = wire.answer("x").replace("\"prompt_eval_count\":11,", "");
        assertThat(answer(ASK, reply(200, silent)).billed()).isNull();
    }

    @Test
    void thoughtsAreNoPartOfTheText() throws Exception {
        String thought = OllamaWire.message("\"content\":\"hello\",\"thinking\":\"let me think\"", "stop");
        assertThat(answer(ASK, reply(200, thought)).text()).isEqualTo("hello");
    }

    @Test
    void fieldsThatNobodyKnowsAreNoHindrance() throws Exception {
        String newer = OllamaWire.message("\"content\":\"hello\",\"new_in_message\":{\"a\":1}", "stop")
                .replace("\"done\":true", "\"done\":true,\"new_in_reply\":[1]");
        assertThat(answer(ASK, reply(200, newer)).text()).isEqualTo("hello");
    }
}
