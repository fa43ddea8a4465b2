package dev.leadrelay.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadrelay.deadletter.access.PasswordHash;
import dev.leadrelay.schemas.records.DeadLetter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose name a decision carries where people log in. */
class DecidedByTest {
    private static final String RETRY = "{\"kind\":\"RETRY\",\"by\":\"somebody else\"}";

    @TempDir
    Path folder;

    private TestHandler handler;

    @BeforeEach
    void start() throws Exception {
        String hash = PasswordHash.of("a long password").toString();
        Path users = Files.writeString(
                folder.resolve("users.yaml"),
                "users:\n- {name: rita, role: reviewer, password: '" + hash
                        + "'}\n- {name: vic, role: viewer, password: '" + hash + "'}\n");
        handler = new TestHandler(new FakeBroker(), new TestStore(), Map.of("access.users-file", users.toString()));
    }

    @AfterEach
    void stop() {
        handler.close();
    }

    @Test
    void aDecisionIsOfWhoeverLoggedInWhateverItSays() throws Exception {
        DeadLetter first = parked(1);
        DeadLetter second = parked(2);

        assertThat(decide(first, "vic", RETRY).statusCode()).isEqualTo(403);
        assertThat(handler.decide(first, RETRY).statusCode()).isEqualTo(401);
        HttpResponse<String> decided = decide(first, "rita", RETRY);
        HttpResponse<String> nameless = decide(second, "rita", "{\"kind\":\"RETRY\"}");

        assertThat(decided.statusCode()).as(decided.body()).isEqualTo(202);
        assertThat(TestHandler.json(decided).get("decidedBy").asText()).isEqualTo("rita");
        assertThat(TestHandler.json(nameless).get("decidedBy").asText()).isEqualTo("rita");
        assertThat(handler.broker.records(Samples.TOPICS.triageDecisions().name()))
                .hasSize(2);
    }

    private DeadLetter parked(int number) {
        DeadLetter letter = Samples.parked(number);
        handler.park(letter);
        handler.awaitState(letter, ItemState.OPEN);
        return letter;
    }

    private HttpResponse<String> decide(DeadLetter letter, String name, String body) throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString((name + ":a long password").getBytes(StandardCharsets.UTF_8));
        return handler.send(
                "POST",
                "/dead-letters/" + letter.getDeadLetterId() + "/decisions",
                body,
                "Authorization",
                "Basic " + credentials);
    }
}
