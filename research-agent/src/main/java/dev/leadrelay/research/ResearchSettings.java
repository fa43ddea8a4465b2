package dev.leadrelay.research;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

    /** Folder that keeps the text of each page and record, by content hash; without it only quotes are kept. */
    Optional<Path> pageArchive();

    /** CSV or JSON file, or a directory of such, with a record per company domain; without it there is no such tool. */
    Optional<Path> companyRecords();

    /** Address of a search endpoint that answers as SearXNG does; without it there is no such tool. */
    Optional<String> searchUrl();

    /** Tools of which a person must approve each call before it leaves, by name, for example {@code search_web}. */
    Optional<Set<String>> sensitiveTools();

    /** Who decides where to look. */
    enum PlanKind {
        MODEL,
        DIRECT
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

        /** Time for one page, redirects included. */
        @WithDefault("PT10S")
        Duration timeout();
    }
}
