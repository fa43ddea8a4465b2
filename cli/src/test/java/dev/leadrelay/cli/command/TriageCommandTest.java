package dev.leadrelay.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands about single dead letters against a desk that answers what the test wants. */
class TriageCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ITEM = """
            {"deadLetterId":"5f0c","stage":"WRITER","class":"OUTPUT_REJECTED","leadKey":"spring/9a1b","message":"it shouts",
             "state":"RETRIED"}""";

    @TempDir
    Path folder;

    /** Path and parameters of each request. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private volatile String answer = "{}";
    private StubDesk desk;

    @BeforeEach
    void start() throws IOException {
        desk = new StubDesk(folder, request -> {
            asked.add(request.address().toString());
            bodies.add(request.body());
            return new StubDesk.Answer(200, answer);
        });
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void listsWhatIsOpenUnlessToldOtherwise() {
        answer = page("null");
        assertThat(run("list")).isZero();
        assertThat(parameters()).isEqualTo(Map.of("state", "open", "limit", "50"));
        assertThat(rows()).contains("id|stage|class|lead|message", "5f0c|writer|OUTPUT_REJECTED|spring/9a1b|it shouts");
        assertThat(desk.out.toString()).doesNotContain("--after");

        assertThat(run("list", "--state", "all")).isZero();
        assertThat(parameters()).isEqualTo(Map.of("limit", "50"));
        assertThat(rows()).contains("5f0c|retried|writer|OUTPUT_REJECTED|spring/9a1b|it shouts");
    }

    @Test
    void filtersAndLeafsAsTheDeskDoes() {
        answer = page("\"MTc\"");
        String[] filter = {
            "--list",
            "spring",
            "--stage",
            "writer",
            "--class",
            "OUTPUT_REJECTED",
            "--state",
            "retried",
            "--text",
            "acm*",
            "--since",
            "2026-05-01",
            "--until",
            "2026-05-04T12:00:00Z",
            "--fingerprint",
            "77d0",
            "--limit",
            "1"
        };
        Map<String, String> expected = new TreeMap<>(Map.of(
                "list", "spring",
                "stage", "writer",
                "class", "OUTPUT_REJECTED",
                "state", "retried",
                "text", "acm*",
                "since", "2026-05-01",
                "until", "2026-05-04T12%3A00%3A00Z",
                "fingerprint", "77d0",
                "limit", "1"));

        assertThat(run(with(filter, "list"))).as(desk.errors.toString()).isZero();
        assertThat(parameters()).isEqualTo(expected);
        assertThat(desk.out.toString()).contains("more with --after MTc");

        answer = "{\"groups\":[]}";
        assertThat(run(with(filter, "list", "--group"))).isZero();
        assertThat(asked.getLast()).startsWith("/dead-letters/groups?");
        assertThat(parameters()).isEqualTo(expected);
        assertThat(desk.out.toString()).contains("no dead letter matches");

        answer = "{\"items\":[],\"next\":null}";
        assertThat(run(with(filter, "list", "--after", "MTc"))).isZero();
        expected.put("after", "MTc");
        assertThat(parameters()).isEqualTo(expected);
        assertThat(desk.out.toString()).contains("no more dead letters");
    }

    @Test
    void groupsHaveNoNextPage() {
        assertThat(run("list", "--group", "--after", "MTc")).isEqualTo(2);
        assertThat(desk.errors).singleElement().asString().contains("raise --limit");
        assertThat(asked).isEmpty();
    }

    /** The machine form is the answer byte for byte, however long, and what a person reads is cut and says where the rest is. */
    @Test
    void showsTheAnswerAsItIs() {
        String longText = "x".repeat(10_000);
        answer = "{\"deadLetterId\":\"5f0c\", \"request\":{\"score\":1.50,\"text\":\"" + longText + "\"}}";
        assertThat(run("show", "5f0c", "--json")).isZero();
        assertThat(desk.out.toString()).isEqualTo(answer + System.lineSeparator());
        assertThat(asked).containsExactly("/dead-letters/5f0c");

        assertThat(run("show", "5f0c")).isZero();
        assertThat(desk.out.toString())
                .contains("characters in all; --json prints them")
                .doesNotContain(longText);
    }

    @ParameterizedTest
    @CsvSource({
        "retry, RETRY",
        "approve, APPROVE",
        "pin, PIN",
        "raise-budget, RAISE_BUDGET",
        "discard, DISCARD",
        "accept, ACCEPT"
    })
    void everyDecisionTakesAReason(String command, String kind) throws IOException {
        answer = "{\"decisionId\":\"d1\"}";
        List<String> arguments = new ArrayList<>(List.of(command, "5f0c", "--reason", "the model was away"));
        if (command.equals("raise-budget")) {
            arguments.addAll(List.of("--tokens", "500"));
        }
        assertThat(run(arguments.toArray(String[]::new)))
                .as(desk.errors.toString())
                .isZero();
        JsonNode sent = JSON.readTree(bodies.getLast());
        assertThat(sent.get("kind").asText()).isEqualTo(kind);
        assertThat(sent.get("reason").asText()).isEqualTo("the model was away");
        assertThat(desk.out.toString()).contains("decided: " + kind + " (d1)");
    }

    @Test
    void onlyADiscardNeedsAReason() throws IOException {
        assertThat(run("retry", "5f0c")).isZero();
        assertThat(JSON.readTree(bodies.getLast()).has("reason")).isFalse();
        assertThat(run("discard", "5f0c")).isEqualTo(2);
        assertThat(run("discard", "5f0c", "--reason", " ")).isEqualTo(2);
        assertThat(desk.errors).hasSize(2).allSatisfy(line -> assertThat(line).contains("say why with --reason"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void aRetryIsTriedOnTheGateFirst() {
        answer = "{\"valid\":true,\"violations\":[],\"diff\":[]}";
        assertThat(run("retry", "5f0c", "--dry-run")).isZero();
        assertThat(asked).containsExactly("/dead-letters/5f0c/check");
        assertThat(desk.out.toString()).contains("valid: the gate lets the input pass as it is; nothing was decided");

        answer = "{\"valid\":false,\"violations\":[{\"code\":\"score.profile\"}],\"diff\":[]}";
        assertThat(run("retry", "5f0c", "--dry-run")).isEqualTo(2);
        assertThat(desk.out.toString())
                .contains("score.profile", "a retry asks with it all the same; nothing was decided")
                .doesNotContain("would be refused");
    }

    private static String page(String next) {
        return "{\"items\":[" + ITEM + "],\"next\":" + next + "}";
    }

    private static String[] with(String[] filter, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(filter));
        return all.toArray(String[]::new);
    }

    /** Those of the last request, in the form in which they were sent. */
    private Map<String, String> parameters() {
        String address = asked.getLast();
        return Arrays.stream(address.substring(address.indexOf('?') + 1).split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(parameter -> parameter[0], parameter -> parameter[1]));
    }

    private List<String> rows() {
        return desk.out
                .toString()
                .lines()
                .map(line -> line.strip().replaceAll(" {2,}", "|"))
                .toList();
    }

    private int run(String... args) {
        desk.out.getBuffer().setLength(0);
        return desk.run(args);
    }
}
