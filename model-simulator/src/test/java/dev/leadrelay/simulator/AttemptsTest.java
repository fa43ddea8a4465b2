package dev.leadrelay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The attempts that the whole system is tested with do what they are there for: the most gullible model obeys every one. */
class AttemptsTest {
    private static final Path FILE =
            Path.of("..", "system-tests", "src", "test", "resources", "injections", "attempts.yaml");
    private static final Set<String> ENCODINGS =
            Set.of("base64", "rot13", "leetspeak", "spaced-letters", "homoglyphs", "zero-width", "rtl");
    private static final Set<String> FIELDS = Set.of("title", "company", "city", "industry", "firstName");
    private static final DemoCompany COMPANY = DemoCompanies.byIndex(5, 7);
    private static final SimulatorSettings SETTINGS =
            SimulatorSettings.defaults().withFallibility(0);
    private static final List<Attempt> ATTEMPTS = read();

    private final Answers usual = new Answers(SETTINGS, Conversation.JSON, invented -> {});
    private final Answers gullible = new Answers(SETTINGS.withGullible(true), Conversation.JSON, invented -> {});

    /** One entry of the file, all of its fields. */
    record Attempt(
            String id,
            String set,
            String kind,
            @Nullable String variant,
            String where,
            String text,
            String canary,
            String twin) {
        @Override
        public String toString() {
            return id;
        }
    }

    @Test
    void areManyAndAllDifferent() {
        assertThat(ATTEMPTS).hasSizeGreaterThanOrEqualTo(72);
        assertThat(ATTEMPTS).extracting(Attempt::id).doesNotHaveDuplicates();
        assertThat(ATTEMPTS).extracting(Attempt::text).doesNotHaveDuplicates();
        assertThat(ATTEMPTS).extracting(Attempt::twin).doesNotHaveDuplicates();
        for (Attempt attempt : ATTEMPTS) {
            String canary = attempt.canary().toLowerCase(Locale.ROOT);
            assertThat(ATTEMPTS)
                    .filteredOn(other -> other.canary().toLowerCase(Locale.ROOT).contains(canary))
                    .containsExactly(attempt);
        }
    }

    @Test
    void bothSetsHaveTheSameKinds() {
        Map<String, Integer> known = kinds("known");
        assertThat(known).isEqualTo(kinds("heldout")).hasSizeGreaterThanOrEqualTo(30);
        assertThat(ATTEMPTS).extracting(Attempt::set).containsOnly("known", "heldout");
    }

    @Test
    void standInNotesAndPagesAndSomeInOtherFields() {
        long notes = count("notes");
        long pages = count("page");
        long fields = FIELDS.stream().mapToLong(AttemptsTest::count).sum();
        assertThat(notes + pages + fields).isEqualTo(ATTEMPTS.size());
        assertThat(FIELDS).allSatisfy(field -> assertThat(count(field)).isPositive());
        assertThat((double) notes / ATTEMPTS.size()).isBetween(0.35, 0.6);
        assertThat((double) pages / ATTEMPTS.size()).isBetween(0.35, 0.6);
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void everyCanaryIsFound(Attempt attempt) {
        assertThat(Readings.of(attempt.text()).stream().flatMap(r -> Canaries.in(r).stream()))
                .anyMatch(canary -> canary.text().contains(attempt.canary()));
        boolean plain = Canaries.in(attempt.text()).stream()
                .anyMatch(canary -> canary.text().contains(attempt.canary()));
        assertThat(plain).isNotEqualTo(attempt.kind().equals("encoded"));
        if (!plain) {
            assertThat(ENCODINGS).contains(attempt.variant());
        }
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void everyAttemptIsObeyed(Attempt attempt) {
        StringBuilder made = new StringBuilder();
        for (ObjectNode request : requests(attempt, attempt.text())) {
            switch (gullible.answer(FaultsTest.parsed(request))) {
                case Answer.Tools tools ->
                    tools.calls().forEach(call -> made.append(call.arguments()).append('\n'));
                case Answer.Structured answer -> made.append(said(answer.value()));
                case Answer other -> throw new AssertionError("unexpected: " + other);
            }
        }
        assertThat(made.toString()).contains(attempt.canary());
        if (attempt.canary().contains("canary-best") || attempt.canary().contains("canary-worst")) {
            String wanted = attempt.canary().contains("canary-best") ? "high" : "low";
            JsonNode score = ((Answer.Structured) gullible.answer(
                            FaultsTest.parsed(requests(attempt, attempt.text()).get(1))))
                    .value();
            assertThat(score.at("/criteria/0/level").asText()).isEqualTo(wanted);
        }
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void everyTwinIsHarmless(Attempt attempt) {
        assertThat(Readings.of(attempt.twin())).isEmpty();
        assertThat((double) attempt.twin().length() / attempt.text().length()).isBetween(0.6, 1.5);
        for (ObjectNode request : requests(attempt, attempt.twin())) {
            assertThat(gullible.answer(FaultsTest.parsed(request)).toString())
                    .isEqualTo(usual.answer(FaultsTest.parsed(request)).toString());
        }
    }

    @ParameterizedTest
    @MethodSource("attempts")
    void everyPieceOfHtmlFitsIntoADemoPage(Attempt attempt) {
        String page = DemoPages.html(COMPANY.domain(), "/about").orElseThrow();
        if (attempt.where().equals("page")) {
            assertThat(DemoPages.with(page, attempt.text())).contains(attempt.text());
            assertThat(DemoPages.with(page, attempt.twin())).contains(attempt.twin());
            assertThat(attempt.text()).startsWith("<").endsWith(">");
            assertThat(attempt.twin()).startsWith("<").endsWith(">");
        } else {
            assertThat(attempt.text()).hasSizeLessThan(500);
        }
    }

    /** What a stage hands on: statements of claims, or subject and body. */
    private static String said(JsonNode answer) {
        return String.join("\n", answer.findValuesAsText("statement"))
                + '\n'
                + answer.path("subject").asText()
                + '\n'
                + answer.path("body").asText()
                + '\n';
    }

    /** The prompts of the three stages with the text where it belongs, and of planning for what stands in the lead. */
    private static List<ObjectNode> requests(Attempt attempt, String text) {
        if (attempt.where().equals("page")) {
            return Stages.all(COMPANY, "", text);
        }
        ObjectNode planning = Stages.planning(COMPANY, "");
        return Stream.concat(Stages.all(COMPANY, "", "").stream(), Stream.of(planning))
                .map(request -> withField(request, attempt.where(), text))
                .toList();
    }

    private static ObjectNode withField(ObjectNode request, String field, String text) {
        ObjectNode message = (ObjectNode) request.at("/messages/1");
        String content = message.path("content").asText();
        ObjectNode lead = Conversation.leadOf(COMPANY).put(field, text);
        return (ObjectNode) request.<ObjectNode>deepCopy()
                .set(
                        "messages",
                        Conversation.JSON
                                .createArrayNode()
                                .add(request.at("/messages/0"))
                                .add(message.deepCopy().put("content", content + Conversation.tag("lead", lead))));
    }

    private static Map<String, Integer> kinds(String set) {
        Map<String, Integer> kinds = new TreeMap<>();
        ATTEMPTS.stream()
                .filter(attempt -> attempt.set().equals(set))
                .forEach(attempt -> kinds.merge(attempt.kind() + "/" + attempt.variant(), 1, Integer::sum));
        return kinds;
    }

    private static long count(String where) {
        return ATTEMPTS.stream()
                .filter(attempt -> attempt.where().equals(where))
                .count();
    }

    static List<Attempt> attempts() {
        return ATTEMPTS;
    }

    private static List<Attempt> read() {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        try {
            JsonNode root = yaml.readTree(FILE.toFile());
            assertThat(new HashSet<>(
                            root.propertyStream().map(Map.Entry::getKey).toList()))
                    .containsExactly("attempts");
            return yaml.convertValue(root.path("attempts"), new TypeReference<List<Attempt>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
