package dev.leadrelay.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published schema and the reader say the same. What only the reader can see, and why: sums over criteria, the order
 * of thresholds, uniqueness of one key among objects (none of them is expressible in JSON Schema), whole numbers written
 * with a fraction such as {@code 30.0} (the same number to a schema), ids that are numbers with exponent (a pattern
 * applies to texts only), texts that are blank only by Unicode's reckoning, and everything about YAML itself.
 */
class ProfileSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Profile.schema(), InputFormat.JSON);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Values that are wrong somewhere, though not everywhere. */
    private static final List<JsonNode> STRANGE = List.of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(0),
            NODES.numberNode(2),
            NODES.numberNode(101),
            NODES.numberNode(1L << 40),
            NODES.numberNode(0.5),
            NODES.textNode(""),
            NODES.textNode("  "),
            NODES.textNode("a b"),
            NODES.textNode("-x"),
            NODES.textNode("x".repeat(65)),
            NODES.textNode("50"),
            NODES.textNode("E"),
            NODES.textNode("C "),
            NODES.arrayNode(),
            NODES.arrayNode().add("x"),
            NODES.objectNode(),
            NODES.objectNode().put("id", "x"));
    /** What the reader says where a schema cannot. */
    private static final List<String> READER_ONLY =
            List.of("the weights sum to", "must fall from A to C", "this id stands twice");

    @Property(tries = 500)
    void bothAcceptEveryValidProfile(@ForAll("profiles") ObjectNode profile) throws IOException {
        assertThat(readerSays(profile)).isEmpty();
        assertThat(SCHEMA.validate(profile.toString(), InputFormat.JSON)).isEmpty();
    }

    @Property(tries = 3_000)
    void bothRefuseTheSameMutations(@ForAll("profiles") ObjectNode profile, @ForAll long seed) throws IOException {
        String done = mutate(profile, new Random(seed));
        List<String> reader = readerSays(profile);
        boolean schemaRefuses =
                !SCHEMA.validate(profile.toString(), InputFormat.JSON).isEmpty();
        boolean structural =
                reader.stream().anyMatch(said -> READER_ONLY.stream().noneMatch(said::contains));
        assertThat(schemaRefuses)
                .as(done + ": reader says " + reader + " of " + profile)
                .isEqualTo(structural);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight: 60 | weight: 61 | /criteria: the weights sum to 101",
                "A: 75 | A: 50 | /thresholds: must fall",
                "id: size | id: industry | /criteria/1/id: this id stands twice",
                "weight: 60 | weight: 60.0 | /criteria/0/weight: must be a whole number",
                "id: size | id: 1e3 | /criteria/1/id: must be letters"
            })
    void whatOnlyTheReaderSeesTheSchemaAccepts(String right, String wrong, String said) throws IOException {
        String text = Fixtures.PROFILE_YAML.replace(right, wrong);
        assertThat(Profile.check(text))
                .isInstanceOfSatisfying(
                        ProfileCheck.Unsound.class,
                        unsound -> assertThat(unsound.problems().getFirst().toString())
                                .startsWith(said));
        assertThat(SCHEMA.validate(Profile.json(text), InputFormat.JSON)).isEmpty();
    }

    @Test
    void theSampleFitsItsSchemaAndTheCopyBesideItIsTheSame() throws IOException {
        Path samples = Path.of("..", "samples");
        assertThat(Files.readString(samples.resolve("profile.schema.json")))
                .as("copy validation's profile.schema.json to samples/")
                .isEqualTo(Profile.schema());
        String profile = Files.readString(samples.resolve("profile.yaml"));
        assertThat(SCHEMA.validate(Profile.json(profile), InputFormat.JSON)).isEmpty();
        assertThat(Profile.check(profile)).isInstanceOf(ProfileCheck.Sound.class);
    }

    @Provide
    Arbitrary<ObjectNode> profiles() {
        Arbitrary<List<Integer>> weights = Arbitraries.integers()
                .between(1, 99)
                .list()
                .uniqueElements()
                .ofMinSize(0)
                .ofMaxSize(5)
                .map(ProfileSchemaTest::partsOfHundred);
        Arbitrary<List<Integer>> shares =
                Arbitraries.integers().between(0, 100).list().ofMaxSize(3);
        return Combinators.combine(
                        weights,
                        shares,
                        Arbitraries.integers().between(0, 63),
                        Arbitraries.randomValue(r -> r.nextLong()))
                .as((parts, more, optional, seed) -> profile(parts, more, optional, new Random(seed)));
    }

    private static List<Integer> partsOfHundred(List<Integer> cuts) {
        List<Integer> sorted = new ArrayList<>(cuts.stream().sorted().toList());
        sorted.add(100);
        List<Integer> parts = new ArrayList<>();
        int before = 0;
        for (int cut : sorted) {
            parts.add(cut - before);
            before = cut;
        }
        return parts;
    }

    private static ObjectNode profile(List<Integer> weights, List<Integer> shares, int optional, Random random) {
        ObjectNode profile = JSON.createObjectNode();
        profile.put("name", "p" + random.nextInt(1_000));
        profile.set("version", random.nextBoolean() ? NODES.numberNode(random.nextInt(9)) : NODES.textNode("1.2-ß"));
        profile.put("description", "Größe: \"ab 50\", no <b> or # {comments}");
        ArrayNode criteria = profile.putArray("criteria");
        for (int weight : weights) {
            ObjectNode criterion = criteria.addObject().put("id", "no" + criteria.size());
            criterion.put("question", "Yes?").put("weight", weight);
            ArrayNode levels = criterion.putArray("levels");
            level(levels, 0);
            shares.forEach(share -> level(levels, share));
            level(levels, 100);
        }
        if ((optional & 1) != 0) {
            ArrayNode list = profile.putArray("disqualifiers");
            list.addObject().put("id", "off").put("description", "on");
        }
        if ((optional & 2) != 0) {
            int c = 1 + random.nextInt(90);
            profile.putObject("thresholds").put("A", c + 9).put("B", c + 4).put("C", c);
        }
        if ((optional & 4) != 0) {
            profile.put("deliverFrom", List.of("A", "B", "C", "D").get(random.nextInt(4)));
        }
        if ((optional & 8) != 0) {
            ObjectNode confidence = profile.putObject("confidence").put("bar", random.nextInt(11) / 10.0);
            confidence.put("votes", 1 + 2 * random.nextInt(5)).put("nearThreshold", random.nextInt(51));
        }
        if ((optional & 16) != 0 && !profile.has("disqualifiers")) {
            profile.putNull("disqualifiers");
        }
        return profile;
    }

    private static void level(ArrayNode levels, int share) {
        levels.addObject().put("id", "l-" + levels.size()).put("share", share).put("description", "ja");
    }

    /** Removes, adds or replaces one thing somewhere; says what. */
    private static String mutate(ObjectNode profile, Random random) {
        List<JsonNode> containers = new ArrayList<>();
        collect(profile, containers);
        JsonNode at = containers.get(random.nextInt(containers.size()));
        JsonNode strange = STRANGE.get(random.nextInt(STRANGE.size())).deepCopy();
        if (at instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextInt(3) == 0) {
                array.add(strange);
                return "added " + strange;
            }
            int index = random.nextInt(array.size());
            if (random.nextBoolean()) {
                return "removed " + array.remove(index);
            }
            return array.set(index, strange) + " in place of an item";
        }
        ObjectNode object = (ObjectNode) at;
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        if (keys.isEmpty() || random.nextInt(5) == 0) {
            object.set("unheard-of", strange);
            return "unknown key";
        }
        String key = keys.get(random.nextInt(keys.size()));
        if (random.nextInt(4) == 0) {
            object.remove(key);
            return "removed " + key;
        }
        object.set(key, strange);
        return key + ": " + strange;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static List<String> readerSays(ObjectNode profile) throws IOException {
        return switch (Profile.check(YAML.writeValueAsString(profile))) {
            case ProfileCheck.Sound sound -> List.of();
            case ProfileCheck.Unsound unsound ->
                unsound.problems().stream().map(ProfileProblem::toString).toList();
        };
    }
}
