package dev.leadrelay.deadletter;

import dev.leadrelay.deadletter.access.AccessConfig;
import dev.leadrelay.schemas.ParkedDeadline;
import dev.leadrelay.service.SettingsException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings of the dead-letter handler. */
@ConfigMapping(prefix = "leadrelay.dead-letter-handler")
public interface DeadLetterConfig {
    /** An H2 store in a file, with the file's path. */
    Pattern H2_FILE = Pattern.compile("jdbc:h2:(?:file:)?(?!mem:|tcp:|ssl:|nio|zip:)([^;]+)");

    /** JDBC URL of the store, a projection of the topics: delete the file and start again to rebuild it. */
    @WithDefault("jdbc:h2:file:./data/dead-letter-handler/store;DB_CLOSE_ON_EXIT=FALSE")
    String storeUrl();

    /** User of the store's database, where it needs one. */
    Optional<String> storeUser();

    /** Password of that user. */
    Optional<String> storePassword();

    /**
     * Folder of the index that finds dead letters, a copy of what the store holds: deleted, it is built anew at the next start.
     * By default beside the file of the store.
     */
    Optional<Path> indexDir();

    /** Connections to the store at most; requests beyond them wait. */
    @WithDefault("8")
    int storeConnections();

    /** How long the reader waits before it tries again what did not work: registry, store, broker. */
    @WithDefault("PT1S")
    Duration retryPause();

    /** How long a decision may take until it stands in its topic, before the caller is told that it did not work. */
    @WithDefault("PT20S")
    Duration decisionTimeout();

    /** How long one dead letter's page may look for the run log of the failed attempt. */
    @WithDefault("PT3S")
    Duration runSearchTime();

    /** Whether a policy retries leads whose failure may well pass: see retryDelays in the failure table. */
    @WithDefault("true")
    boolean retryTransient();

    /** Delays before each retry, counted from the failure, in place of those of the failure table. */
    Optional<List<Duration>> retryDelays();

    /** How long a lead stays parked before a policy discards it as EXPIRED; one that was decided about, or is pinned, is left alone. */
    @WithDefault("P30D")
    Duration expireAfter();

    /** How long a lead stays parked at most, the same as the orchestrator's: shown where no policy acts before. */
    @WithDefault(ParkedDeadline.DEFAULT)
    Duration parkedDeadline();

    /** How long between two looks at what a policy has to decide. */
    @WithDefault("PT5S")
    Duration policyInterval();

    /** Directory of the customer profiles, one name.yaml each; with seller, what edits and acceptances are checked against. */
    Optional<Path> profilesDir();

    /** File of the seller profile; the same as the orchestrator's. */
    Optional<Path> seller();

    /** File of the refusal policy; the same as the orchestrator's. */
    Optional<Path> refusalPolicy();

    /** Searches for run logs at the same time at most; a page beyond them answers without one. */
    @WithDefault("4")
    int runSearches();

    /** Dead letters of a bulk job at most that a reviewer may start; a larger job needs an admin. */
    @WithDefault("1000")
    int bulkAdminAbove();

    /** Who may use the desk. */
    AccessConfig access();

    /** Topics with dead letters of others, read as items of no lead; {@code *} in a name stands for any characters. */
    Optional<List<String>> foreignTopics();

    /** Topics that are not LeadRelay's to which RETRY may write an original record again; none by default. */
    Optional<List<String>> foreignRetryTopics();

    /**
     * Where the index stands: the folder that is set, else one beside the store's file, else one of its own in {@code data}; empty where the
     * store is in memory too.
     */
    default Optional<Path> indexFolder() {
        Matcher file = H2_FILE.matcher(storeUrl());
        if (indexDir().isPresent() || storeUrl().startsWith("jdbc:h2:mem:")) {
            return indexDir();
        }
        String store = file.lookingAt() ? file.group(1) : "data/dead-letter-handler/store";
        return Optional.of(Path.of(store.replaceFirst("^~(?=/)", System.getProperty("user.home")) + ".index"));
    }

    /**
     * Checks what the types do not say.
     *
     * @throws SettingsException naming the setting
     */
    default void check() {
        if (!storeUrl().startsWith("jdbc:")) {
            throw invalid("store-url", "must be a JDBC URL, for example jdbc:h2:file:./data/dead-letter-handler/store");
        }
        require(storeConnections() >= 2 && storeConnections() <= 100, "store-connections", "must be 2 to 100");
        require(runSearches() >= 1 && runSearches() <= 100, "run-searches", "must be 1 to 100");
        require(
                profilesDir().isPresent() == seller().isPresent(),
                seller().isPresent() ? "profiles-dir" : "seller",
                "must be set too: profiles-dir and seller go together");
        require(bulkAdminAbove() >= 0, "bulk-admin-above", "must be 0 (every job needs an admin) or more");
        requirePositive(retryPause(), "retry-pause");
        requirePositive(decisionTimeout(), "decision-timeout");
        requirePositive(runSearchTime(), "run-search-time");
        requirePositive(policyInterval(), "policy-interval");
        require(expireAfter().isPositive(), "expire-after", "must be more than nothing");
        require(parkedDeadline().isPositive(), "parked-deadline", "must be more than nothing");
        List<String> foreign = foreignTopics().orElse(List.of());
        require(foreign.stream().noneMatch(String::isBlank), "foreign-topics", "must not have an empty name");
        require(
                foreignRetryTopics().orElse(List.of()).stream()
                        .noneMatch(topic -> topic.isBlank() || ForeignTopics.matches(foreign, topic)),
                "foreign-retry-topics",
                "must not have an empty name nor one of foreign-topics: what is written there would come back");
        require(
                retryDelays().orElse(List.of()).stream().allMatch(Duration::isPositive),
                "retry-delays",
                "must each be more than nothing");
    }

    private static void requirePositive(Duration duration, String name) {
        require(duration.isPositive() && duration.toHours() < 1, name, "must be more than nothing, below an hour");
    }

    private static void require(boolean valid, String name, String rule) {
        if (!valid) {
            throw invalid(name, rule);
        }
    }

    private static SettingsException invalid(String name, String rule) {
        return new SettingsException("leadrelay.dead-letter-handler." + name + " " + rule);
    }
}
