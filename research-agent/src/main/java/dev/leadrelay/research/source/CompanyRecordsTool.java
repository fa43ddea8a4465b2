package dev.leadrelay.research.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.agent.tool.ToolContract;
import dev.leadrelay.agent.tool.ToolException;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.research.page.Passages;
import dev.leadrelay.validation.text.Addresses;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The tool {@code company_records}: what one's own files, or one's own endpoint, say of a company. Thread-safe. */
public final class CompanyRecordsTool implements Tool {
    private static final int MOST_PASSAGES = 20;
    private static final Duration SLACK = Duration.ofSeconds(2);

    private final RecordSource records;
    private final TextArchive archive;
    private final ToolContract contract;

    private CompanyRecordsTool(RecordSource records, TextArchive archive) {
        this.records = records;
        this.archive = archive;
        contract = SourceOutput.contract(
                Source.COMPANY_RECORDS,
                "Looks up the record of a company by the domain of its web site, and by its name where the records know"
                        + " names, and returns its fields as passages with ids to cite.",
                253,
                records.time().plus(SLACK));
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

    /**
     * The tool over an endpoint.
     *
     * @param archive keeps the text of each record that was looked up
     * @throws IllegalArgumentException one line that names the setting or file and what is wrong
     */
    public static CompanyRecordsTool at(RecordsAddress address, TextArchive archive) {
        return new CompanyRecordsTool(new RecordsEndpoint(address), archive);
    }

    @Override
    public ToolContract contract() {
        return contract;
    }

    @Override
    public Optional<JsonNode> example() {
        return records.anyDomain()
                .map(domain -> JsonNodeFactory.instance.objectNode().put(Source.COMPANY_RECORDS.argument(), domain));
    }

    /** An endpoint that knows nobody answers as one whose address is wrong. */
    @Override
    public Optional<String> unavailable(JsonNode output) {
        return output.path("contentHash").isMissingNode()
                ? records.anyDomain().map(domain -> "there is no record of " + domain + ", by which it is checked")
                : Optional.empty();
    }

    @Override
    public JsonNode execute(JsonNode input) throws ToolException, InterruptedException {
        String domain =
                Addresses.host(input.path(Source.COMPANY_RECORDS.argument()).asText());
        String name = input.path(Source.COMPANY_NAME).asText("").strip();
        List<String> fields = records.find(domain, name);
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
