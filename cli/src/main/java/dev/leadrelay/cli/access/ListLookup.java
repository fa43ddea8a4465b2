package dev.leadrelay.cli.access;

import dev.leadrelay.schemas.records.ListProgress;
import dev.leadrelay.service.SettingsException;
import java.util.Map;

/** The lists that the orchestrator knows, as it last reported them. */
public final class ListLookup {
    private ListLookup() {}

    /** All lists by id. */
    public static Map<String, ListProgress> all(Cluster cluster) {
        return new TopicScan(cluster).latest(cluster.topics().progress(), ListProgress.class, key -> true);
    }

    /**
     * One list.
     *
     * @throws SettingsException when there is no such list
     */
    public static ListProgress require(Cluster cluster, String listId) {
        ListProgress progress = new TopicScan(cluster)
                .latest(cluster.topics().progress(), ListProgress.class, listId::equals)
                .get(listId);
        if (progress == null) {
            throw new SettingsException("there is no list " + listId + "; ./leadrelay status shows all");
        }
        return progress;
    }
}
