package dev.leadrelay.research.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.leadrelay.agent.tool.ToolBox;
import dev.leadrelay.agent.tool.ToolResult;
import dev.leadrelay.agent.tool.ToolUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    Path dir;

    @Test
    void findsACompanyInCsvAndJsonTogether() throws Exception {
        Files.writeString(
                dir.resolve("a.csv"),
                "\uFEFFdomain,name,employees,note\nhttps://www.Acme.example/,Acme GmbH,180,\nother.example,Other AG,5,x\n");
        Files.writeString(dir.resolve("b.json"), "[{\"domain\": \"acme.example\", \"revenue\": \"12 million euros\"}]");
        CompanyRecordsTool tool = CompanyRecordsTool.read(dir, TextArchive.NONE);

        JsonNode found = throughContract(tool, "acme.example");

        assertThat(found.path("evidence")).hasSize(1);
        assertThat(found.path("evidence").path(0).path("url").asText()).isEqualTo("records://acme.example");
        assertThat(found.path("evidence").path(0).path("quote").asText())
                .contains("name: Acme GmbH", "employees: 180", "revenue: 12 million euros")
                .doesNotContain("note:");
        assertThat(throughContract(tool, "unknown.example").path("evidence")).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithRecords() throws Exception {
        Path noDomain = Files.writeString(dir.resolve("x.csv"), "name\nAcme\n");
        Path noJson = Files.writeString(dir.resolve("x.json"), "[{");
        Path lost = dir.resolve("lost.csv");
        assertThatThrownBy(() -> CompanyRecordsTool.read(noDomain, TextArchive.NONE))
                .hasMessageContaining("no column domain");
        assertThatThrownBy(() -> CompanyRecordsTool.read(noJson, TextArchive.NONE))
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> CompanyRecordsTool.read(lost, TextArchive.NONE))
                .hasMessageContaining("cannot be read");
        Path noKey = Files.writeString(dir.resolve("y.json"), "{\"name\": \"Acme\"}");
        assertThatThrownBy(() -> CompanyRecordsTool.read(noKey, TextArchive.NONE))
                .hasMessageContaining("a record has no domain");
    }

    /** Through the runtime, which holds the output against the contract. */
    private static JsonNode throughContract(dev.leadrelay.agent.tool.Tool tool, String value) throws Exception {
        String argument = tool.contract().input().path("required").path(0).asText();
        try (ToolBox box = new ToolBox(List.of(ToolUsage.required(tool)))) {
            ToolResult result = box.call(
                    tool.contract().name(),
                    JsonNodeFactory.instance.objectNode().put(argument, value),
                    List.of());
            assertThat(result).isInstanceOf(ToolResult.Returned.class);
            return ((ToolResult.Returned) result).output();
        }
    }
}
