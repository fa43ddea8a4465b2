package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolContract;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.research.page.Passages;
import dev.leadrelay.validation.text.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tool {@code company_records}: what one's own files say of a company. Thread-safe. */
public final class CompanyRecordsTool implements Tool {
    private static final int MOST_PASSAGES = 20;
    private static final ToolContract CONTRACT = SourceOutput.contract(
            Source.COMPANY_RECORDS,
            "Looks up the record of a company by the domain of its web site and returns its fields as passages with"
                    + " ids to cite.",
            253,
            Duration.ofSeconds(2));

    private final CompanyRecords records;
    private final TextArchive archive;

    private CompanyRecordsTool(CompanyRecords records, TextArchive archive) {
        this.records = records;
        this.archive = archive;
    }

    /**
     * The tool over a CSV or JSON file, or a directory of such.
     *
     * @param archive keeps the text of each record that was looked up
     * @throws IllegalArgumentException one line that names the file and what is wrong
     */
    public static CompanyRecordsTool read(Path path, TextArchive archive) {
        return new CompanyRecordsTool(CompanyRecords.read(path), archive);
    }

    @Override
    public ToolContract contract() {
        return CONTRACT;
    }

    @Override
    public Optional<JsonNode> example() {
        return records.anyDomain()
                .map(domain -> JsonNodeFactory.instance.objectNode().put(Source.COMPANY_RECORDS.argument(), domain));
    }

    @Override
    public JsonNode execute(JsonNode input) {
        String domain =
                Addresses.host(input.path(Source.COMPANY_RECORDS.argument()).asText());
        List<String> fields = records.find(domain);
        SourceOutput output = new SourceOutput();
        Passages.of(fields, MOST_PASSAGES)
                .forEach(passage -> output.passage("records://" + domain, "Company record", passage));
        if (!fields.isEmpty()) {
            String text = String.join("\n", fields);
            output.cutFrom(text);
            archive.keep(text);
        }
        return output.toJson();
    }
}
