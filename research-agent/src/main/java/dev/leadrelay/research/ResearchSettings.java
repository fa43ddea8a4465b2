package dev.leadrelay.research;

import dev.leadrelay.research.source.SearchKind;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the research agent looks, and who decides where. */
@ConfigMapping(prefix = "leadrelay.research")
public interface ResearchSettings {
    /** Who plans: MODEL lets the model call tools; DIRECT asks each source once, for benchmarks and small budgets. */
    @WithDefault("MODEL")
    PlanKind plan();

    /** Replies with tool calls that are followed when the model plans, 1 to 6. */
    @WithDefault("6")
    int maxSteps();

    /** How web pages are fetched. */
    FetchPage fetchPage();

    /** Where company records are kept; without files and address there is no such tool. */
    CompanyRecords companyRecords();

    /** Folder that keeps the text of each page and record, by content hash; without it only quotes are kept. */
    Optional<Path> pageArchive();

    /** Which search service is asked; without kind and address there is no such tool. */
    Search search();

    /** Tools of which a person must approve each call before it leaves, by name, for example {@code search_web}. */
    Optional<Set<String>> sensitiveTools();

    /** Who decides where to look. */
    enum PlanKind {
        MODEL,
        DIRECT
    }

    /** Where company records are kept. */
    interface CompanyRecords {
        /** CSV or JSON file, or a directory of such, with a record per company domain. */
        @WithParentName
        Optional<Path> files();

        /** In place of files: address that is asked by GET with the parameters domain and name. */
        Optional<String> url();

        /** File with the JSON Schema of its answers, which are objects. */
        Optional<Path> schema();

        /** Key that it wants. */
        Optional<String> key();

        /** File with nothing but the key, in place of it. */
        Optional<Path> keyFile();

        /** Header of the key; in Authorization it stands as a bearer's. */
        @WithDefault("X-Api-Key")
        String keyHeader();

        /** A domain that has a record, by which the endpoint is checked; without it the tool is not checked. */
        Optional<String> checkDomain();

        /** Time for one answer. */
        @WithDefault("PT5S")
        Duration timeout();
    }

    /** Which search service is asked. */
    interface Search {
        /** What it speaks; SEARXNG where only an address is given. */
        Optional<SearchKind> kind();

        /** Address of its endpoint; the service's own where none is given, which SEARXNG has none of. */
        Optional<String> url();

        /** Key to it. */
        Optional<String> key();

        /** File with nothing but the key, in place of it. */
        Optional<Path> keyFile();

        /** Id of the search engine ({@code cx}), for GOOGLE. */
        Optional<String> engine();
    }

    /** How web pages are fetched. */
    interface FetchPage {
        /** False takes the tool away. */
        @WithDefault("true")
        boolean enabled();

        /** Hosts that may be private: {@code host:port} by name, or by {@code *.suffix} for every name under it. */
        Map<String, String> hosts();

        /** The same as {@code name=host:port}, comma-separated: what an environment variable can hold. */
        Optional<List<String>> hostList();

        /**
         * Both together.
         *
         * @throws IllegalArgumentException when an entry of the list is not of that form
         */
        default Map<String, String> allHosts() {
            Map<String, String> all = new HashMap<>(hosts());
            for (String entry : hostList().orElse(List.of())) {
                int equals = entry.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("fetch-page.host-list has " + entry
                            + "; give name=host:port, for example *.example=127.0.0.1:18099");
                }
                all.put(
                        entry.substring(0, equals).strip(),
                        entry.substring(equals + 1).strip());
            }
            return all;
        }

        /** A page that is known to be there, by which the way to the web is checked; without it the tool is not checked. */
        Optional<String> checkUrl();

        /** Page or mailbox by which a site's owner learns who fetches; it stands in the header {@code User-Agent}. */
        Optional<String> contact();

        /** Time for one page, redirects included. */
        @WithDefault("PT10S")
        Duration timeout();
    }
}
