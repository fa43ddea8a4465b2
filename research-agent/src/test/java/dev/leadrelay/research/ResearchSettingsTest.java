package dev.leadrelay.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leadrelay.research.domain.Source;
import dev.leadrelay.service.SettingsException;
import dev.leadrelay.service.SettingsSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResearchSettingsTest {
    @Test
    void hostsAreGivenOneByOneOrInOneValue() {
        assertThat(read(Map.of("leadrelay.research.fetch-page.hosts.\"*.example\"", "127.0.0.1:18099"))
                        .fetchPage()
                        .allHosts())
                .isEqualTo(Map.of("*.example", "127.0.0.1:18099"));
        // One value is what an environment variable can hold.
        assertThat(read(Map.of(
                                "leadrelay.research.fetch-page.host-list",
                                "*.example=simulator:18099,a.test=127.0.0.1:1"))
                        .fetchPage()
                        .allHosts())
                .isEqualTo(Map.of("*.example", "simulator:18099", "a.test", "127.0.0.1:1"));
    }

    @Test
    void withoutSettingsTheModelPlansWithPagesOnly() {
        ResearchSettings settings = read(Map.of());
        assertThat(settings.plan()).isEqualTo(ResearchSettings.PlanKind.MODEL);
        assertThat(settings.maxSteps()).isEqualTo(6);
        assertThat(settings.fetchPage().enabled()).isTrue();
        assertThat(settings.fetchPage().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.fetchPage().contact()).isEmpty();
        assertThat(ResearchTools.of(settings)).containsOnlyKeys(Source.FETCH_PAGE);
    }

    @Test
    void aWrongPlanIsNamed() {
        assertThatThrownBy(() -> read(Map.of("leadrelay.research.plan", "guess")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("guess");
    }

    @Test
    void aWrongEntryIsNamed() {
        ResearchSettings settings = read(Map.of("leadrelay.research.fetch-page.host-list", "simulator:18099"));
        assertThatThrownBy(() -> settings.fetchPage().allHosts())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("simulator:18099; give name=host:port");
    }

    @Test
    void aSearchIsSetUpByItsKindAndAnAddressAloneIsSearxng() {
        assertThat(ResearchTools.of(search("url", "http://127.0.0.1:1/search"))).containsKey(Source.SEARCH_WEB);
        assertThat(ResearchTools.of(search("kind", "BRAVE", "key", "k-1"))).containsKey(Source.SEARCH_WEB);
        assertThat(ResearchTools.of(search("kind", "GOOGLE", "key", "k-1", "engine", "cx-1")))
                .containsKey(Source.SEARCH_WEB);
    }

    @Test
    void whatASearchWantsIsNamed() {
        assertRefused("search.key is missing", search("kind", "BRAVE"));
        assertRefused("search.engine is missing", search("kind", "GOOGLE", "key", "k-1"));
        assertRefused("search.url is missing", search("kind", "SEARXNG"));
        assertRefused("search.kind is missing", search("key", "k-1"));
        assertRefused("search.url is no plain http", search("url", "search.example"));
        assertRefused("search.url is no plain http", search("url", "https://me:s3cret-1@search.example/"));
    }

    @Test
    void aKeyStandsInTheSettingOrAFileAndIsNeverShown(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("key"), "s3cret-from-file\n");
        ResearchSettings fromFile = search("kind", "BRAVE", "key-file", file.toString());
        assertThat(ResearchTools.of(fromFile)).containsKey(Source.SEARCH_WEB);
        assertRefused(
                "give search.key or search.key-file, not both",
                search("kind", "BRAVE", "key", "s3cret-1", "key-file", file.toString()));
        assertRefused(
                "search.key-file cannot be read",
                search("kind", "BRAVE", "key-file", dir.resolve("none").toString()));
        assertRefused("search.key is no key", search("kind", "BRAVE", "key", "s3cret with blanks"));
        Path empty = Files.writeString(dir.resolve("empty"), "\n");
        assertRefused("search.key is no key", search("kind", "BRAVE", "key-file", empty.toString()));
    }

    @Test
    void companyRecordsAreFilesOrAnEndpoint(@TempDir Path dir) throws Exception {
        Path csv = Files.writeString(dir.resolve("a.csv"), "domain,name\nacme.example,Acme\n");
        Path schema = Files.writeString(dir.resolve("schema.json"), "{\"type\": \"object\"}");
        String name = "leadrelay.research.company-records";
        assertThat(ResearchTools.of(read(Map.of(name, csv.toString())))).containsKey(Source.COMPANY_RECORDS);
        String url = "http://127.0.0.1:1/companies";
        assertThat(ResearchTools.of(read(Map.of(name + ".url", url, name + ".schema", schema.toString()))))
                .containsKey(Source.COMPANY_RECORDS);
        assertRefused("company-records.schema is missing", read(Map.of(name + ".url", url)));
        assertRefused("company-records.url is missing", read(Map.of(name + ".key", "s3cret-1")));
        assertRefused(
                "not both",
                read(Map.of(name, csv.toString(), name + ".url", url, name + ".schema", schema.toString())));
        assertThatThrownBy(() -> read(Map.of(name + ".uri", url))).isInstanceOf(SettingsException.class);
    }

    @Test
    void aContactThatNoHeaderCanHoldIsNamed() {
        assertRefused("fetch-page.contact", read(Map.of("leadrelay.research.fetch-page.contact", "call me (please)")));
    }

    private static void assertRefused(String message, ResearchSettings settings) {
        assertThatThrownBy(() -> ResearchTools.of(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("s3cret-1")
                .hasMessageNotContaining("s3cret with")
                .hasMessageNotContaining("s3cret-from");
    }

    private static ResearchSettings search(String... namesAndValues) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put("leadrelay.research.search." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return read(given);
    }

    private static ResearchSettings read(Map<String, String> given) {
        return SettingsSource.ofProcess(given, null).read(ResearchSettings.class);
    }
}
