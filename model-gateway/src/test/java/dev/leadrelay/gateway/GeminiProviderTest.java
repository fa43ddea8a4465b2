package dev.leadrelay.gateway;

import static dev.leadrelay.gateway.StubServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.leadrelay.schemas.records.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeminiProviderTest extends ProviderContract {
    private final GeminiWire wire = new GeminiWire();

    @Override
    Wire wire() {
        return wire;
    }

    @Override
    void whole(JsonNode sent, JsonNode parameters, JsonNode format) {
        assertThat(sent.at("/systemInstruction/parts/0/text").asText()).isEqualTo("be good");
        assertThat(sent.at("/contents/0/role").asText()).isEqualTo("user");
        assertThat(sent.at("/contents/0/parts/0/text").asText()).isEqualTo("look");
        assertThat(sent.at("/contents/1/role").asText()).isEqualTo("model");
        assertThat(sent.at("/contents/1/parts/0/text").asText()).isEqualTo("I look");
        JsonNode call = sent.at("/contents/1/parts/1");
        assertThat(call.at("/functionCall/name").asText()).isEqualTo("fetch");
        assertThat(call.at("/functionCall/args/url").asText()).isEqualTo("x");
        assertThat(call.path("thoughtSignature").asText()).isEqualTo("signed-1");
        JsonNode result = sent.at("/contents/2/parts/0/functionResponse");
        assertThat(result.path("name").asText()).isEqualTo("fetch");
        assertThat(result.path("id").asText())
                .isEqualTo(call.at("/functionCall/id").asText());
        assertThat(result.at("/response/response").asText()).isEqualTo("page");
        JsonNode config = sent.path("generationConfig");
        assertThat(config.path("maxOutputTokens").asInt()).isEqualTo(50);
        assertThat(config.path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(config.path("responseMimeType").asText()).isEqualTo("application/json");
        assertThat(config.path("responseJsonSchema")).isEqualTo(format);
        assertThat(config.has("responseSchema")).isFalse();
        function(sent.at("/tools/0/functionDeclarations/0"));
    }

    private static void function(JsonNode function) {
        assertThat(function.path("name").asText()).isEqualTo("fetch");
        assertThat(function.path("description").asText()).isEqualTo("gets a page");
        JsonNode properties = function.at("/parameters/properties");
        assertThat(function.at("/parameters/required")).hasSize(4);
        assertThat(properties.at("/url/type").asText()).isEqualTo("STRING");
        assertThat(properties.at("/url/description").asText()).isEqualTo("d");
        assertThat(properties.at("/depth/anyOf/0/type").asText()).isEqualTo("INTEGER");
        assertThat(properties.at("/depth/anyOf/1/type").asText()).isEqualTo("NULL");
        assertThat(properties.at("/kind/enum").toString()).isEqualTo("[\"A\",\"B\"]");
        assertThat(properties.at("/tags/items/type").asText()).isEqualTo("STRING");
    }

    @Test
    void theSignatureOfACallGoesBackAsItCame() throws Exception {
        ProviderReply.Answer answer = answer(ASK, reply(200, wire.toolCalls("fetch", "{}", "{}")));
        assertThat(answer.toolCalls().getFirst().signature()).isEqualTo("c2lnbmVk");
        answer(
                ModelRequest.text(
                        List.of(new Message.User("look"), new Message.Assistant(null, answer.toolCalls())), 50),
                reply(200, wire.answer("x")));
        JsonNode parts = JSON.readTree(server.bodies.getFirst()).at("/contents/1/parts");
        assertThat(parts.at("/0/thoughtSignature").asText()).isEqualTo("c2lnbmVk");
        assertThat(parts.at("/1").has("thoughtSignature")).isFalse();
    }

    @Test
    void theCallOfAnotherProvidersModelSaysSo() throws Exception {
        answer(
                ModelRequest.text(
                        List.of(
                                new Message.User("look"),
                                new Message.Assistant(null, List.of(new ToolCall("t1", "fetch", "{}")))),
                        50),
                reply(200, wire.answer("x")));
        assertThat(JSON.readTree(server.bodies.getFirst())
                        .at("/contents/1/parts/0/thoughtSignature")
                        .asText())
                .isEqualTo("skip_thought_signature_validator");
    }

    @Test
    void aCallWithoutASignatureGetsNone() throws Exception {
        String unsigned = wire.toolCalls("fetch", "{}").replaceAll(",\"thoughtSignature\":\"[^\"]*\"", "");
        List<ToolCall> calls = answer(ASK, reply(200, unsigned)).toolCalls();
        assertThat(new GeminiWords()
                        .assistant(new Message.Assistant(null, calls))
                        .toString())
                .doesNotContain("signature");
    }

    @Test
    void thoughtsAreBilledAndNotShown() throws Exception {
        String thought = GeminiWire.candidate(
                        "{\"text\":\"let me think\",\"thought\":true},{\"text\":\"hello\"}", "STOP")
                .replace("\"totalTokenCount\":18", "\"thoughtsTokenCount\":100,\"totalTokenCount\":118");
        ProviderReply.Answer answer = answer(ASK, reply(200, thought));
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.billed()).isEqualTo(new TokenCounts(11, 107));
    }

    @Test
    void cutWhileItThoughtThereIsNoTextButAPrice() throws Exception {
        String cut = GeminiWire.candidate("", "MAX_TOKENS")
                .replace("\"candidatesTokenCount\":7", "\"thoughtsTokenCount\":50")
                .replace("{\"parts\":[],", "{");
        ProviderReply.Answer answer = answer(ASK, reply(200, cut));
        assertThat(answer.text()).isNull();
        assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(answer.billed()).isEqualTo(new TokenCounts(11, 50));
    }

    @Test
    void aReasonToStopThatNobodyKnowsIsABrokenReplyWithItsPrice() throws Exception {
        ProviderReply.Fault fault = fault(reply(200, GeminiWire.candidate("", "SOMETHING_NEW")));
        assertThat(fault.failureClass()).isEqualTo(FailureClass.MODEL_ERROR);
        assertThat(fault.billed()).isEqualTo(new TokenCounts(11, 7));
    }

    @Test
    void theWaitStandsInTheBodyUnlessAHeaderSaysIt() throws Exception {
        Wire.Said said = GeminiWire.error(429, "RESOURCE_EXHAUSTED", "slow", GeminiWire.quota("PerMinute"));
        assertThat(fault(reply(429, said.body())).retryAfter()).isEqualTo(Duration.ofMillis(36_500));
        assertThat(fault(reply(429, said.body(), Map.of("Retry-After", "7"))).retryAfter())
                .isEqualTo(Duration.ofSeconds(7));
        for (String odd : List.of("soon", "-3s", "1e9s", "")) {
            assertThat(fault(reply(429, said.body().replace("36.5s", odd))).retryAfter())
                    .isNull();
        }
    }
}
