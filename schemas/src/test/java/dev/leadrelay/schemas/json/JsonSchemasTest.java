package dev.leadrelay.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.leadrelay.schemas.records.AgentRun;
import dev.leadrelay.schemas.records.DraftAnswer;
import dev.leadrelay.schemas.records.Lead;
import dev.leadrelay.schemas.records.ResearchAnswer;
import dev.leadrelay.schemas.records.ScoreAnswer;
import dev.leadrelay.schemas.records.Violation;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonSchemasTest {
    static List<Schema> answers() {
        return List.of(
                ResearchAnswer.getClassSchema(),
                ScoreAnswer.getClassSchema(),
                DraftAnswer.getClassSchema(),
                Violation.getClassSchema());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyObjectRequiresAllItsPropertiesAndNothingElse(Schema answer) {
        List<JsonNode> objects = new ArrayList<>();
        collectObjects(JsonSchemas.forModel(answer), objects);
        assertThat(objects).isNotEmpty().allSatisfy(object -> {
            assertThat(object.get("additionalProperties").booleanValue()).isFalse();
            List<String> required = new ArrayList<>();
            object.get("required").forEach(name -> required.add(name.textValue()));
            List<String> properties = new ArrayList<>();
            object.get("properties").fieldNames().forEachRemaining(properties::add);
            assertThat(required).isEqualTo(properties).isNotEmpty();
        });
    }

    private static void collectObjects(JsonNode node, List<JsonNode> objects) {
        if ("object".equals(node.path("type").textValue())) {
            objects.add(node);
        }
        node.forEach(child -> collectObjects(child, objects));
    }

    @Test
    void nestedRecordsAreWrittenInPlaceAndDocsBecomeDescriptions() {
        JsonNode schema = JsonSchemas.forModel(ResearchAnswer.getClassSchema());
        assertThat(schema.at("/properties/companyName/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(schema.at("/properties/companyName/description").textValue()).startsWith("Name of the company");
        assertThat(schema.at("/properties/claims/items/properties/statement/type")
                        .textValue())
                .isEqualTo("string");
        assertThat(schema.at("/properties/claims/items/description").textValue())
                .isEqualTo("One statement by the model.");
        assertThat(schema.has("$defs")).isFalse();
    }

    @Test
    void theDefaultSymbolOfAnEnumIsNoAnswer() {
        JsonNode severity = JsonSchemas.forModel(Violation.getClassSchema()).at("/properties/severity/enum");
        assertThat(severity.toString()).isEqualTo("[\"REJECT\",\"REVIEW\",\"WARN\"]");
    }

    @Test
    void nullableEnumsRecordsAndArrays() throws Exception {
        JsonNode schema = schemaOf("""
                {"type":"record","name":"R","fields":[
                 {"name":"e","type":["null",{"type":"enum","name":"E","symbols":["A","B"]}]},
                 {"name":"r","type":["null",{"type":"record","name":"S","fields":[{"name":"n","type":"double"}]}]},
                 {"name":"a","type":["null",{"type":"array","items":"long"}]},
                 {"name":"b","type":"boolean"}]}
                """);
        assertThat(schema.get("properties")).isEqualTo(new ObjectMapper().readTree("""
                {"e":{"type":["string","null"],"enum":["A","B",null]},
                 "r":{"anyOf":[{"type":"object","properties":{"n":{"type":"number"}},"required":["n"],
                      "additionalProperties":false},{"type":"null"}]},
                 "a":{"type":["array","null"],"items":{"type":"integer"}},
                 "b":{"type":"boolean"}}
                """));
    }

    @Test
    void recordsThatContainThemselvesAreReferences() {
        JsonNode schema = schemaOf("""
                {"type":"record","name":"R","namespace":"x","fields":[
                 {"name":"self","type":["null","R"]},
                 {"name":"tree","type":{"type":"record","name":"T","fields":[
                   {"name":"children","type":{"type":"array","items":"T"}}]}}]}
                """);
        assertThat(schema.at("/properties/self/anyOf/0/$ref").textValue()).isEqualTo("#");
        assertThat(schema.at("/properties/tree/$ref").textValue()).isEqualTo("#/$defs/x_T");
        assertThat(schema.at("/$defs/x_T/properties/children/items/$ref").textValue())
                .isEqualTo("#/$defs/x_T");
    }

    @Test
    void whatCannotBeAskedIsNamed() {
        assertThatThrownBy(() -> JsonSchemas.forModel(Lead.getClassSchema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("/extra: the type MAP cannot be asked of a model");
        assertThatThrownBy(() -> JsonSchemas.forModel(AgentRun.getClassSchema()))
                .hasMessageContaining("/header/issuedAt: the logical type timestamp-millis");
        assertThatThrownBy(
                        () -> schemaOf(
                                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"u\",\"type\":[\"int\",\"string\"]}]}"))
                .hasMessageContaining("/u: a union other than");
        assertThatThrownBy(() -> JsonSchemas.forModel(Schema.create(Schema.Type.INT)))
                .hasMessageContaining("only a record");
    }

    private static JsonNode schemaOf(String avro) {
        return JsonSchemas.forModel(new Schema.Parser().parse(avro));
    }
}
