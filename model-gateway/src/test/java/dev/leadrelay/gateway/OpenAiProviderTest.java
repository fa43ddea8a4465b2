package dev.leadrelay.gateway;

import static dev.leadrelay.gateway.StubServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.FailureClass;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenAiProviderTest extends ProviderContract {
    private final OpenAiWire wire = new OpenAiWire();

    @Override
    Wire wire() {
        return wire;
    }

    @Override
    void whole(JsonNode sent, JsonNode parameters, JsonNode format) {
        assertThat(sent.path("model").asText()).isEqualTo("m");
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(sent.path("max_tokens").asInt()
                        + sent.path("max_completion_tokens").asInt())
                .isEqualTo(50);
        assertThat(sent.at("/messages/0").toString()).contains("system", "be good");
        assertThat(sent.at("/messages/2/tool_calls/0/function/arguments").asText())
                .isEqualTo("{\"url\":\"x\"}");
        assertThat(sent.at("/messages/3/tool_call_id").asText()).isEqualTo("t1");
        assertThat(sent.at("/tools/0/function/parameters")).isEqualTo(parameters);
        assertThat(sent.at("/tools/0/function/strict").asBoolean()).isTrue();
        assertThat(sent.at("/response_format/json_schema/schema")).isEqualTo(format);
        assertThat(sent.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(sent.at("/response_format/json_schema/name").asText()).isEqualTo("R");
    }

    @Test
    void argumentsThatAreNoJsonComeAsTheyAre() throws Exception {
        ProviderReply.Answer answer = answer(ASK, reply(200, wire.toolCalls("fetch", "{not json")));
        assertThat(answer.toolCalls().getFirst().argumentsJson()).isEqualTo("{not json");
    }

    @Test
    void aReplyThatDoesNotTellItsUsage() throws Exception {
        String silent = wire.answer("x").replaceAll(",\"usage\":.*$", "}");
        assertThat(answer(ASK, reply(200, silent)).billed()).isNull();
    }

    @Test
    void noChoiceIsNoReply() throws Exception {
        assertThat(fault(reply(200, "{\"choices\":[]}")).failureClass()).isEqualTo(FailureClass.MODEL_ERROR);
    }

    @Test
    void aSimulatorIsFoundOutByFingerprintOrHeader() throws Exception {
        String marked = wire.answer("x").replace("\"id\"", "\"system_fingerprint\":\"simulator-3\",\"id\"");
        assertThat(answer(ASK, reply(200, marked)).simulated()).isTrue();
        assertThat(answer(ASK, reply(200, wire.answer("x"), Map.of("X-LeadRelay-Simulated", "true")))
                        .simulated())
                .isTrue();
    }

    @Test
    void theProbeTakesServersWithoutAListOfModels() throws Exception {
        ask(ASK, reply(200, wire.answer("x")), reply(404, "{}"), reply(405, "{}"));
        assertThat(provider.answers()).isTrue();
        assertThat(provider.answers()).isTrue();
    }
}
