package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishesTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private ModelSimulator simulator;

    @BeforeEach
    void start() throws Exception {
        simulator = ModelSimulator.start(SimulatorSettings.defaults().withFallibility(0));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @ParameterizedTest
    @CsvSource({
        "rate_limited, 429, rate_limit_exceeded",
        "out_of_credit, 429, insufficient_quota",
        "server_error, 500, internal_error",
        "request_rejected, 400, invalid_value",
        "context_overflow, 400, context_length_exceeded"
    })
    void aLeadGetsTheErrorItAsksFor(String kind, int status, String code) throws Exception {
        for (int call = 0; call < 3; call++) {
            HttpResponse<String> reply = ask("please, simulate research=" + kind);
            assertThat(reply.statusCode()).isEqualTo(status);
            assertThat(tree(reply).at("/error/code").asText()).isEqualTo(code);
        }
    }

    @Test
    void onlyTheStageThatIsNamedFails() throws Exception {
        assertThat(ask("simulate writer=refusal").body()).contains("\"refusal\":null");
        assertThat(ask("simulate research=refusal").body()).doesNotContain("\"refusal\":null");
    }

    @Test
    void whatNobodyKnowsIsNoWish() throws Exception {
        assertThat(ask("simulate research=rain").statusCode()).isEqualTo(200);
        assertThat(ask("nothing").statusCode()).isEqualTo(200);
    }

    @Test
    void theSameCallComesAgainAndAgain() throws Exception {
        ObjectNode request = request("simulate planning=same_call");
        Conversation.offer(request, "fetch_page");
        JsonNode first = call(request);
        JsonNode second = call(request);
        assertThat(first.at("/function/name").asText()).isEqualTo("fetch_page");
        assertThat(second.at("/function")).isEqualTo(first.at("/function"));
    }

    private JsonNode call(ObjectNode request) throws Exception {
        return tree(Conversation.post(http, simulator.port(), request.toString()))
                .at("/choices/0/message/tool_calls/0");
    }

    private HttpResponse<String> ask(String notes) throws Exception {
        return Conversation.post(http, simulator.port(), request(notes).toString());
    }

    private static ObjectNode request(String notes) {
        ObjectNode lead = Conversation.leadOf(DemoCompanies.byIndex(1, 1));
        lead.put("notes", notes);
        return Conversation.request("ResearchAnswer", Conversation.tag("lead", lead));
    }

    private static JsonNode tree(HttpResponse<String> reply) throws Exception {
        return Conversation.JSON.readTree(reply.body());
    }
}
