package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code triage edit} and {@code triage accept} against a desk that answers what the test wants. */
class EditAndAcceptCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LETTER = """
            {"request":{"header":{"attempt":1},
                        "lead":{"leadId":"l","firstName":"Bob","employeeCount":null,"phone":"1","warnings":["a"],"city":null}},
             "candidate":{"subject":"Hello {{name}}","body":"text","citedEvidenceIds":[]}}""";
    private static final String CHECKED = """
            {"valid":false,"violations":[
              {"code":"draft.footer","path":"/footer","message":"the footer is another","severity":"REJECT","waivable":false,"waived":false},
              {"code":"draft.spam","path":"/body","message":"it shouts","severity":"REJECT","waivable":true,"waived":true}],
             "diff":[{"path":"/subject","before":"Hello {{name}}","after":"Hello"},{"path":"/extra","after":5}]}""";

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> paths = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    private StubDesk desk;

    @BeforeEach
    void start() throws IOException {
        desk = new StubDesk(folder, request -> {
            String path = request.address().getPath();
            if (request.method().equals("POST")) {
                paths.add(path);
                bodies.add(request.body());
            }
            return new StubDesk.Answer(
                    200,
                    path.endsWith("/check")
                            ? CHECKED
                            : path.endsWith("/decisions") ? "{\"decisionId\":\"d1\"}" : LETTER);
        });
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void setsFieldsOfTheInputAndSendsItWhole() throws IOException {
        int exit = run(
                "edit",
                "id-1",
                "--set",
                "/lead/firstName=Anna",
                "--set",
                "/lead/phone=49301",
                "--set",
                "/lead/employeeCount=250",
                "--set",
                "/lead/city=Bad Aibling",
                "--set",
                "/lead/warnings/-=b=c");

        assertThat(exit).as(desk.errors.toString()).isZero();
        assertThat(paths).containsExactly("/dead-letters/id-1/decisions");
        JsonNode sent = JSON.readTree(bodies.peek());
        assertThat(sent.get("kind").asText()).isEqualTo("RETRY_EDITED");
        assertThat(sent.at("/input/lead")).isEqualTo(JSON.readTree("""
                        {"leadId":"l","firstName":"Anna","employeeCount":250,"phone":"49301","warnings":["a","b=c"],
                         "city":"Bad Aibling"}"""));
        assertThat(sent.at("/input/header/attempt").asInt()).isEqualTo(1);
        assertThat(desk.out.toString()).contains("decided: RETRY_EDITED (d1)");
    }

    @Test
    void emptiesAFieldWithNull() throws IOException {
        assertThat(run("edit", "id-1", "--set", "/lead/phone=null")).isZero();
        assertThat(JSON.readTree(bodies.peek()).at("/input/lead/phone").isNull())
                .isTrue();
    }

    @Test
    void takesTheWholeInputFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("input.json"), "{\"lead\":{\"firstName\":\"Eve\"}}");
        assertThat(run("edit", "id-1", "--input", file.toString(), "--set", "/lead/firstName=Anna"))
                .isZero();
        assertThat(JSON.readTree(bodies.peek()).get("input").toString())
                .isEqualTo("{\"lead\":{\"firstName\":\"Anna\"}}");
    }

    @Test
    void acceptsTheCandidateAsItIs() throws IOException {
        assertThat(run("accept", "id-1", "--waive", "draft.spam", "--waive", "draft.links"))
                .isZero();
        JsonNode sent = JSON.readTree(bodies.peek());
        assertThat(sent.get("kind").asText()).isEqualTo("ACCEPT");
        assertThat(sent.has("candidate")).isFalse();
        assertThat(sent.get("waive").toString()).isEqualTo("[\"draft.spam\",\"draft.links\"]");
    }

    @Test
    void acceptsTheCandidateEdited() throws IOException {
        assertThat(run("accept", "id-1", "--set", "/subject=Hello")).isZero();
        assertThat(JSON.readTree(bodies.peek()).at("/candidate").toString())
                .isEqualTo("{\"subject\":\"Hello\",\"body\":\"text\",\"citedEvidenceIds\":[]}");
    }

    @Test
    void aDryRunPrintsWhatIsWrongAndWhatWasEdited() {
        assertThat(run("accept", "id-1", "--set", "/subject=Hello", "--dry-run"))
                .isEqualTo(2);
        assertThat(paths).containsExactly("/dead-letters/id-1/check");
        assertThat(desk.out.toString().lines().map(line -> line.strip().replaceAll(" {2,}", "|")))
                .contains(
                        "edited|before|after",
                        "/subject|Hello {{name}}|Hello",
                        "/extra|-|5",
                        "violation|where|severity|waivable|what is wrong",
                        "draft.footer|/footer|REJECT|no|the footer is another",
                        "draft.spam|/body|REJECT|waived|it shouts",
                        "not valid: this decision would be refused; nothing was decided");
    }

    @Test
    void whatCannotBeSetIsOneLine() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"a\":1,\n\"a\":2}");
        Path list = Files.writeString(folder.resolve("list.json"), "[]");
        assertFails("say what to edit", "edit", "id-1");
        assertFails("must be /path=value", "edit", "id-1", "--set", "firstName=Anna");
        assertFails(
                "there is no field /lead/nickname in the record; triage show --json prints it whole",
                "edit",
                "id-1",
                "--set",
                "/lead/nickname=A");
        assertFails("there is no field /lead/warnings/7", "edit", "id-1", "--set", "/lead/warnings/7=A");
        assertFails("there is no field", "edit", "id-1", "--set", "/=A");
        assertFails("is not JSON", "edit", "id-1", "--input", broken.toString());
        assertFails("must hold a JSON object", "accept", "id-1", "--candidate", list.toString());
        assertFails("cannot be read", "accept", "id-1", "--candidate", "no-such-file.json");
        assertThat(bodies).isEmpty();
    }

    private int run(String... args) {
        return desk.run(args);
    }

    private void assertFails(String line, String... args) {
        desk.assertFails(line, args);
    }
}
