package dev.leadrelay.schemas;

import org.apache.kafka.clients.admin.Admin;

/** Creates the topics of LeadRelay and waits until each partition has a leader. */
public final class TopicCreation {
    private TopicCreation() {}

    /** Placeholder of the signature; see the module's next commit. */
    public static void ensure(
            Admin admin, Topics topics, int partitions, short replicationFactor, int maxMessageBytes) {
        throw new IllegalStateException();
    }
}
