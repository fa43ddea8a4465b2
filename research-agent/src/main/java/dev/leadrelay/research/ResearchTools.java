package dev.leadrelay.research;

import dev.leadrelay.agent.tool.Tool;
import dev.leadrelay.research.domain.Source;
import dev.leadrelay.research.page.FetchPageTool;
import dev.leadrelay.research.source.ApiKey;
import dev.leadrelay.research.source.CompanyRecordsTool;
import dev.leadrelay.research.source.RecordsAddress;
import dev.leadrelay.research.source.SearchKind;
import dev.leadrelay.research.source.SearchWebTool;
import dev.leadrelay.research.source.TextArchive;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The tools that the settings ask for. */
final class ResearchTools {
    private ResearchTools() {}

    /** @throws IllegalArgumentException one line that names the setting or file that is wrong */
    static Map<Source, Tool> of(ResearchSettings settings) {
        Map<Source, Tool> tools = new EnumMap<>(Source.class);
        TextArchive archive = settings.pageArchive().map(TextArchive::in).orElse(TextArchive.NONE);
        if (settings.fetchPage().enabled()) {
            tools.put(Source.FETCH_PAGE, pages(settings.fetchPage(), archive));
        }
        records(settings.companyRecords(), archive).ifPresent(tool -> tools.put(Source.COMPANY_RECORDS, tool));
        search(settings.search()).ifPresent(tool -> tools.put(Source.SEARCH_WEB, tool));
        return tools;
    }

    private static Tool pages(ResearchSettings.FetchPage settings, TextArchive archive) {
        return FetchPageTool.create(
                settings.allHosts(),
                settings.timeout(),
                settings.checkUrl().orElse(null),
                settings.contact().orElse(null),
                archive);
    }

    private static Optional<Tool> records(ResearchSettings.CompanyRecords settings, TextArchive archive) {
        Optional<ApiKey> key = ApiKey.of("company-records.key", settings.key(), settings.keyFile());
        if (settings.url().isEmpty()) {
            if (key.isPresent()
                    || settings.schema().isPresent()
                    || settings.checkDomain().isPresent()) {
                throw new IllegalArgumentException(
                        "company-records.url is missing; key, schema and check-domain are an endpoint's");
            }
            return settings.files().map(path -> CompanyRecordsTool.read(path, archive));
        }
        if (settings.files().isPresent()) {
            throw new IllegalArgumentException("give files of company-records or company-records.url, not both");
        }
        return Optional.of(CompanyRecordsTool.at(
                new RecordsAddress(
                        settings.url().get(),
                        settings.schema()
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "company-records.schema is missing; give a file with the JSON Schema of the answers")),
                        key,
                        settings.keyHeader(),
                        settings.checkDomain(),
                        settings.timeout()),
                archive));
    }

    private static Optional<Tool> search(ResearchSettings.Search settings) {
        Optional<ApiKey> key = ApiKey.of("search.key", settings.key(), settings.keyFile());
        if (settings.kind().isEmpty() && settings.url().isEmpty()) {
            if (key.isPresent() || settings.engine().isPresent()) {
                throw new IllegalArgumentException(
                        "search.kind is missing; say which service the key or engine is for: SEARXNG, BRAVE or GOOGLE");
            }
            return Optional.empty();
        }
        return Optional.of(SearchWebTool.create(
                settings.kind().orElse(SearchKind.SEARXNG), settings.url(), key, settings.engine()));
    }
}
